/// A page under construction.
///
/// Names of elements and attributes are literals of this program; all else is text and is escaped,
/// so that no data can become markup.
struct HTML: Sendable {
  /// The UTF-8 so far.
  private(set) var bytes: [UInt8] = []

  /// Attributes, in the order written.
  typealias Attributes = KeyValuePairs<StaticString, String>

  /// Adds markup that is a literal of this program.
  mutating func markup(_ literal: StaticString) { append(literal) }

  /// Adds one of the program's own style sheets or scripts, which must not close its element.
  mutating func resource(_ content: [UInt8]) {
    precondition(!content.contains(UInt8(ascii: "<")), "a resource must not hold markup")
    bytes.append(contentsOf: content)
  }

  /// Adds a start tag.
  mutating func open(_ name: StaticString, _ attributes: Attributes = [:]) {
    bytes.append(UInt8(ascii: "<"))
    append(name)
    for (key, value) in attributes {
      bytes.append(UInt8(ascii: " "))
      append(key)
      bytes.append(contentsOf: "=\"".utf8)
      text(value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  /// Adds an end tag.
  mutating func close(_ name: StaticString) {
    bytes.append(contentsOf: "</".utf8)
    append(name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Adds an element that holds text.
  mutating func element(_ name: StaticString, _ attributes: Attributes, _ text: String) {
    open(name, attributes)
    self.text(text)
    close(name)
  }

  /// Adds an element that holds text and has no attributes.
  mutating func element(_ name: StaticString, _ text: String) { element(name, [:], text) }

  /// Adds text; what HTML takes for markup is escaped, control characters become blanks.
  mutating func text(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      case 0..<9, 11..<32, 127: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
  }

  private mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
