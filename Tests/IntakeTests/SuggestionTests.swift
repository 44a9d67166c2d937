import Bytes
import Columns
import Complaints
import Foundation
import Testing

@testable import Intake
@testable import Tabular

@Suite struct SuggestionTests {
  private func suggest(_ rows: [[String]], _ fileName: String = "hotline.csv") -> MappingSuggestion
  {
    var sample = TableSample(
      fileName: fileName, format: .delimited, encoding: "utf-8", sheets: [""])
    let wantsMore = sample.add(makeRows(rows))
    #expect(wantsMore)
    sample.finish()
    return MappingSuggestion(of: sample, city: makeCity())
  }

  private func targets(_ suggestion: MappingSuggestion) -> [String: [String]] {
    Dictionary(
      zip(suggestion.sample.columns.map(\.name), suggestion.choices.map(\.targets))
    ) { first, _ in first }
  }

  private func body(_ count: Int) -> [[String]] {
    (1...count).map { index in
      [
        "GD2026\(1000 + index)", "2026-06-\(10 + index % 20) 08:00:00", "1400\(1_000_000 + index)",
        ["张", "王", "李", "赵", "陈"][index % 5] + ["明", "芳", "强", "磊", "军", "洋", "静"][index % 7] + "华",
        "第\(index)号路灯不亮，已经有好几天了，晚上出门看不见路，老人孩子都不敢走，希望有关部门尽快派人来修理一下，谢谢。",
        index % 3 == 0 ? "办理中" : "已办结",
      ]
    }
  }

  @Test func `known names and fitting values make a mapping that loads`() throws {
    let rows = [["工单编号", "受理时间", "联系电话", "来电人", "诉求内容", "工单状态"]] + body(40)
    let suggestion = suggest(rows)
    #expect(suggestion.isComplete)
    #expect(
      targets(suggestion) == [
        "工单编号": ["source_record_id"], "受理时间": ["received_at"], "联系电话": ["phone"],
        "来电人": ["name"], "诉求内容": ["content"], "工单状态": ["status"],
      ])
    let draft = suggestion.draft(schema: nil)
    let mapping = try makeMapping(draft)
    #expect(mapping.platform == "hotline")
    var session = makeSession(mapping)
    let batch = try session.add(makeRows(rows))
    #expect(batch.rowsRead == 40 && batch.rejects.isEmpty)
  }

  @Test func `names that say nothing are made up for by values`() throws {
    let suggestion = suggest([["A", "B", "C", "D", "E", "F"]] + body(40))
    #expect(
      targets(suggestion) == [
        "A": ["source_record_id"], "B": ["received_at"], "C": ["phone"], "D": ["name"],
        "E": ["content"], "F": ["status"],
      ])
    #expect(suggestion.choices.allSatisfy { $0.certainty == .low })
    _ = try makeMapping(suggestion.draft(schema: nil))
  }

  @Test func `a file without a header is mapped by position`() throws {
    let suggestion = suggest(body(40))
    #expect(suggestion.sample.headerLines == nil && suggestion.isComplete)
    let draft = suggestion.draft(schema: nil)
    #expect(draft.contains("header: {present: false}"))
    let mapping = try makeMapping(draft)
    var session = makeSession(mapping)
    #expect(try session.add(makeRows(body(40))).requests.rowCount == 40)
  }

  @Test func `no person's value stands in a draft, whatever the header says`() {
    let suggestions = [
      suggest([["A", "B", "C", "D", "E", "F"]] + body(40)), suggest(body(40)),
      suggest([["工单状态", "受理时间", "诉求类型", "紧急程度", "诉求内容", "工单编号"]] + body(40)),
    ]
    for suggestion in suggestions {
      let draft = suggestion.draft(schema: nil)
      for row in body(40) {
        for value in row[2...4] { #expect(!draft.contains(value)) }
      }
    }
  }

  @Test func `what is missing stays a note and does not load`() {
    let suggestion = suggest([["备注", "数量"], ["甲", "1"], ["乙", "2"], ["丙", "2"]])
    #expect(!suggestion.isComplete)
    let draft = suggestion.draft(schema: nil)
    #expect(draft.contains("待办（必填）: source_record_id"))
    #expect(throws: (any Error).self) { try makeMapping(draft) }
  }

  @Test func `a header of two rows under a title is read as one`() throws {
    let head = [
      ["2026年6月受理情况", "", "", "", "", ""],
      ["工单编号", "受理时间", "诉求人", "", "诉求内容", "工单状态"],
      ["", "", "联系电话", "姓名", "", ""],
    ]
    let suggestion = suggest(head + body(30))
    #expect(suggestion.sample.headerLines == 2...3)
    #expect(targets(suggestion)["联系电话"] == ["phone"])
    let mapping = try makeMapping(suggestion.draft(schema: nil))
    var session = makeSession(mapping)
    let batch = try session.add(makeRows(head + body(30)))
    try session.finish()
    #expect(batch.requests.rowCount == 30 && batch.rejects.isEmpty)
    #expect(batch.identities.rowCount == 30)
  }
}
