/// How characters are written in UTF-8.
enum UTF8Text {
  /// Appends a code point; half of a surrogate pair too, as the three bytes that UTF-8 forbids.
  static func append(_ point: UInt32, to output: inout [UInt8]) {
    switch point {
    case 0..<0x80: output.append(UInt8(point))
    case 0x80..<0x800:
      output.append(UInt8(0xc0 | point >> 6))
      output.append(UInt8(0x80 | point & 0x3f))
    case 0x800..<0x10000:
      output.append(UInt8(0xe0 | point >> 12))
      output.append(UInt8(0x80 | point >> 6 & 0x3f))
      output.append(UInt8(0x80 | point & 0x3f))
    default:
      output.append(UInt8(truncatingIfNeeded: 0xf0 | point >> 18))
      output.append(UInt8(0x80 | point >> 12 & 0x3f))
      output.append(UInt8(0x80 | point >> 6 & 0x3f))
      output.append(UInt8(0x80 | point & 0x3f))
    }
  }
  /// Whether U+FFFD stands in a text, which is what becomes of bytes that are no character.
  static func hasReplacement(_ text: [UInt8]) -> Bool {
    text.indices.dropLast(2).contains {
      text[$0] == 0xef && text[$0 + 1] == 0xbf && text[$0 + 2] == 0xbd
    }
  }
}
