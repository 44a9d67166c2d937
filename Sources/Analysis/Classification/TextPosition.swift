/// How much more a word counts for where it stands: what people write first says most.
struct TextPosition: Sendable {
  /// A word of the title, or of the first line of a text without one.
  static let title: Float = 1.75

  /// Where the text starts behind its blanks.
  private let start: Int
  private let hasTitle: Bool

  /// How long a title usually is, how far the opening goes, and from where on texts ramble: 30, 60
  /// and 200 characters of Chinese in bytes.
  private static let ends = (title: 90, opening: 180, body: 600)

  init(of text: Span<UInt8>, hasTitle: Bool) {
    var start = 0
    while start < text.count, text[start] <= 0x20 { start += 1 }
    self.start = start
    self.hasTitle = hasTitle
  }

  /// What a word at an offset counts.
  func factor(_ offset: Int) -> Float {
    let distance = offset - start
    if distance < Self.ends.title, !hasTitle { return Self.title }
    if distance < Self.ends.opening { return 1.2 }
    return distance > Self.ends.body ? 0.7 : 1
  }
}
