import Columns
import Complaints

@testable import Assignment

extension SampleCity {
  static func leaf(
    _ code: String, _ name: String, inScope: Bool = true, redirectTo: String? = nil
  ) -> Category {
    Category(
      scheme: "T", code: code, level1: "一", level2: "二", level3: name, definition: "",
      inScope: inScope, redirectTo: redirectTo, urgency: .normal, defaultType: .complaint)
  }

  static func rule(
    _ id: String, _ code: String, _ function: String, _ level: UnitLevel, priority: Int = 0,
    where conditions: [String: [String]] = [:], support: [(String, UnitLevel)] = [],
    from: String? = nil
  ) -> ResponsibilityRule {
    ResponsibilityRule(
      rule: id, priority: priority, code: code, conditions: conditions,
      lead: .init(function: function, level: level),
      support: support.map { .init(function: $0.0, level: $0.1) }, basis: "清单\(id)",
      validFrom: from.flatMap { CivilTime.parse(day: $0) }, validTo: nil)
  }

  static func limit(
    _ id: String, _ clock: Clock, _ amount: Int, _ kind: LimitKind, start: String = "assigned",
    urgency: Urgency? = nil
  ) -> LimitRule {
    LimitRule(
      rule: id, clock: clock, source: nil, requestType: nil, scheme: nil, code: "",
      condition: nil, phase: nil, urgency: urgency, amount: amount, kind: kind, startEvent: start,
      firstDayCounted: false, rollLastDay: true, extensionMax: 0, validFrom: nil, validTo: nil,
      basis: "")
  }

  static let city = CityConfiguration(
    name: "临川市",
    taxonomy: Taxonomy(
      scheme: "T",
      categories: [
        leaf("010101", "占道经营"), leaf("010201", "暴露垃圾"), leaf("010401", "无证违建"),
        leaf("010402", "有证超建"), leaf("020101", "工地噪声"), leaf("030101", "宽带故障"),
        leaf("040101", "无规则"), leaf("050101", "村务"), leaf("060101", "全市事项"),
        leaf("120103", "纪检监察事项", inScope: false, redirectTo: "12388"),
      ]), crosswalk: [], lexicon: [], units: units,
    responsibilities: [
      rule("A1", "010101", "CG", .district, support: [("ZF", .town)]),
      rule("A2", "010201", "CG", .district),
      rule("A3", "010201", "ZF", .town, priority: 10, where: ["place_type": ["农村"]]),
      rule("A4", "010201", "ZJ", .district, priority: 10, where: ["place_type": ["小区内"]]),
      rule("A5", "010401", "CG", .district),
      rule("A6", "010401", "ZR", .district, priority: 10, where: ["permit": ["有"]]),
      rule("A7", "020101", "ZJ", .district, priority: 10, where: ["hours": ["昼"]]),
      rule("A8", "020101", "CG", .district, priority: 10, where: ["hours": ["夜"]]),
      rule("A9", "020101", "ZJ", .district), rule("B1", "030101", "DX", .enterprise),
      rule("B2", "050101", "ZF", .town), rule("B3", "060101", "FGJ", .city),
    ], gazetteer: Gazetteer([]),
    limits: [
      limit("S", .sign, 4, .workHour), limit("SU", .sign, 2, .urgentHour, urgency: .urgent),
      limit("R", .return, 1, .workDay), limit("C", .close, 5, .workDay),
      limit("CU", .contact, 2, .urgentHour, start: "received"),
    ], calendar: ClockEngineTests.calendar, releases: [], retentionDays: [:], fileHashes: [:])

  static func matter(
    _ code: String?, _ content: String = "", id: Int64 = 1, district: String? = "900101",
    town: String? = nil, mode: DispatchMode = .own, disposition: Disposition? = .dispatch,
    accused: Set<String> = [], candidates: [MatterFacts.CandidateCode] = []
  ) -> MatterFacts {
    MatterFacts(
      matterID: id, matterNo: "SX", code: code, candidateCodes: candidates,
      classificationConfidence: 0.9, districtCode: district, townCode: town,
      requestType: .complaint, source: .hotline, mode: mode, disposition: disposition, title: "",
      content: content, receivedAt: ClockEngineTests.time("2018-04-12 09:00:00"),
      accusedUnits: accused)
  }
}
