import Testing

@testable import Classification

/// The policy by which source, lexicon and model decide, case by case.
@Suite struct ClassDeciderTests {
  // Leaves 0 and 1 share a second level.
  private let groups: [Int32] = [0, 0, 1]

  /// A voter's leaf with its share.
  typealias Vote = (leaf: Int, share: Float)

  private func pool(_ lexicon: [Vote], _ model: [Vote]?) -> ClassPool {
    var pool = ClassPool()
    pool.pool(
      model: model.map { votes in
        (votes.map { Int32($0.leaf) }[...], votes.map(\.share)[...])
      }, lexicon: lexicon.map { LeafShare(leaf: Int32($0.leaf), share: $0.share) },
      groupOfLeaf: groups)
    return pool
  }

  private func decide(
    source: CategoryCrosswalk.Answer? = nil, lexicon: [Vote], model: [Vote]?,
    modelThreshold: Double = 0.7
  ) -> String {
    let decider = ClassDecider(
      groups: groups, lexiconThreshold: 0.6,
      modelThresholds: model.map { _ in [modelThreshold, modelThreshold, modelThreshold] })
    let decision = decider.decide(
      source: source, pool: pool(lexicon, model),
      model: model?.first.map { ($0.leaf, Double($0.share)) })
    return "\(decision.decider.rawValue) \(decision.leaf.map(String.init) ?? "-")"
  }

  @Test func `a code of the source decides, a name does not`() {
    let code = CategoryCrosswalk.Answer(leaf: 2, decides: true, isWide: false)
    let name = CategoryCrosswalk.Answer(leaf: 2, decides: false, isWide: false)
    #expect(decide(source: code, lexicon: [(0, 0.99)], model: [(0, 0.99)]) == "source 2")
    #expect(decide(source: name, lexicon: [(0, 0.99)], model: nil) == "rule 0")
  }

  @Test(
    arguments: [
      ([(0, 0.6)], "rule 0"), ([(0, 0.59)], "none -"), ([(0, 0.4), (1, 0.3)], "rule 0"),
      ([(2, 0.5), (0, 0.3), (1, 0.2)], "none -"), ([], "none -"),
    ] as [([Vote], String)])
  func `the lexicon alone decides from its threshold on, second levels taken together`(
    lexicon: [Vote], expected: String
  ) {
    #expect(decide(lexicon: lexicon, model: nil) == expected)
  }

  @Test(
    arguments: [
      // Both speak for one second level; the leaf is that of the surer voter.
      ([(0, 0.4)], [(1, 0.3)], "rule 0"),
      ([(0, 0.4)], [(1, 0.8)], "model 1"),
      ([(0, 0.02)], [(1, 0.02)], "none -"),
      // They contradict each other: the surer one wins, two unsure ones leave it open.
      ([(0, 0.99)], [(2, 0.1)], "rule 0"),
      ([(0, 0.02)], [(2, 0.99)], "model 2"),
      ([(0, 0.5)], [(2, 0.5)], "none -"),
      // One is silent: a vague guess of the other is not enough.
      ([], [(2, 0.4)], "none -"),
      ([], [(2, 0.99)], "model 2"),
      ([(2, 0.4)], [(0, 0.01)], "none -"),
      ([(2, 0.99)], [(0, 0.01)], "rule 2"),
      // A label outside of the taxonomy speaks for "something else".
      ([(0, 0.9)], [(-1, 0.9)], "none -"),
    ] as [([Vote], [Vote], String)])
  func `lexicon and model decide together`(lexicon: [Vote], model: [Vote], expected: String) {
    let decider = ClassDecider(
      groups: groups, lexiconThreshold: 0.6, modelThresholds: [2, 2, 2])
    let decision = decider.decide(
      source: nil, pool: pool(lexicon, model),
      model: model[0].leaf < 0 ? nil : (model[0].leaf, Double(model[0].share)))
    let found = "\(decision.decider.rawValue) \(decision.leaf.map(String.init) ?? "-")"
    #expect(found == expected)
  }

  @Test func `a model that passes its own threshold is not left open, and never below one half`() {
    let contrary: [Vote] = [(0, 0.8)]
    #expect(decide(lexicon: contrary, model: [(2, 0.75)]) == "model 2")
    #expect(decide(lexicon: contrary, model: [(2, 0.69)]) == "none -")
    #expect(decide(lexicon: [], model: [(2, 0.4)], modelThreshold: 0.3) == "none -")
  }

  @Test func `agreement is surer than either, contradiction less sure`() {
    let lexicon = pool([(0, 0.7)], [(1, 0.01)]).confidence
    let model = pool([], [(0, 0.7)]).confidence
    #expect(pool([(0, 0.7)], [(0, 0.7)]).confidence > max(lexicon, model))
    #expect(pool([(0, 0.7)], [(2, 0.7)]).confidence < min(0.7, lexicon))
  }

  @Test func `a clerk's name strengthens a reading and does not outvote a clear one`() {
    func named(_ lexicon: [Vote], _ model: [Vote], _ group: Int32) -> ClassPool {
      var pool = ClassPool()
      pool.pool(
        model: (model.map { Int32($0.leaf) }[...], model.map(\.share)[...]),
        lexicon: lexicon.map { LeafShare(leaf: Int32($0.leaf), share: $0.share) }, named: group,
        groupOfLeaf: groups)
      return pool
    }
    let weak = named([(2, 0.3), (0, 0.2)], [(2, 0.2), (0, 0.1)], 0)
    #expect(weak.best?.leaf == 0)
    #expect(weak.confidence > ClassDecider.poolThreshold)
    #expect(named([(2, 0.95), (0, 0.02)], [(2, 0.9), (0, 0.01)], 0).best?.leaf == 2)
    #expect(named([(2, 0.9)], [(2, 0.9)], 0) == pool([(2, 0.9)], [(2, 0.9)]))
  }

  @Test func `a model that passes its threshold goes before rules, but not alone`() {
    func accepted(_ lexicon: [Vote], _ model: [Vote]) -> ClassPool {
      var pool = ClassPool()
      pool.pool(
        model: (model.map { Int32($0.leaf) }[...], model.map(\.share)[...]),
        lexicon: lexicon.map { LeafShare(leaf: Int32($0.leaf), share: $0.share) },
        isAccepted: true, groupOfLeaf: groups)
      return pool
    }
    #expect(accepted([(0, 0.9)], [(2, 0.8)]).best?.leaf == 2)
    #expect(pool([(0, 0.9)], [(2, 0.8)]).best?.leaf == 0)
    #expect(accepted([(0, 0.9)], [(2, 0.8)]).confidence < accepted([], [(2, 0.8)]).confidence)
    #expect(accepted([(0, 0.9)], [(-1, 0.9)]) == pool([(0, 0.9)], [(-1, 0.9)]))
  }

  @Test func `shares of belief are ordered and add up to less than one`() {
    let pool = pool([(0, 0.5), (2, 0.2), (1, 0.1)], [(2, 0.5), (1, 0.2), (-1, 0.1)])
    let shares = pool.candidates.map(\.share)
    #expect(Set(pool.candidates.map(\.leaf)) == [0, 1, 2])
    #expect(shares.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(shares.reduce(0, +) < 1)
    #expect(pool.candidates[0].group == 0)
    let ofGroup = pool.candidates.filter { $0.group == 0 }.map { Double($0.share) }.reduce(0, +)
    #expect(abs(ofGroup - pool.confidence) < 1e-6)
  }

  @Test func `the clerk's name stands where nobody is sure, with the leaf that the text favours`() {
    let decider = ClassDecider(groups: groups, lexiconThreshold: 0.6, modelThresholds: nil)
    let candidates = pool([(2, 0.3), (1, 0.2)], nil).candidates
    let leaf = CategoryCrosswalk.Answer(leaf: 0, decides: false, isWide: true)
    let group = CategoryCrosswalk.Answer(leaf: 0, decides: false, isWide: true, isGroup: true)
    #expect(decider.decideByName(leaf, candidates: candidates)?.leaf == 0)
    #expect(decider.decideByName(group, candidates: candidates)?.leaf == 1)
    #expect(decider.decideByName(group, candidates: []) == nil)
    let code = CategoryCrosswalk.Answer(leaf: 0, decides: true, isWide: false)
    #expect(decider.decideByName(code, candidates: candidates) == nil)
  }
}
