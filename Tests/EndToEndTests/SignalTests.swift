import Columns
import Complaints
import Foundation
import TestSupport
import Testing

/// What a request is besides its class reaches matters, assignments and counts.
@Suite struct SignalTests {
  private static let day = "2026-06-30"

  private func city(_ texts: [String]) throws -> SmallCity {
    let city = try SmallCity(["12345-taizhou"])
    let calls = texts.enumerated().map { number, text in
      SmallCity.call("TZ2606300000\(number)", "2026-06-30 1\(number):00:00", text)
    }
    try city.drop(
      "12345-taizhou", on: Self.day, "TZ_20260630.csv", SmallCity.callHeader, calls)
    try city.night(Self.day)
    return city
  }

  /// The rows of a table, by the number of the call that they are about.
  private func rows(_ table: TableDefinition, of city: SmallCity) throws
    -> [Int: [[String: String]]]
  {
    var numbers: [String: Int] = [:]
    for row in try city.rows(Tables.requests) {
      numbers[row["request_id"] ?? ""] = Int((row["source_record_id"] ?? "").suffix(1))
    }
    var output: [Int: [[String: String]]] = [:]
    for row in try city.rows(table) {
      let id = row["request_id"] ?? row["matter_id"] ?? ""
      if let number = numbers[id] { output[number, default: []].append(row) }
    }
    return output
  }

  @Test
  func `danger makes an assignment urgent, and another channel's matter waits with its reason`()
    throws
  {
    let city = try city([
      "海陵区鼓楼南路128号楼道里有很重的煤气味，燃气管道一直在漏气。", "公司欠我工资，劳动仲裁已经裁决，公司拒不支付。",
      "海陵区鼓楼南路128号路边暴露垃圾成堆，生活垃圾遍地，垃圾袋乱扔，垃圾没人收，还好没有着火。",
    ])
    let classes = try rows(Tables.classifications, of: city).mapValues { $0[0] }
    #expect(classes[0]?["urgency"] == "urgent")
    #expect(classes[0]?["urgency_reason"]?.contains("煤气味") == true)
    #expect(classes[0]?["risk_words"]?.contains("漏气") == true)
    #expect(classes[2]?["urgency"] == "normal" && classes[2]?["risk_words"] == nil)
    #expect(classes[1]?["in_scope"] == "false")
    #expect(classes[1]?["redirect_to"] == "劳动人事争议仲裁委员会")
    #expect(classes[1]?["redirect_reason"]?.contains("仲裁") == true)
    // The platform's own words stay what they were.
    for row in try city.rows(Tables.requests) {
      #expect(row["urgency"] == "normal" && row["request_type"] == "complaint")
    }

    let assignments = try rows(Tables.assignments, of: city)
    let leak = try #require(assignments[0]?.first { $0["role"] == "lead" })
    #expect(leak["urgency"] == "urgent")
    #expect(leak["reason"]?.contains("需人工即时处置") == true)
    let clocks = try city.rows(Tables.assignmentClocks)
    func kind(_ assignment: [String: String]) -> String? {
      clocks.first {
        $0["assignment_id"] == assignment["assignment_id"] && $0["clock"] == "sign"
      }?["limit_kind"]
    }
    if leak["unit_code"] != nil { #expect(kind(leak) == "urgent_hour") }
    let waste = try #require(assignments[2]?.first { $0["role"] == "lead" })
    #expect(waste["urgency"] == "normal")
    #expect(kind(waste) == "work_hour", "\(waste)")
    let court = try #require(assignments[1]?.first)
    #expect(court["unit_code"] == nil && court["decided_by"] == "scope")
    #expect(court["reason"]?.contains("应引导至劳动人事争议仲裁委员会") == true)
    #expect(court["evidence"]?.contains("仲裁") == true)
    try city.expectSound()
  }

  @Test func `parts stand beside the whole and no total counts them`() throws {
    let city = try city([
      "海陵区鼓楼南路有人占道摆摊，摊贩天天占道经营。另外，海陵区东风小区的电梯停运，电梯坏了三天没人修。",
      "建议在鼓楼南路增设斑马线，提议增加红绿灯。",
    ])
    let classes = try rows(Tables.classifications, of: city)
    #expect(classes[0]?.compactMap { $0["part"] }.sorted() == ["0", "1", "2"])
    #expect(classes[1]?.count == 1)
    let parts = (classes[0] ?? []).filter { $0["part"] != "0" }.sorted {
      $0["part"] ?? "" < $1["part"] ?? ""
    }
    #expect(parts.first?["span_start"] == "0")
    #expect(parts.first?["span_end"] == parts.last?["span_start"])
    #expect(Set(parts.compactMap { $0["level2"] }).count == 2)
    #expect(try city.rows(Tables.matterRequests).count == 2)
    let counts = try city.rows(Tables.dailyCounts)
    #expect(counts.compactMap { Int($0["requests"] ?? "") }.reduce(0, +) == 2)
    #expect(counts.contains { $0["request_type"] == "suggestion" })
    #expect(try rows(Tables.assignments, of: city).values.allSatisfy { $0.count >= 1 })

    // Said again without the second matter, its parts are gone.
    try city.drop(
      "12345-taizhou", on: "2026-07-01", "TZ_20260701.csv", SmallCity.callHeader,
      [
        SmallCity.call(
          "TZ26063000000", "2026-06-30 10:00:00", "海陵区鼓楼南路有人占道摆摊，摊贩天天占道经营。")
      ])
    try city.night("2026-07-01")
    #expect(try rows(Tables.classifications, of: city)[0]?.count == 1)
    try city.expectSound()
  }
}
