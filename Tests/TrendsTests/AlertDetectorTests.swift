import Columns
import Complaints
import TestSupport
import Testing

@testable import Trends

@Suite struct AlertDetectorTests {
  static let day: Int32 = 17_683  // 2018-06-01, a Friday
  static let requestSchema = Schema(
    [
      "received_on", "level2", "class_district", "district_code", "person_id", "matter_id",
      "origin",
    ]
    .map { name in
      Tables.requests.schema.fields.first { $0.name == name }
        ?? Field(name, name == "matter_id" ? .int64 : .string, "")
    } + [Field("risk_words", .stringList, ""), Field("risk_kinds", .stringList, "")])

  let detector = AlertDetector(
    calendar: WorkCalendar(firstDay: 0, isWorkday: [], holidayNames: [], periods: []),
    gazetteer: Gazetteer([]))

  private func counts(_ series: [(level2: String, district: String, counts: [Int])]) -> RecordBatch
  {
    var batch = RecordBatch(schema: Tables.dailyCounts.schema)
    for (level2, district, counts) in series {
      for (index, count) in counts.enumerated() {
        batch.appendRow([
          "day": .integer(Self.day - Int32(counts.count - 1 - index)), "platform": .text("p"),
          "source": .text("hotline"), "origin": .text("citizen"), "level2": .text(level2),
          "district_code": .text(district), "requests": .integer(count),
          "matters_opened": .integer(0), "matters_closed": .integer(0), "assigned": .integer(0),
          "due": .integer(0), "closed_on_time": .integer(0), "closed_late": .integer(0),
        ])
      }
    }
    return batch
  }

  private func requests(_ rows: [(level2: String, person: Int, words: [String])]) -> RecordBatch {
    var batch = RecordBatch(schema: Self.requestSchema)
    for row in rows {
      batch.appendRow([
        "received_on": .integer(Self.day), "level2": .text(row.level2),
        "district_code": .text("1"), "person_id": .integer(row.person), "matter_id": .integer(7),
        "origin": .text("citizen"), "risk_words": .list(row.words),
        "risk_kinds": .list(row.words.map { _ in "燃气与毒气泄漏" }),
      ])
    }
    return batch
  }

  private func alerts(_ counts: RecordBatch, _ requests: RecordBatch) -> [(String, String)] {
    let rows = detector.alerts(
      on: Self.day, counts: counts, requests: requests,
      matters: RecordBatch(schema: Tables.matters.schema), recentRequests: [], runID: "r")
    return (0..<rows.rowCount).map {
      (rows.strings("kind").text($0), rows.strings("scope").text($0))
    }
  }

  /// A weekly rhythm around a level, with some noise.
  private func history(_ level: Double, last: Int, seed: UInt64) -> [Int] {
    var random = SeededGenerator(seed: seed)
    return (0...56).map { index in
      let weekday = CivilTime.weekday(Self.day - 56 + Int32(index))
      let factor = weekday >= 6 ? 0.6 : weekday == 1 ? 1.2 : 1
      return index == 56 ? last : Int(level * factor * Double.random(in: 0.7...1.3, using: &random))
    }
  }

  @Test func `one district's surge is its own alert and not the city's`() {
    let found = alerts(
      counts([
        ("噪声", "1", history(10, last: 40, seed: 1)), ("噪声", "2", history(10, last: 10, seed: 2)),
        ("环卫", "1", history(40, last: 41, seed: 3)),
      ]), requests((0..<30).map { ("噪声", $0, []) }))
    #expect(found.map(\.0) == ["surge"])
    #expect(found.map(\.1) == ["噪声 · 1"])
  }

  @Test func `one caller is no trend`() {
    let found = alerts(
      counts([("噪声", "1", history(10, last: 40, seed: 1))]),
      requests((0..<30).map { _ in ("噪声", 5, []) }))
    #expect(found.isEmpty)
  }

  @Test func `a usual Monday is no alert`() {
    let usual = SurgeSeries(
      totals: [100, 100, 100, 100, 100, 60, 60, 120, 100, 100, 100, 100, 60, 60, 120],
      kinds: [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7, 1])
    #expect(usual.judge([10, 10, 10, 10, 10, 6, 6, 12, 10, 10, 10, 10, 6, 6, 12]).score < 1)
  }

  @Test func `little history gives no surges, and danger needs none`() {
    let found = alerts(
      counts([("噪声", "1", [1, 1, 40])]), requests([("供气", 1, ["漏气"]), ("供气", 2, ["漏气"])]))
    #expect(found.map(\.0) == ["risk"])
    #expect(found.map(\.1) == ["燃气与毒气泄漏"])
  }

  @Test func `chance alone seldom makes an alert`() {
    var random = SeededGenerator(seed: 9)
    var series: [(level2: String, district: String, counts: [Int])] = []
    for index in 0..<200 {
      let level = Double.random(in: 1...20, using: &random)
      series.append(
        ("类\(index)", "1", history(level, last: Int(level), seed: UInt64(index))))
    }
    let everyone = requests((0..<200).flatMap { index in (0..<5).map { ("类\(index)", $0, []) } })
    #expect(alerts(counts(series), everyone).count <= 2)
  }
}
