extension LexiconClassifier {
  /// Whether a word belongs to `any` of a risk rule that holds.
  func isRisk(_ word: Int32, _ scratch: RuleMatcher.Scratch) -> Bool {
    matcher.anyRules(of: word).contains { rule in
      subjects[Int(rule)] == .risk && scratch.holds(Int(rule))
    }
  }
}

extension RuleMatcher {
  /// The rules that have a word in `any`.
  func anyRules(of word: Int32) -> some Sequence<Int32> {
    uses[Int(useStarts[Int(word)])..<Int(useStarts[Int(word) + 1])].lazy
      .filter { $0.part == .any }.map(\.rule)
  }
}

extension RuleMatcher.Scratch {
  /// Whether a rule holds for the last text.
  func holds(_ rule: Int) -> Bool { matches.contains { $0.rule == rule } }
}
