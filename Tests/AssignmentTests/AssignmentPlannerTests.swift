import Columns
import Complaints
import Testing

@testable import Assignment

@Suite struct AssignmentPlannerTests {
  static let sut = AssignmentPlanner(
    city: SampleCity.city, guard: RequestGuard(units: SampleCity.units, lexicon: []))
  static let issuedAt = ClockEngineTests.time("2018-04-13 02:00:00")

  static func plan(_ matters: [MatterFacts]) throws -> AssignmentPlan {
    try sut.plan(matters, issuedAt: issuedAt, runID: "r")
  }

  @Test func `an own matter gives a lead and supports with clocks and an event`() throws {
    let plan = try Self.plan([SampleCity.matter("010101", "柳浪路摆摊", town: "900101001")])
    #expect(plan.assignments.rowCount == 2)
    var units: [String: String] = [:]
    for row in 0..<2 {
      let assignments = plan.assignments
      units[assignments.strings("role").text(row)] = assignments.strings("unit_code").text(row)
      #expect(assignments.strings("state").text(row) == "unsigned")
      #expect(ReferenceNumber.isValid(assignments.strings("assignment_no").text(row)))
      #expect(assignments.int64s("assigned_at")[row] == Self.issuedAt)
    }
    #expect(units == ["lead": "CG-900101", "support": "ZF-900101001"])
    let lead = (0..<2).first { plan.assignments.strings("role").text($0) == "lead" } ?? 0
    #expect(plan.assignments.strings("unit_name").text(lead) == "东山区行政执法局")
    // Lead: sign, return, close. The two hours from receipt had run out before the night.
    #expect(plan.clocks.rowCount == 3 + 2)
    #expect(plan.events.rowCount == 2)
  }

  @Test(arguments: [
    Disposition.direct, .transfer, .emergency, .guide, .reject, .urge, .invalid, .transit,
  ])
  func `what needs no unit gets none`(disposition: Disposition) throws {
    let plan = try Self.plan([SampleCity.matter("010101", disposition: disposition)])
    #expect(plan.assignments.rowCount == 0)
    #expect(plan == AssignmentPlan())
  }

  @Test func `a mirrored matter keeps the platform's units, deadline and state`() throws {
    var facts = SampleCity.matter("010101", "摆摊", id: 7, mode: .mirror, disposition: nil)
    facts.sourceUnit = "东山区城管局、柳浪街道办"
    facts.sourceDueAt = ClockEngineTests.time("2018-04-20 18:00:00")
    facts.sourceStatus = .closed
    facts.closedAt = ClockEngineTests.time("2018-04-15 18:00:00")
    let plan = try Self.plan([facts])
    #expect(plan.assignments.rowCount == 2)
    for row in 0..<2 {
      #expect(plan.assignments.strings("mode").text(row) == "mirror")
      #expect(plan.assignments.strings("state").text(row) == "closed")
      #expect(plan.clocks.int64s("due_at")[row] == facts.sourceDueAt)
      #expect(plan.clocks.int64s("stopped_at")[row] == facts.closedAt)
    }
    #expect(plan.events.rowCount == 4)
  }

  @Test(arguments: [
    ("城管局", "CG-900101"), ("市城管局", "CG-9001"), ("东山区行政执法局", "CG-900101"),
    ("（东山区）城管局", "CG-900101"), ("不存在的单位", nil as String?), ("东山电信", "DX-900101"),
  ])
  func `a source's unit is found by any of its names`(name: String, code: String?) throws {
    var facts = SampleCity.matter("010101", "摆摊", id: 7, mode: .mirror, disposition: nil)
    facts.sourceUnit = name
    let plan = try Self.plan([facts])
    #expect(plan.assignments.strings("unit_code")[0] == code)
    #expect((plan.assignments.strings("reason")[0] == nil) == (code != nil))
  }

  @Test func `an own matter that the platform closed is followed, not issued`() throws {
    var facts = SampleCity.matter("010101", "摆摊")
    facts.sourceStatus = .answered
    facts.sourceUnit = "东山区城管局"
    let plan = try Self.plan([facts])
    #expect(plan.assignments.strings("mode").text(0) == "mirror")
    #expect(plan.assignments.strings("state").text(0) == "closed")
  }

  @Test func `a restricted matter has no unit in any mode`() throws {
    for mode in DispatchMode.allCases {
      var facts = SampleCity.matter("010101", "摆摊", mode: mode)
      facts.sourceUnit = "东山区城管局"
      facts.hasRestricted = true
      facts.allRestricted = true
      let plan = try Self.plan([facts])
      #expect(plan.assignments.rowCount == 1)
      #expect(plan.assignments.strings("unit_code")[0] == nil)
      #expect(plan.assignments.strings("reason")[0] != nil)
      #expect(plan.clocks.rowCount == 0)
      #expect(plan.events.rowCount == 0)
    }
  }

  @Test func `an emergency is shown with its age`() throws {
    var facts = SampleCity.matter("010101", "摆摊")
    facts.urgency = .urgent
    facts.riskWords = ["燃气泄漏"]
    let plan = try Self.plan([facts])
    #expect(plan.assignments.strings("reason").text(0) == "需人工即时处置：受理已17小时")
  }

  @Test func `the order of matters does not change the rows`() throws {
    let matters = (1...40).map { SampleCity.matter("010101", "柳浪路摆摊", id: Int64($0)) }
    #expect(try Self.plan(matters) == Self.plan(matters.reversed()))
  }

  @Test func `a proposal has no clocks and is not published`() throws {
    let plan = try Self.plan([SampleCity.matter("010101", "柳浪路摆摊", mode: .advise)])
    #expect(plan.assignments.strings("mode").text(0) == "advise")
    #expect(plan.clocks.rowCount == 0)
    #expect(plan.events.rowCount == 0)
  }
}
