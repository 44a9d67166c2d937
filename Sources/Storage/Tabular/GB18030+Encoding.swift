extension GB18030 {
  /// Appends the GB18030 form of valid UTF-8; every scalar has one.
  static func encode(_ utf8: Span<UInt8>, to output: inout [UInt8]) {
    var at = 0
    let tables = Self.tables
    while at < utf8.count {
      let lead = utf8[at]
      if lead < 0x80 {
        output.append(lead)
        at += 1
        continue
      }
      let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
      guard at + length <= utf8.count else { return }
      var point = UInt32(lead) & (0x7f >> UInt32(length))
      for offset in 1..<length { point = point << 6 | UInt32(utf8[at + offset]) & 0x3f }
      at += length
      append(point, tables, to: &output)
    }
  }

  private static func append(_ point: UInt32, _ tables: borrowing Tables, to output: inout [UInt8])
  {
    var place: Int
    if point < 0x10000 {
      let code = tables.twoByteCode[Int(point)]
      if code != 0 {
        output.append(UInt8(code >> 8))
        output.append(UInt8(code & 0xff))
        return
      }
      place = Int(tables.fourBytePlace[Int(point)])
    } else {
      place = Int(point) - 0x10000 + supplementaryPlace
    }
    let fourth = place % 10
    place /= 10
    let third = place % 126
    place /= 126
    output.append(UInt8(0x81 + place / 10))
    output.append(UInt8(0x30 + place % 10))
    output.append(UInt8(0x81 + third))
    output.append(UInt8(0x30 + fourth))
  }
}
