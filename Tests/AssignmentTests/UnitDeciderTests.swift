import Complaints
import Testing

@testable import Assignment

@Suite struct UnitDeciderTests {
  static let sut = UnitDecider(city: SampleCity.city)

  @Test(arguments: [
    ("010101", "柳浪街上摆摊", "CG-900101", "A1"), ("010201", "幸福路路边有垃圾", "CG-900101", "A2"),
    ("010201", "翠苑小区内垃圾成堆", "ZJ-900101", "A4"), ("010201", "翠苑小区门口马路上垃圾", "CG-900101", "A2"),
    ("010401", "楼顶私自搭棚", "CG-900101", "A5"), ("020101", "工地凌晨还在施工", "CG-900101", "A8"),
    ("020101", "白天施工太吵", "ZJ-900101", "A7"), ("030101", "宽带不通", "DX-900101", "B1"),
    // The city's own unit, whose work another took over.
    ("060101", "房产历史问题", "ZJ-9001", "B3"),
  ])
  func `the list decides function and level, the place the unit`(
    code: String, text: String, lead: String, rule: String
  ) {
    let decision = Self.sut.decide(SampleCity.matter(code, text))
    #expect(decision.lead == lead)
    #expect(decision.ruleID == rule)
    #expect(decision.decidedBy == "rule")
    #expect(decision.reason == nil)
  }

  @Test(arguments: [
    ("010201", "垃圾没人清理", "地点类型"), ("020101", "施工太吵", "时段"),
    ("020101", "白天晚上都在施工", nil as String?),
  ])
  func `an open condition gives candidates and what to check`(
    code: String, text: String, missing: String?
  ) {
    let decision = Self.sut.decide(SampleCity.matter(code, text))
    guard let missing else {
      #expect(decision.lead != nil)
      return
    }
    #expect(decision.lead == nil)
    #expect(decision.candidates.count >= 2)
    #expect(decision.reason?.contains("需核实\(missing)") == true)
  }

  @Test func `a missing district or town gives candidates`() {
    let noDistrict = Self.sut.decide(SampleCity.matter("010101", "摆摊", district: nil))
    #expect(noDistrict.lead == nil)
    #expect(noDistrict.candidates == ["CG-9001"])
    #expect(noDistrict.reason == "需核实事发区")
    let noTown = Self.sut.decide(SampleCity.matter("050101", "村务公开"))
    #expect(noTown.lead == nil)
    #expect(noTown.candidates == ["ZF-900101"])
    let town = Self.sut.decide(SampleCity.matter("050101", "村务公开", town: "900101002"))
    #expect(town.lead == "ZF-900101002")
  }

  @Test func `out of scope goes nowhere but says where`() {
    var facts = SampleCity.matter("120103", "受贿")
    facts.inScope = false
    facts.redirectTo = "12388"
    let decision = Self.sut.decide(facts)
    #expect(decision.lead == nil)
    #expect(decision.decidedBy == "scope")
    #expect(decision.reason?.contains("12388") == true)
  }

  @Test func `an open class whose candidates lead to one unit is that unit's`() {
    let one = Self.sut.decide(
      SampleCity.matter(
        nil, "柳浪路边", candidates: [(code: "010101", share: 0.5), (code: "010201", share: 0.3)]))
    #expect(one.lead == "CG-900101")
    #expect(one.decidedBy == "model")
    let two = Self.sut.decide(
      SampleCity.matter(
        nil, "柳浪路边", candidates: [(code: "010101", share: 0.5), (code: "030101", share: 0.3)]))
    #expect(two.lead == nil)
    #expect(two.candidates == ["CG-900101", "DX-900101", "ZF-900101"])
    let unsure = Self.sut.decide(
      SampleCity.matter(nil, "柳浪路边", candidates: [(code: "010101", share: 0.4)]))
    #expect(unsure.lead == nil)
  }

  @Test func `what no rule names goes to the district's government, else to the hub`() {
    let local = Self.sut.decide(SampleCity.matter("040101"))
    #expect(local.lead == "ZF-900101")
    #expect(local.decidedBy == "jurisdiction")
    let nowhere = Self.sut.decide(SampleCity.matter("040101", district: nil))
    #expect(nowhere.lead == nil)
    #expect(nowhere.candidates == ["ZS-9001"])
    #expect(nowhere.reason != nil)
  }

  @Test(arguments: [
    "CG-900101", "ZF-900101", "CG-9001", "NY-900101|CG-900101",
  ])
  func `the accused and those near them neither lead, support nor stand as candidates`(
    accused: String
  ) {
    let decision = Self.sut.decide(
      SampleCity.matter("010101", "柳浪路摆摊", town: "900101001", accused: [accused]))
    #expect(decision.lead == nil)
    #expect(decision.decidedBy == "guard")
    #expect(decision.reason?.contains("回避") == true)
    for unit in decision.supports + decision.candidates {
      #expect(!UnitBarrier(SampleCity.units).isBarred(unit, accused: [accused]))
    }
  }

  @Test func `an accused support is left out and the lead stays`() {
    let decision = Self.sut.decide(
      SampleCity.matter("010101", "柳浪路摆摊", town: "900101001", accused: ["ZF-900101001"]))
    // The street's office is accused; the district's bureau is neither above nor below it.
    #expect(decision.lead == "CG-900101")
    #expect(decision.supports.isEmpty)
  }

  @Test func `a matter of restricted requests only waits for an officer`() {
    var facts = SampleCity.matter("010101", "柳浪路摆摊")
    facts.hasRestricted = true
    facts.allRestricted = true
    let decision = Self.sut.decide(facts)
    #expect(decision.lead == nil)
    #expect(decision.candidates.isEmpty)
    #expect(decision.decidedBy == "guard")
  }
}
