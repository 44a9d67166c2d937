/// How text is written into XML.
enum XMLText {
  /// Appends a text with what XML reserves or forbids escaped.
  ///
  /// Control characters, which XML cannot hold, are written `_x0001_` as spreadsheets do; a text that
  /// looks like that already has its `_` escaped the same way.
  static func append(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
    let done: Void? = text.withContiguousStorageIfAvailable { append($0, to: &output) }
    if done == nil { Array(text).withUnsafeBufferPointer { append($0, to: &output) } }
  }

  private static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var plainStart = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      let escape: String?
      switch byte {
      case UInt8(ascii: "&"): escape = "&amp;"
      case UInt8(ascii: "<"): escape = "&lt;"
      case UInt8(ascii: ">"): escape = "&gt;"
      case UInt8(ascii: "\""): escape = "&quot;"
      case 13: escape = "&#13;"
      case 9, 10: escape = nil
      case 0..<32:
        escape = "_x00\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))_"
      case UInt8(ascii: "_") where looksEscaped(text, at): escape = "_x005F_"
      case 0xef where isNoCharacter(text, at):
        output.append(contentsOf: text[plainStart..<at])
        output.append(contentsOf: [0xef, 0xbf, 0xbd])
        at += 3
        plainStart = at
        continue
      default: escape = nil
      }
      if let escape {
        output.append(contentsOf: text[plainStart..<at])
        output.append(contentsOf: escape.utf8)
        plainStart = at + 1
      }
      at += 1
    }
    output.append(contentsOf: text[plainStart..<at])
  }

  /// Whether `_xHHHH_` starts here.
  private static func looksEscaped(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at + 6 < text.count, text[at + 1] == UInt8(ascii: "x"),
      text[at + 6] == UInt8(ascii: "_")
    else { return false }
    return text[(at + 2)..<(at + 6)].allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
  }

  /// Whether U+FFFE or U+FFFF starts here.
  private static func isNoCharacter(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    at + 2 < text.count && text[at + 1] == 0xbf && text[at + 2] >= 0xbe
  }
}
