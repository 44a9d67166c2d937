/// The text of an HTML cell: blanks run together, references resolved.
struct HTMLText {
  private var output: [UInt8] = []
  private var hasBlank = false

  /// Appends text as it stands in the page.
  mutating func append(_ text: [UInt8]) {
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte == 32 || byte == 9 || byte == 10 || byte == 13 {
        hasBlank = true
        at += 1
        continue
      }
      flushBlank()
      if byte == UInt8(ascii: "&"), let (scalar, length) = Self.reference(text[at...]) {
        output.append(contentsOf: String(Character(scalar)).utf8)
        at += length
      } else {
        output.append(byte)
        at += 1
      }
    }
  }

  /// Appends a line's end, which swallows the blanks around it.
  mutating func appendLineEnd() {
    hasBlank = false
    output.append(10)
  }

  /// Appends a blank where text follows.
  mutating func appendBlank() { hasBlank = true }

  private mutating func flushBlank() {
    if hasBlank, let last = output.last, last != 10 { output.append(32) }
    hasBlank = false
  }

  /// The text; one of nothing but blanks is empty.
  consuming func finish() -> [UInt8] {
    while output.last == 10 { output.removeLast() }
    var rest = output[...]
    while !rest.isEmpty {
      if rest.starts(with: [0xc2, 0xa0]) {
        rest = rest.dropFirst(2)
      } else if rest.first == 10 || rest.first == 32 {
        rest = rest.dropFirst()
      } else {
        return output
      }
    }
    return []
  }

  private static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}",
    "ensp": "\u{2002}", "emsp": "\u{2003}", "middot": "·", "ldquo": "“", "rdquo": "”",
    "lsquo": "‘", "rsquo": "’", "hellip": "…", "mdash": "—", "ndash": "–", "times": "×",
    "yen": "¥", "deg": "°", "copy": "©", "reg": "®", "bull": "•", "sect": "§", "para": "¶",
    "divide": "÷", "plusmn": "±", "laquo": "«", "raquo": "»",
  ]

  private static func reference(_ text: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
    guard let end = text.prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: text[(text.startIndex + 1)..<end], as: UTF8.self)
    let length = end - text.startIndex + 1
    if let scalar = names[name] { return (scalar, length) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value =
      digits.hasPrefix("x") || digits.hasPrefix("X")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap { Unicode.Scalar($0) }.map { ($0, length) }
  }
}
