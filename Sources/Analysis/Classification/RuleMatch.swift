/// A keyword rule that holds for a text.
public struct RuleMatch: Equatable, Sendable {
  /// The rule's position in the matcher's list.
  public let rule: Int
  /// How many different words of `any` occur, at most three.
  public let wordCount: Int
  /// The rule's weight times `wordCount`.
  public let score: Double
  /// The score with long words, words of the title and words of few rules weighing more.
  public let strength: Float
  /// The word that decides: the longest and rarest of `any`, by its position in the matcher's words.
  public let word: Int
  /// Where that word first occurs in the content, in bytes; empty where only the title holds it.
  public let span: Range<Int>?
}
