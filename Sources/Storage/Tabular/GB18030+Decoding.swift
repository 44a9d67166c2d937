extension GB18030 {
  /// The most UTF-8 bytes that a GB18030 byte can become, and the slack that decoding writes into.
  static let growth = 3
  static let slack = 4

  /// Decodes bytes to UTF-8 at `output`, which has room for `growth` times as many and the slack.
  ///
  /// What is no character becomes U+FFFD and is counted as a fault.
  ///
  /// - Returns: Where the output ends.
  static func decode(
    _ input: UnsafeBufferPointer<UInt8>, to start: UnsafeMutablePointer<UInt8>,
    tables: borrowing Tables,
    faults: inout Int
  ) -> UnsafeMutablePointer<UInt8> {
    guard let base = input.baseAddress else { return start }
    var output = start
    var at = base
    let end = base + input.count
    // SAFETY: a code less its top bit is below the table's 32,768 entries. Each step writes at most
    // as many bytes as it leaves of the room: 8 for 8 bytes read, 4 for 2.
    tables.utf8.withUnsafeBufferPointer { table in
      while at < end {
        while end - at >= 2 && at[0] >= 0x80 {
          let packed = table[(Int(at[0]) << 8 | Int(at[1])) & 0x7fff]
          // Nearly all have three bytes; to say so spares the processor waiting for the count.
          if packed >> 24 == 3 {
            UnsafeMutableRawPointer(output).storeBytes(of: packed, as: UInt32.self)
            output += 3
          } else if packed != 0 {
            UnsafeMutableRawPointer(output).storeBytes(of: packed, as: UInt32.self)
            output += Int(packed >> 24)
          } else {
            break
          }
          at += 2
        }
        while end - at >= 8 {
          let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
          guard word & 0x8080_8080_8080_8080 == 0 else { break }
          UnsafeMutableRawPointer(output).storeBytes(of: word, as: UInt64.self)
          at += 8
          output += 8
        }
        while at < end && at[0] < 0x80 {
          output[0] = at[0]
          output += 1
          at += 1
        }
        guard at < end else { break }
        if end - at >= 2 && table[(Int(at[0]) << 8 | Int(at[1])) & 0x7fff] != 0 { continue }
        let (point, length) = rareCharacter(UnsafeBufferPointer(start: at, count: end - at), tables)
        if point == nil { faults += 1 }
        output = encode(point ?? 0xfffd, to: output)
        at += length
      }
    }
    return output
  }

  /// The point at the front of bytes that do not start with ASCII or a two-byte code, nil where
  /// there is none, and how many bytes it takes.
  @inline(never)
  private static func rareCharacter(
    _ bytes: UnsafeBufferPointer<UInt8>, _ tables: borrowing Tables
  ) -> (point: UInt32?, length: Int) {
    let lead = bytes[0]
    if lead == 0x80 { return (0x20ac, 1) }
    if lead == 0xff || bytes.count < 2 { return (nil, 1) }
    let digits = UInt8(0x30)...0x39
    guard digits.contains(bytes[1]) else { return (nil, bytes[1] < 0x80 ? 1 : 2) }
    guard bytes.count >= 4, (0x81...0xfe).contains(bytes[2]), digits.contains(bytes[3]) else {
      return (nil, 1)
    }
    let place =
      ((Int(lead) - 0x81) * 10 + Int(bytes[1]) - 0x30) * 1260
      + (Int(bytes[2]) - 0x81) * 10 + Int(bytes[3]) - 0x30
    if place < tables.fourByte.count { return (UInt32(tables.fourByte[place]), 4) }
    let point = place - supplementaryPlace + 0x10000
    return (0x10000...0x10ffff).contains(point) ? (UInt32(point), 4) : (nil, 1)
  }

  private static func encode(_ point: UInt32, to output: UnsafeMutablePointer<UInt8>)
    -> UnsafeMutablePointer<UInt8>
  {
    switch point {
    case 0..<0x80:
      output[0] = UInt8(point)
      return output + 1
    case 0x80..<0x800:
      output[0] = UInt8(0xc0 | point >> 6)
      output[1] = UInt8(0x80 | point & 0x3f)
      return output + 2
    case 0x800..<0x10000:
      output[0] = UInt8(0xe0 | point >> 12)
      output[1] = UInt8(0x80 | point >> 6 & 0x3f)
      output[2] = UInt8(0x80 | point & 0x3f)
      return output + 3
    default:
      output[0] = UInt8(0xf0 | point >> 18)
      output[1] = UInt8(0x80 | point >> 12 & 0x3f)
      output[2] = UInt8(0x80 | point >> 6 & 0x3f)
      output[3] = UInt8(0x80 | point & 0x3f)
      return output + 4
    }
  }

  /// Decodes bytes to UTF-8; what is no character becomes U+FFFD.
  static func decode(_ bytes: [UInt8]) -> (utf8: [UInt8], faults: Int) {
    var faults = 0
    let tables = Self.tables
    let utf8 = [UInt8](unsafeUninitializedCapacity: bytes.count * growth + slack) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      count = bytes.withUnsafeBufferPointer {
        decode($0, to: start, tables: tables, faults: &faults) - start
      }
    }
    return (utf8, faults)
  }
}
