import Columns
import Complaints
import Testing

@testable import Classification

/// Labels by rules alone, without training.
@Suite struct RuleLabellerTests {
  private static let map = LabelMap(
    [("01", "市容"), ("0102", ""), ("08", "水电气"), ("09", "水电气")],
    codes: SmallCity.taxonomy.categories.map(\.code))

  private func label(_ texts: [[String]], top: Int = 1, map: LabelMap? = map) -> Predictions {
    let labeller = RuleLabeller(city: SmallCity.configuration, labels: map)
    let columns = (0..<(texts.first?.count ?? 1)).map { column in
      StringColumn(texts.map { $0[column] })
    }
    return labeller.predict(columns, top: top)
  }

  @Test func `labels are a map's, in byte order, else the codes of leaves`() {
    #expect(RuleLabeller(city: SmallCity.configuration, labels: Self.map).labels == ["市容", "水电气"])
    #expect(
      RuleLabeller(city: SmallCity.configuration, labels: nil).labels
        == SmallCity.taxonomy.categories.map(\.code))
  }

  @Test(arguments: [
    ("", "路口占道摆摊", "市容"), ("停电", "没电", "水电气"), ("", "有燃气味", "水电气"),
    ("停电了", "有人摆摊", "水电气"),
  ])
  func `the leaves of a label speak for it together`(
    _ title: String, _ content: String, _ expected: String
  ) {
    let found = label([[title, content]], top: 2)
    #expect(["市容", "水电气"][found.label(0)] == expected)
    #expect(abs(found.confidence(0) + found.confidence(0, rank: 1) - 1) < 1e-5)
    #expect(found.confidence(0) > 0.5)
  }

  @Test func `every row is answered, evenly where nothing is known`() {
    let found = label([["你好"], [""], ["停电"]], top: 2)
    #expect(found.count == 3)
    #expect(found.confidence(0) == 0.5 && found.confidence(1) == 0.5)
    #expect(label([]).count == 0)
  }

  @Test func `without a map leaves are labels`() {
    let found = label([["燃气泄漏"]], map: nil)
    #expect(SmallCity.taxonomy.categories[found.label(0)].code == "090101")
  }

  @Test func `a rule about a group speaks for its label, not for a leaf of its own`() {
    let rules = [
      SmallCity.rule("G", "01", any: ["街面"]), SmallCity.rule("L", "010101", any: ["摆摊"]),
    ]
    let lexicon = LexiconClassifier(rules: rules, taxonomy: SmallCity.taxonomy)
    var scratch = LexiconScratch(lexicon)
    func leaves(_ text: String) -> [LeafShare] {
      lexicon.score(
        title: [UInt8]().span, content: Array(text.utf8).span, hint: nil, using: &scratch)
      return scratch.leaves
    }
    #expect(leaves("街面").isEmpty)
    #expect(leaves("街面摆摊")[0].share > leaves("别处摆摊")[0].share)
  }

  @Test func `words of a rule speak for its leaf even where the rule does not hold`() {
    let rules = [
      SmallCity.rule("A", "010102", any: ["桌椅"], also: ["店门口"]),
      SmallCity.rule("B", "080201", any: ["来电"], also: ["何时"]),
    ]
    let lexicon = LexiconClassifier(rules: rules, taxonomy: SmallCity.taxonomy)
    var scratch = LexiconScratch(lexicon)
    lexicon.score(
      title: [UInt8]().span, content: Array("桌椅，何时".utf8).span, hint: nil, using: &scratch)
    #expect(scratch.rules.matches.isEmpty)
    #expect(scratch.leaves.map(\.leaf) == [1])
    #expect(scratch.confidence < LexiconSettings.standard.threshold)
  }
}
