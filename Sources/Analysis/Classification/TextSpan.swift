/// Where in a request's texts words stand that decided, and how much they counted.
///
/// It tells places, never the words themselves: words are read from the masked text when somebody
/// looks, so that what masking takes out later is gone from here too.
public struct TextSpan: Equatable, Sendable {
  /// A text of a request.
  public enum Field: UInt8, Sendable {
    /// The title, written `t`.
    case title
    /// The content, written `c`.
    case content

    /// The column of `requests`.
    public var column: String { self == .title ? "title" : "content" }
    /// The letter that stands for it in an evidence.
    public var letter: String { self == .title ? "t" : "c" }
  }

  /// The text.
  public let field: Field
  /// The bytes of the masked text.
  public let range: Range<Int>
  /// The part of what spoke for the class; nil where that is not divided.
  public let share: Double?

  /// Makes a span.
  public init(field: Field, range: Range<Int>, share: Double? = nil) {
    self.field = field
    self.range = range
    self.share = share
  }

  /// Reads `c12-24` with its share, if it has one, behind a blank: `c12-24 0.45`.
  public init?(_ text: Substring) {
    let words = text.split(separator: " ")
    guard let place = words.first, words.count <= 2 else { return nil }
    let bounds = place.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let start = Int(bounds[0]), let end = Int(bounds[1]), start <= end,
      start >= 0, place.hasPrefix("t") || place.hasPrefix("c")
    else { return nil }
    let share = words.count == 2 ? Double(words[1]) : nil
    if words.count == 2, share == nil { return nil }
    self.init(
      field: place.hasPrefix("t") ? .title : .content, range: start..<end, share: share)
  }

  /// The words that stand there now; nil where the text is shorter or is cut within a character.
  public func words(in text: String) -> String? {
    let bytes = Array(text.utf8)
    guard range.upperBound <= bytes.count else { return nil }
    return String(validating: bytes[range], as: UTF8.self)
  }
}
