/// HTML under construction: text is escaped, markup is ours.
struct HTMLText: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Adds markup.
  mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  /// Adds text; what HTML takes for markup is escaped, control characters become blanks.
  mutating func text(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      case 9, 10: bytes.append(byte)
      case 0..<32, 127: bytes.append(32)
      default: bytes.append(byte)
      }
    }
  }

  /// Adds a table row of two names and values.
  mutating func pair(_ name: String, _ value: String, _ name2: String, _ value2: String) {
    raw("<tr>")
    cell(name, value, wide: false, class: nil)
    cell(name2, value2, wide: false, class: nil)
    raw("</tr>\n")
  }

  /// Adds a table row of one name and value.
  mutating func wide(_ name: String, _ value: String, class style: String? = nil) {
    raw("<tr>")
    cell(name, value, wide: true, class: style)
    raw("</tr>\n")
  }

  private mutating func cell(_ name: String, _ value: String, wide: Bool, class style: String?) {
    raw("<th>")
    text(name)
    raw("</th><td")
    if wide { raw(" colspan=\"3\"") }
    if let style { raw(" class=\"\(style)\"") }
    raw(">")
    text(value)
    raw("</td>")
  }
}
