/// A position in a short text that is read from front to back, such as a time.
struct Cursor {
  /// The longest text it takes; anything longer is neither a time nor a number.
  static let capacity = 48

  private var text = InlineArray<48, UInt8>(repeating: 0)
  private let count: Int
  /// The offset of the next byte.
  private(set) var offset = 0

  /// Starts at the front; nil when the text is too long.
  init?(_ bytes: Span<UInt8>) {
    guard bytes.count <= Self.capacity else { return nil }
    count = bytes.count
    for index in 0..<bytes.count { text[index] = bytes[index] }
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { offset >= count }
  /// The next byte.
  var peek: UInt8? { offset < count ? text[offset] : nil }

  /// Steps over one byte if it is next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard offset < count, text[offset] == byte else { return false }
    offset &+= 1
    return true
  }

  /// Steps over a word if it is next.
  mutating func take(_ word: [UInt8]) -> Bool {
    guard offset &+ word.count <= count else { return false }
    for index in word.indices where text[offset &+ index] != word[index] { return false }
    offset &+= word.count
    return true
  }

  /// Steps over blanks.
  mutating func skipBlanks() {
    while offset < count && text[offset] == 0x20 { offset &+= 1 }
  }

  /// Reads digits, at most eighteen.
  mutating func digits(atMost limit: Int = 18) -> (value: Int, count: Int) {
    var value = 0
    var taken = 0
    while offset < count, taken < limit {
      let digit = text[offset] &- 0x30
      if digit > 9 { break }
      value = value &* 10 &+ Int(digit)
      taken &+= 1
      offset &+= 1
    }
    return (value, taken)
  }
}
