extension XMLText {
  /// Appends text from XML with references resolved and line ends as LF.
  ///
  /// A reference that XML does not know stays as it is.
  static func appendDecoded(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    var plainStart = text.startIndex
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      if byte == 13 {
        output += text[plainStart..<at]
        if !(at + 1 < text.endIndex && text[at + 1] == 10) { output.append(10) }
        plainStart = at + 1
      } else if byte == UInt8(ascii: "&"), let (scalar, length) = reference(text[at...]) {
        output += text[plainStart..<at]
        output.append(contentsOf: String(Character(scalar)).utf8)
        at += length
        plainStart = at
        continue
      }
      at += 1
    }
    output += text[plainStart..<at]
  }

  /// The character that a reference at the front stands for, and the reference's length.
  private static func reference(_ text: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
    guard let end = text.prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: text[(text.startIndex + 1)..<end], as: UTF8.self)
    let length = end - text.startIndex + 1
    switch name {
    case "amp": return ("&", length)
    case "lt": return ("<", length)
    case "gt": return (">", length)
    case "quot": return ("\"", length)
    case "apos": return ("'", length)
    default: break
    }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value =
      digits.hasPrefix("x") || digits.hasPrefix("X")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap { Unicode.Scalar($0) }.map { ($0, length) }
  }

  /// Resolves `_x000D_` and its like, by which spreadsheets write control characters, from
  /// `start` on.
  static func resolveEscapes(_ text: inout [UInt8], from start: Int) {
    guard var at = text[start...].firstIndex(of: UInt8(ascii: "_")) else { return }
    var output = Array(text[start..<at])
    var hasChanged = false
    while at < text.count {
      if text[at] == UInt8(ascii: "_"), at + 6 < text.count, text[at + 1] == UInt8(ascii: "x"),
        text[at + 6] == UInt8(ascii: "_"),
        text[(at + 2)..<(at + 6)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let value = UInt32(String(decoding: text[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        output.append(contentsOf: String(Character(scalar)).utf8)
        at += 7
        hasChanged = true
      } else {
        output.append(text[at])
        at += 1
      }
    }
    if hasChanged { text.replaceSubrange(start..., with: output) }
  }
}
