public import Complaints
internal import Language

/// Keyword rules searched for in texts all at once.
///
/// A rule holds when a word of `any` occurs in a sentence without a word of `not` (the title is a
/// sentence), one of `also` occurs anywhere (where there are any), and its scope holds.
public struct RuleMatcher: Sendable {
  /// The rules, in the order given.
  public let rules: [LexiconRule]
  /// All different words of the rules, in the order of their first use.
  let words: StringWords
  let patterns: PatternSet
  /// Where the uses of each word start in `uses`; one more entry than words.
  let useStarts: [Int32]
  let uses: [Use]
  /// How much each word counts.
  let wordFactors: [Float]
  let weights: [Float]
  let needsAlso: [Bool]
  /// What must hold besides words, for the rules that have a scope.
  let conditions: [Int32: ScopeCondition]

  /// A rule that a word stands in.
  struct Use {
    let rule: Int32
    let part: Part
  }

  /// The list of a rule that a word stands in.
  enum Part { case any, also, not }

  /// Makes a matcher of rules; words may stand in many of them.
  public init(rules: [LexiconRule]) {
    self.rules = rules
    var index = WordIndex()
    for (number, rule) in rules.enumerated() {
      for word in rule.any { index.add(word, Use(rule: Int32(number), part: .any)) }
      for word in rule.also { index.add(word, Use(rule: Int32(number), part: .also)) }
      for word in rule.not { index.add(word, Use(rule: Int32(number), part: .not)) }
    }
    patterns = PatternSet(index.words)
    words = StringWords(index.words)
    wordFactors = zip(index.words, index.uses).map { word, uses in
      Self.factor(characters: word.unicodeScalars.count, codes: uses, rules)
    }
    useStarts = index.uses.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.count)) }
    uses = index.uses.flatMap { $0 }
    weights = rules.map { Float($0.weight) }
    needsAlso = rules.map { !$0.also.isEmpty }
    conditions = ScopeCondition.conditions(of: rules)
  }

  /// Longer words say more, and words that stand in the rules of several classes say less.
  private static func factor(characters: Int, codes uses: [Use], _ rules: [LexiconRule]) -> Float {
    let codes = Set(uses.filter { $0.part == .any }.map { rules[Int($0.rule)].code })
    return byLength[min(characters, 6)] / Float(max(codes.count, 1)).squareRoot().squareRoot()
  }

  /// How much a word counts for its length in characters, up to six.
  private static let byLength: [Float] = [0, 0.7, 0.9, 1, 1.1, 1.175, 1.25]

  /// How much a word counts for its length.
  static func lengthFactor(of word: ArraySlice<UInt8>) -> Float {
    byLength[min(word.count { $0 & 0xC0 != 0x80 }, 6)]
  }
}

/// The words of rules under collection.
private struct WordIndex {
  private(set) var words: [String] = []
  private(set) var uses: [[RuleMatcher.Use]] = []
  private var numbers: [String: Int] = [:]

  mutating func add(_ word: String, _ use: RuleMatcher.Use) {
    if word.isEmpty { return }
    if let number = numbers[word] {
      let isThere = uses[number].contains { $0.rule == use.rule && $0.part == use.part }
      if !isThere { uses[number].append(use) }
      return
    }
    numbers[word] = words.count
    words.append(word)
    uses.append([use])
  }
}
