extension RuleMatcher {
  /// The rules that have a word in `any`.
  func anyRules(of word: Int32) -> some Sequence<Int32> {
    uses[Int(useStarts[Int(word)])..<Int(useStarts[Int(word) + 1])].lazy
      .filter { $0.part == .any }.map(\.rule)
  }
}
