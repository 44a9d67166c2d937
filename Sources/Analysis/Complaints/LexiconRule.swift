/// A keyword rule for a leaf, a group of leaves or another subject.
///
/// Read from `lexicon.csv`: `rule,code,any,also,not,scope,weight,note`.
///
/// The rule holds when at least one of `any` occurs in a sentence without a word of `not`, at least
/// one of `also` occurs (when there are any), and the scope holds. Its score is `weight` times the
/// number of different words of `any` that occur so, at most three.
public struct LexiconRule: Equatable, Sendable {
  /// The rule's id, printed as evidence.
  public let rule: String
  /// What it is about.
  ///
  /// A leaf; two or four digits for all leaves that start with them; else a code that starts with
  /// `accuse:` for words by which a text accuses, or with `place:` or `hours:` for words that tell a
  /// scope.
  public let code: String
  /// Words of which one must occur.
  public let any: [String]
  /// Words of which one must occur too.
  public let also: [String]
  /// Words of which none may occur in the same sentence.
  public let not: [String]
  /// Where and when it holds: at one of the places and in one of the hours; empty for always.
  public let scope: [LexiconScope]
  /// How much the rule weighs; 1 is usual.
  public let weight: Double

  /// Makes a rule.
  public init(
    rule: String, code: String, any: [String], also: [String], not: [String],
    scope: [LexiconScope] = [], weight: Double
  ) {
    self.rule = rule
    self.code = code
    self.any = any
    self.also = also
    self.not = not
    self.scope = scope
    self.weight = weight
  }
}
