import Bytes
import Columns
import Complaints
import Lake
import TestSupport
import Testing

@testable import Pipeline

/// What people decide wins over what rules and model say.
@Suite struct PersonDecisionsTests {
  private static let city = CityConfiguration(
    name: "小城",
    taxonomy: Taxonomy(
      scheme: "T",
      categories: [
        category("010101", "城市管理", "市容管理", "占道经营", redirectTo: nil),
        category("120401", "非受理范围", "无效来电", "静音与挂断", redirectTo: "无需办理"),
      ]),
    crosswalk: [], lexicon: [], units: UnitRegister([]), responsibilities: [],
    gazetteer: Gazetteer([
      Place(
        placeID: "P1", name: "海陵区", kind: "district", districtCode: "321202", townCode: nil,
        aliases: [], longitude: nil, latitude: nil)
    ]), limits: [],
    calendar: WorkCalendar(firstDay: 0, isWorkday: [], holidayNames: [], periods: []),
    releases: [], retentionDays: [:], fileHashes: [:])

  private static func category(
    _ code: String, _ level1: String, _ level2: String, _ level3: String, redirectTo: String?
  ) -> Category {
    Category(
      scheme: "T", code: code, level1: level1, level2: level2, level3: level3, definition: "",
      inScope: redirectTo == nil, redirectTo: redirectTo, urgency: .normal,
      defaultType: .complaint)
  }

  private static let day = CivilTime.timestamp(20_000)

  private static func decision(_ value: String, reason: String = "看错了") -> PersonDecisions.Decision
  {
    PersonDecisions.Decision(value: value, actor: "复核岗", reason: reason, at: day)
  }

  /// A row that the model classified.
  private static func row() -> RecordBatch {
    var batch = RecordBatch(schema: Tables.classifications.schema)
    batch.appendRow([
      "request_id": .int(7), "part": .int(0), "received_on": .int(20_000), "scheme": .string("T"),
      "code": .string("010101"), "level1": .string("城市管理"), "in_scope": .bool(true),
      "district_code": .string("321204"), "decided_by": .string("model"),
      "confidence": .double(0.9), "evidence": .string("模型 010101 0.90"),
    ])
    batch.appendRow([
      "request_id": .int(8), "part": .int(0), "decided_by": .string("none"),
      "confidence": .double(0.1),
    ])
    return batch
  }

  private static func applied(_ fields: [DecidedField: PersonDecisions.Decision]) throws
    -> RecordBatch
  {
    var batch = row()
    try PersonDecisions([.init(requestID: 7): fields]).apply(to: &batch, city: city)
    return batch
  }

  @Test func `a decided class brings its levels, scope and channel, and is sure`() throws {
    let batch = try Self.applied([.code: Self.decision("T:120401")])
    #expect(batch.strings("code")[0] == "120401")
    #expect(batch.strings("level3")[0] == "静音与挂断")
    #expect(batch.bools("in_scope")[0] == false)
    #expect(batch.strings("redirect_to")[0] == "无需办理")
    #expect(batch.strings("decided_by")[0] == "person")
    #expect(batch.doubles("confidence")[0] == 1)
    #expect(batch.strings("evidence")[0] == "人工决定：复核岗 2024-10-04 看错了；模型 010101 0.90")
    #expect(batch.gathering([1]) == Self.row().gathering([1]))
  }

  @Test func `a decided place or scope leaves the class as it was`() throws {
    let batch = try Self.applied([
      .districtCode: Self.decision("321202", reason: "街道\n核实；属实"), .inScope: Self.decision("false"),
      .placeID: Self.decision(""),
    ])
    #expect(batch.strings("code")[0] == "010101")
    #expect(batch.strings("decided_by")[0] == "model")
    #expect(batch.doubles("confidence")[0] == 0.9)
    #expect(batch.strings("district_code")[0] == "321202")
    #expect(batch.strings("place_id")[0] == nil)
    #expect(batch.bools("in_scope")[0] == false)
    #expect(
      batch.strings("evidence")[0]
        == "人工决定（事发区）：复核岗 2024-10-04 街道 核实，属实；人工决定（地点、是否受理）：复核岗 2024-10-04 看错了；模型 010101 0.90"
    )
  }

  @Test(arguments: [
    (DecidedField.code, "T:999999"), (.code, "010101"), (.code, "X:010101"),
    (.districtCode, "999999"), (.placeID, "P9"), (.requestType, "wish"), (.urgency, "soon"),
    (.inScope, "maybe"),
  ])
  func `a value that the city does not know is an error that names it`(
    field: DecidedField, value: String
  ) throws {
    let error = #expect(throws: AnalysisError.self) {
      try Self.applied([field: Self.decision(value)])
    }
    #expect(error?.code == .configuration)
    #expect(error?.detail.contains("7/0") == true)
    #expect(error?.detail.contains(value) == true)
    #expect(error?.detail.contains(field.rawValue) == true)
  }

  @Test func `decided types and urgencies say who decided`() throws {
    var batch = RecordBatch(schema: Tables.classifications.schema)
    for id in 1...3 {
      batch.appendRow([
        "request_id": .int(Int64(id)), "part": .int(0), "request_type": .string("complaint"),
        "urgency": .string("normal"), "type_confidence": .double(0.7),
      ])
    }
    let decisions = PersonDecisions([
      .init(requestID: 2): [.requestType: Self.decision("praise")],
      .init(requestID: 3): [.urgency: Self.decision("urgent")],
    ])
    try decisions.apply(to: &batch, city: Self.city)
    #expect(
      (0..<3).map { batch.strings("request_type").text($0) }
        == ["complaint", "praise", "complaint"])
    #expect(
      (0..<3).map { batch.strings("urgency").text($0) } == ["normal", "normal", "urgent"])
    #expect((0..<3).map { batch.doubles("type_confidence")[$0] } == [0.7, 1, 0.7])
    #expect(batch.strings("type_evidence")[1]?.hasPrefix("人工决定") == true)
    #expect(batch.strings("urgency_reason")[2]?.hasPrefix("人工决定") == true)
  }

  @Test func `the latest decision holds, the later row of equals, and null gives the field back`()
    throws
  {
    let folder = try TemporaryFolder()
    let lake = try Lake.open(
      folder: folder.file("lake"), tables: [Tables.decisions], author: "test")
    var batch = RecordBatch(schema: Tables.decisions.schema)
    func add(
      _ id: String, _ field: String, _ new: String?, hour: Int, subject: String = "classification"
    ) {
      batch.appendRow([
        "subject": .string(subject), "subject_id": .string(id), "field": .string(field),
        "new": .text(new), "actor": .string("甲岗"), "reason": .string("\(batch.rowCount)"),
        "at": .int(CivilTime.timestamp(20_000, hour: hour)),
      ])
    }
    add("7/0", "code", "T:120401", hour: 9)
    add("7/0", "code", "T:010101", hour: 8)
    add("7/0", "urgency", "urgent", hour: 8)
    add("7/0", "urgency", "normal", hour: 8)
    add("8/0", "code", "T:010101", hour: 8)
    add("8/0", "code", nil, hour: 9)
    add("7/1", "code", "T:010101", hour: 9)
    add("9/0", "code", "T:010101", hour: 9)
    add("no id", "state", "closed", hour: 9, subject: "matter")
    let commit = lake.begin()
    try commit.append(Tables.decisions.name, batch)
    _ = try commit.commit(message: "decisions", at: "2026-01-01 00:00:00+00")
    let decisions = try PersonDecisions(lake, of: [7, 8])
    #expect(Set(decisions.byKey.keys.map(\.text)) == ["7/0", "7/1"])
    #expect(decisions.byKey[.init(requestID: 7)]?[.code]?.value == "T:120401")
    #expect(decisions.byKey[.init(requestID: 7)]?[.urgency]?.reason == "3")
    #expect(try PersonDecisions(lake, of: []).isEmpty)
  }
}
