import Testing

@testable import Classification

@Suite struct ClassDeciderTests {
  // Leaves 0 and 1 share a second level.
  private let groups: [Int32] = [0, 0, 1]
  private func decide(
    source: CategoryCrosswalk.Answer? = nil, lexicon: (Int, Double)?, model: (Int, Double)?
  ) -> String {
    let decider = ClassDecider(
      groups: groups, lexiconThreshold: 0.6,
      modelThresholds: model == nil ? nil : [0.7, 0.7, 0.7])
    let decision = decider.decide(
      source: source, lexicon: lexicon.map { (leaf: $0.0, confidence: $0.1) },
      model: model.map { (leaf: $0.0, confidence: $0.1) })
    return "\(decision.decider.rawValue) \(decision.leaf.map(String.init) ?? "-")"
  }

  @Test func `a code of the source decides, a name does not`() {
    let code = CategoryCrosswalk.Answer(leaf: 2, decides: true, isWide: false)
    let name = CategoryCrosswalk.Answer(leaf: 2, decides: false, isWide: false)
    #expect(decide(source: code, lexicon: (0, 0.99), model: (0, 0.99)) == "source 2")
    #expect(decide(source: name, lexicon: (0, 0.99), model: nil) == "rule 0")
  }

  @Test func `the lexicon alone decides from its threshold on`() {
    #expect(decide(lexicon: (0, 0.6), model: nil) == "rule 0")
    #expect(decide(lexicon: (0, 0.59), model: nil) == "none -")
    #expect(decide(lexicon: nil, model: nil) == "none -")
  }

  @Test func `agreement in the second level decides with the surer one's leaf`() {
    #expect(decide(lexicon: (0, 0.4), model: (1, 0.3)) == "rule 0")
    #expect(decide(lexicon: (0, 0.4), model: (1, 0.8)) == "model 1")
    #expect(decide(lexicon: (0, 0.1), model: (1, 0.1)) == "none -")
  }

  @Test func `in disagreement a sure model wins, then a very sure lexicon`() {
    #expect(decide(lexicon: (0, 0.99), model: (2, 0.8)) == "model 2")
    #expect(decide(lexicon: (0, 0.95), model: (2, 0.4)) == "rule 0")
    #expect(decide(lexicon: (0, 0.7), model: (2, 0.6)) == "none -")
  }
}
