/// Finds out whether bytes are UTF-8.
enum UTF8Check {
  /// What is unusual about some bytes.
  struct Findings: Equatable {
    /// Sequences of more than one byte.
    var multibyteCount = 0
    /// Those of three or four bytes, as Chinese characters have.
    var wideCount = 0
    /// Bytes that belong to no character.
    var faultCount = 0
    /// Whether there is a zero byte.
    var hasZero = false
  }

  /// Whether all bytes form characters and none is zero, which is the fast question.
  static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var at = base
    let end = base + bytes.count
    while at < end {
      if end - at >= 8 {
        let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
        if word & 0x8080_8080_8080_8080 == 0 {
          if (word &- 0x0101_0101_0101_0101) & 0x8080_8080_8080_8080 != 0 { return false }
          at += 8
          continue
        }
      }
      // Runs of characters of three bytes, as Chinese has them.
      while end - at >= 4 {
        let word = UInt32(littleEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt32.self))
        // E0 and ED, whose second bytes are restricted, are left to the slow question.
        guard word & 0x00c0_c0f0 == 0x0080_80e0, word & 0xff != 0xe0, word & 0xff != 0xed else {
          break
        }
        at += 3
      }
      guard at < end else { return true }
      let lead = at[0]
      if lead < 0x80 {
        if lead == 0 { return false }
        at += 1
        continue
      }
      let length = characterLength(at, end)
      if length == 0 { return false }
      at += length
    }
    return true
  }

  /// Counts characters and faults.
  static func examine(_ bytes: UnsafeBufferPointer<UInt8>) -> Findings {
    var findings = Findings()
    guard let base = bytes.baseAddress else { return findings }
    var at = base
    let end = base + bytes.count
    while at < end {
      let lead = at[0]
      if lead < 0x80 {
        if lead == 0 { findings.hasZero = true }
        at += 1
        continue
      }
      let length = characterLength(at, end)
      if length == 0 { findings.faultCount += 1 } else { findings.multibyteCount += 1 }
      if length > 2 { findings.wideCount += 1 }
      at += max(1, length)
    }
    return findings
  }

  /// The length of the character beyond ASCII at `at`, 0 where there is none.
  @inline(__always)
  static func characterLength(_ at: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
    let lead = at[0]
    let room = end - at
    if lead >= 0xe0 && lead < 0xf0 {
      guard room >= 3, at[1] & 0xc0 == 0x80, at[2] & 0xc0 == 0x80 else { return 0 }
      if lead == 0xe0 && at[1] < 0xa0 { return 0 }
      if lead == 0xed && at[1] >= 0xa0 { return 0 }
      return 3
    }
    if lead >= 0xc2 && lead < 0xe0 { return room >= 2 && at[1] & 0xc0 == 0x80 ? 2 : 0 }
    if lead >= 0xf0 && lead < 0xf5 {
      guard room >= 4, at[1] & 0xc0 == 0x80, at[2] & 0xc0 == 0x80, at[3] & 0xc0 == 0x80 else {
        return 0
      }
      if lead == 0xf0 && at[1] < 0x90 { return 0 }
      if lead == 0xf4 && at[1] >= 0x90 { return 0 }
      return 4
    }
    return 0
  }
}

extension UTF8Check {
  /// The bytes with U+FFFD in the place of each that belongs to no character.
  static func mended(_ bytes: [UInt8]) -> (utf8: [UInt8], faults: Int) {
    if bytes.withUnsafeBufferPointer({ isClean($0) }) { return (bytes, 0) }
    var utf8: [UInt8] = []
    var faults = 0
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var at = 0
      while at < buffer.count {
        let length =
          buffer[at] < 0x80 ? 1 : characterLength(base + at, base + buffer.count)
        if length == 0 {
          utf8 += [0xef, 0xbf, 0xbd]
          faults += 1
        } else {
          utf8 += buffer[at..<at + length]
        }
        at += max(1, length)
      }
    }
    return (utf8, faults)
  }
}
