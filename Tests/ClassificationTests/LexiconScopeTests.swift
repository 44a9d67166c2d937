import Complaints
import Testing

@testable import Classification

/// Rules that hold only at some places or in some hours.
@Suite struct LexiconScopeTests {
  private static let tellers = [
    SmallCity.rule("P1", "place:学校", any: ["学校", "校园"]),
    SmallCity.rule("P2", "place:河道", any: ["河边"]),
    SmallCity.rule("H1", "hours:22:00-06:00", any: ["半夜", "凌晨"]),
  ]

  private func holds(_ scope: [String], _ text: String, minute: Int? = nil) throws -> Bool {
    let scopes = try scope.map { try #require(LexiconScope($0)) }
    let rule = LexiconRule(
      rule: "R", code: "010101", any: ["吵"], also: [], not: [], scope: scopes, weight: 1)
    let matcher = RuleMatcher(rules: [rule] + Self.tellers)
    var scratch = matcher.makeScratch()
    matcher.match(
      title: [UInt8]().span, content: Array(text.utf8).span, minute: minute, using: &scratch)
    return scratch.matches.contains { $0.rule == 0 }
  }

  @Test(arguments: [
    (["学校"], "学校里吵", true), (["学校"], "家里吵", false), (["学校"], "学校里安静", false),
    (["学校", "河道"], "河边很吵", true), ([], "吵", true),
  ])
  func `a place must be told by its words`(
    _ scope: [String], _ text: String, _ expected: Bool
  ) throws {
    #expect(try holds(scope, text) == expected)
  }

  @Test(arguments: [
    ("吵", 22 * 60, true), ("吵", 5 * 60 + 59, true), ("吵", 6 * 60, false), ("吵", 12 * 60, false),
    ("吵", nil, false), ("半夜吵", nil, true), ("凌晨吵", 12 * 60, true), ("中午吵", 12 * 60, false),
  ])
  func `hours are those of the request or of its words`(
    _ text: String, _ minute: Int?, _ expected: Bool
  ) throws {
    #expect(try holds(["22:00-06:00"], text, minute: minute) == expected)
  }

  @Test func `places and hours must both hold`() throws {
    #expect(try holds(["学校", "22:00-06:00"], "学校半夜吵"))
    #expect(try !holds(["学校", "22:00-06:00"], "学校吵"))
    #expect(try !holds(["学校", "22:00-06:00"], "半夜吵"))
  }

  @Test(arguments: [
    "22:00", "22:00-22:00", "24:00-06:00", "22:60-06:00", "2:00-6:00", "22:00-06:00-07:00", "", "店",
    "aa:00-06:00", "22:00–06:00",
  ])
  func `what is neither a place nor hours is no scope`(_ text: String) {
    #expect(LexiconScope(text) == nil)
  }

  @Test func `hours may lie within a day`() throws {
    let noon = try #require(DayHours("11:30-14:00"))
    #expect(noon.contains(12 * 60) && !noon.contains(14 * 60) && !noon.contains(0))
    #expect(noon.text == "11:30-14:00")
  }

  @Test func `the hour of a request reaches the rules`() {
    let city = SmallCity.configuration(
      adding: [
        LexiconRule(
          rule: "N", code: "010102", any: ["喧哗"], also: [], not: [],
          scope: [LexiconScope("22:00-06:00")].compactMap { $0 }, weight: 4)
      ])
    let lexicon = LexiconClassifier(rules: city, taxonomy: SmallCity.taxonomy)
    var scratch = LexiconScratch(lexicon)
    var shares: [Double] = []
    for minute in [12 * 60, 23 * 60] {
      lexicon.score(
        title: [UInt8]().span, content: Array("门外喧哗".utf8).span, hint: nil, minute: minute,
        using: &scratch)
      shares.append(scratch.confidence)
    }
    #expect(shares[1] > shares[0])
  }
}
