import Bytes
import Columns
import Complaints
import Foundation
import Lake
import TestSupport
import Testing

/// `minsheng explain` over a small city, as an analyst reads it.
@Suite struct ExplainTests {
  private func makeCity() throws -> SmallCity {
    let city = try SmallCity(["12345-taizhou", "mailbox"])
    try city.drop(
      "12345-taizhou", on: "2026-05-02", "12345_taizhou_20260502.csv", SmallCity.callHeader,
      [
        SmallCity.call(
          "TZ260502000001", "2026-05-02 09:10:00", "人民路路口每天有人占道经营、摆摊设点，水果摊、烧烤摊占用人行道，电话13800001234"),
        SmallCity.call("TZ260502000002", "2026-05-02 10:10:00", "有事情反映一下"),
      ])
    try city.night("2026-05-02")
    return city
  }

  private func explain(_ city: SmallCity, _ words: [String]) throws -> BuiltBinary.Outcome {
    try city.binary.run(["explain", "--workspace", city.workspace] + words)
  }

  @Test func `a request is explained by its id and by its record number, in the same words`() throws
  {
    let city = try makeCity()
    let row = try #require(
      try city.rows(Tables.requests).first { $0["source_record_id"] == "TZ260502000001" })
    let id = try #require(row["request_id"])
    let byID = try explain(city, ["--request", id])
    #expect(byID.status == 0, "\(byID.messages)")
    #expect(try explain(city, ["--request", "TZ260502000001"]).output == byID.output)
    let lines = byID.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "【来件 \(id)】")
    for heading in ["【分类】", "【事项】", "【交办】", "【沿革】"] { #expect(lines.contains(heading)) }
    #expect(byID.output.contains("结论      城市管理 › 市容管理 › 占道经营（TZ-2026 010101）"))
    #expect(byID.output.contains("占道经营"))
    #expect(byID.output.contains("模型      未训练，只用规则"))
    #expect(byID.output.contains("2026-05-02 09:10 平台受理"))
    #expect(!byID.output.contains("13800001234"))
  }

  @Test func `json takes the reasons apart, with ids as text`() throws {
    let city = try makeCity()
    let object = try city.run([
      "explain", "--workspace", city.workspace, "--request", "TZ260502000001",
    ])
    let row = try #require(
      try city.rows(Tables.requests).first { $0["source_record_id"] == "TZ260502000001" })
    #expect(object["request"] as? String == row["request_id"])
    let classes = try #require(object["classes"] as? [[String: Any]])
    #expect(classes[0]["code"] as? String == "010101")
    let rules = try #require(classes[0]["rules"] as? [[String: Any]])
    let words = rules.flatMap { $0["words"] as? [[String: Any]] ?? [] }
    let content = Array(try #require(object["content"] as? String).utf8)
    #expect(words.contains { $0["word"] as? String == "占道经营" })
    for word in words where word["field"] as? String == "content" {
      let start = try #require(word["start"] as? Int)
      let end = try #require(word["end"] as? Int)
      #expect(String(decoding: content[start..<end], as: UTF8.self) == word["word"] as? String)
    }
    #expect((object["members"] as? [Any])?.count == 1)
  }

  @Test func `a person's decision wins and is told`() throws {
    let city = try makeCity()
    let row = try #require(
      try city.rows(Tables.requests).first { $0["source_record_id"] == "TZ260502000002" })
    let id = try #require(row["request_id"])
    #expect(try explain(city, ["--request", id]).output.contains("未决，待人工"))
    let lake = try Lake.open(folder: city.workspace + "/lake", tables: Tables.all, author: "test")
    var batch = RecordBatch(schema: Tables.decisions.schema)
    batch.appendRow([
      "subject": .string("classification"), "subject_id": .string(id + "/0"),
      "field": .string("code"), "new": .string("TZ-2026:010102"), "actor": .string("复核岗"),
      "reason": .string("电话核实"), "at": .int(CivilTime.timestamp(20_575, hour: 9)),
    ])
    let commit = lake.begin()
    try commit.append(Tables.decisions.name, batch)
    _ = try commit.commit(message: "decision", at: "2026-05-03 00:00:00+00")
    try city.night("2026-05-02", only: "classify")
    let explained = try explain(city, ["--request", id]).output
    #expect(explained.contains("城市管理 › 市容管理 › 店外经营（TZ-2026 010102）"))
    #expect(explained.contains("由何决定  人工，把握 1.00"))
    #expect(explained.contains("人工决定：复核岗"))
    #expect(explained.contains("电话核实"))
  }

  @Test func `an unknown request and one number on two platforms are refused with a hint`() throws {
    let city = try makeCity()
    let unknown = try explain(city, ["--request", "12345"])
    #expect(unknown.status == 2)
    #expect(unknown.messages.contains("no request 12345"))
    #expect(unknown.messages.contains("record number"))
    try city.drop(
      "mailbox", on: "2026-05-03", "mailbox_20260503.csv", SmallCity.letterHeader,
      [SmallCity.letter("TZ260502000001", "2026-05-03 08:00:00", "路灯不亮")])
    try city.night("2026-05-03")
    let ambiguous = try explain(city, ["--request", "TZ260502000001"])
    #expect(ambiguous.status == 2)
    #expect(ambiguous.messages.contains("12345-taizhou"))
    #expect(ambiguous.messages.contains("mailbox"))
  }
}
