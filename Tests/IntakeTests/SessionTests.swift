import Columns
import Complaints
import Foundation
import TestSupport
import Testing

@testable import Intake
@testable import Tabular

@Suite struct SessionTests {
  private let header = ["工单编号", "受理时间", "标题", "内容", "状态", "姓名", "电话", "区县", "街道"]

  private func row(_ id: String, _ content: String = "路灯坏了", _ more: [String] = []) -> [String] {
    let rest = more.isEmpty ? ["办理中", "王小明", "14001234567", "海陵", "城东街道"] : more
    return [id, "2026-06-01 09:03:00", "标题", content] + rest
  }

  private func take(_ rows: [[String]], _ mapping: String = plainMapping) throws -> IntakeBatch {
    var session = makeSession(try makeMapping(mapping))
    let batch = try session.add(makeRows(rows))
    try session.finish()
    return batch
  }

  @Test func `a row becomes a request, a state, an identity and spans`() throws {
    let batch = try take([header, row("A1", "我叫王小明，电话1400 123 4567，东路118号３幢502室")])
    #expect(batch.rowsRead == 1)
    #expect(batch.structuralRows == 1)
    let requests = batch.requests
    #expect(requests.value("platform", 0) == .string("p"))
    #expect(requests.value("source", 0) == .string("hotline"))
    #expect(requests.value("source_record_id", 0) == .string("A1"))
    #expect(requests.value("content", 0) == .string("我叫〔姓名〕，电话〔电话〕，东路118号3幢〔门牌〕"))
    #expect(requests.value("district_code", 0) == .string("321202"))
    #expect(requests.value("town_code", 0) == .string("321202001"))
    #expect(requests.value("access", 0) == .string("normal"))
    #expect(requests.value("origin", 0) == .string("citizen"))
    #expect(requests.value("file_row", 0) == .int(2))
    #expect(requests.value("urgency", 0) == .null)
    #expect(CivilTime.format(requests.int64s("received_at").values[0]) == "2026-06-01 09:03:00")
    #expect(CivilTime.format(day: requests.int32s("received_on").values[0]) == "2026-06-01")
    #expect(requests.value("person_id", 0) == batch.identities.value("person_id", 0))
    #expect(batch.states.value("status", 0) == .string("processing"))
    #expect(batch.identities.value("name", 0) == .string("王小明"))
    #expect(batch.identities.value("phone", 0) == .string("14001234567"))
    #expect(batch.spans.rowCount == 3)
    #expect(batch.spans.value("bytes", 1) == .string("1400 123 4567"))
    #expect(batch.spans.value("offset", 0) == .int(6))
  }

  @Test func `the header is found under titles, by alias and however it is written`() throws {
    let batch = try take([
      ["泰州市12345工单明细表"], ["单位：市受理中心", "2026年6月1日"],
      [" 编号*", "受 理 时 间", "标题", "内容：", "状态", "姓名", "电话", "区县", "街道"], row("A1"),
    ])
    #expect(batch.requests.rowCount == 1)
    #expect(batch.structuralRows == 3)
  }

  @Test func `page heads, sums and titles are counted and are no records`() throws {
    let batch = try take([
      ["工单明细表"], header, row("A1"), ["本页合计", "1"], ["续表"], header, row("A2"), ["", "工单明细表"],
      ["合 计", "2件", "", "1个事项"], ["制表：李某"], ["", " ", "\u{3000}"],
    ])
    #expect(batch.requests.rowCount == 2)
    #expect(batch.totalsSeen == [2])
    #expect(batch.structuralRows == 9)
    #expect(batch.rowsRead == 2)
  }

  @Test func `a header that comes again in another order is followed`() throws {
    let turned = Array(header.reversed())
    let batch = try take([header, row("A1"), turned, row("A2").reversed()])
    // The record id stands elsewhere on the second page, so its head is not known by place.
    #expect(batch.requests.rowCount + batch.rejects.count == batch.rowsRead)
    #expect(batch.requests.value("source_record_id", 0) == .string("A1"))
  }

  @Test func `a missing column names file, sheet, line and the nearest header`() throws {
    var wrong = header
    wrong[1] = "受理日间"
    var session = makeSession(try makeMapping())
    let error = #expect(throws: AnalysisError.self) {
      _ = try session.add(makeRows([["标题行"], wrong, row("A1")]))
      try session.finish()
    }
    #expect(error?.code == .missingColumn)
    #expect(error?.description.hasPrefix("a.csv[明细]:2: missing-column:") == true)
    #expect(error?.detail.contains("受理时间") == true)
    #expect(error?.detail.contains("受理日间") == true)
  }

  @Test func `a column that is not essential is missed as well`() throws {
    let lacking = header.filter { $0 != "电话" }
    let error = #expect(throws: AnalysisError.self) { _ = try take([lacking]) }
    #expect(error?.detail.contains("电话 for phone") == true)
    let lenient = plainMapping.replacingOccurrences(
      of: "source: ", with: "header: {lenient: true}, source: ")
    #expect(try take([lacking, row("A1").filter { $0 != "14001234567" }], lenient).rowsRead == 1)
  }

  @Test func `an empty file has no header`() throws {
    let session = makeSession(try makeMapping())
    let error = #expect(throws: AnalysisError.self) { try session.finish() }
    #expect(error?.detail == "the file has no rows")
  }

  @Test func `cells merged downwards are filled, across blocks and never past the next`() throws {
    let mapping = plainMapping.replacingOccurrences(
      of: "content:", with: "source_matter_id: \"事项\", content:"
    ).replacingOccurrences(of: "source: ", with: "fill_down: [\"事项\", \"区县\"], source: ")
    let head = header + ["事项"]
    func filled(_ id: String, _ matter: String, _ district: String) -> [String] {
      row(id, "路灯", ["办理中", "王小明", "14001234567", district, ""]) + [matter]
    }
    var session = makeSession(try makeMapping(mapping))
    let first = try session.add(
      makeRows([head, filled("A1", "S1", "海陵区"), filled("A2", "", ""), filled("A3", "S2", "")]))
    let second = try session.add(makeRows([filled("A4", "", "")], firstLine: 5))
    #expect(first.requests.strings("source_matter_id").text(1) == "S1")
    #expect(first.requests.strings("district_code").text(1) == "321202")
    #expect(first.requests.strings("district_code")[2] == nil)
    #expect(second.requests.strings("source_matter_id").text(0) == "S2")
    #expect(second.requests.strings("district_code")[0] == nil)
  }

  @Test(arguments: [
    (["", "2026-06-01", "t", "c"], "missing-source-record-id"),
    (["无", "2026-06-01", "t", "c"], "missing-source-record-id"),
    (["1.2E+13", "2026-06-01", "t", "c"], "damaged-record-id"),
    (["A1", "", "t", "c"], "missing-received-at"), (["A1", "昨天", "t", "c"], "bad-received-at"),
    (["A1", "2026-07-02", "t", "c"], "received-in-future"),
    (["A1", "1999-12-31", "t", "c"], "received-too-early"),
    (["A1", "2026-06-01", "", "—"], "missing-text"),
    (["A1", "2026-06-01", "t", "c", "飞"], "unknown-status"),
    (["A1", "2026-06-01", "t", "c", "", "", "", "", "", "多"], "field-count"),
  ])
  func `bad rows are rejected with a reason that repeats no value`(
    cells: [String], reason: String
  ) throws {
    let batch = try take([header, cells])
    #expect(batch.rejects.map(\.reason) == [reason])
    #expect(batch.rejects.first?.line == 2)
    #expect(batch.rejects.first?.original == Array(cells.joined(separator: ",").utf8))
    #expect(batch.requests.rowCount == 0)
    #expect(batch.rowsRead == 1)
    for cell in cells where cell.utf8.count > 3 {
      #expect(batch.rejects.first?.detail.contains(cell) == false)
    }
  }

  @Test func `a row that was cut is refused where text files keep every cell`() throws {
    let exact = plainMapping.replacingOccurrences(
      of: "source: ", with: "row_length: \"exact\", source: ")
    let cut = Array(row("A1").prefix(5))
    #expect(try take([header, cut], exact).rejects.map(\.reason) == ["field-count"])
    #expect(try take([header, cut]).rejects.isEmpty)
    let long = row("A1") + ["多"]
    #expect(try take([header, long]).rejects.map(\.reason) == ["field-count"])
    let any = plainMapping.replacingOccurrences(
      of: "source: ", with: "row_length: \"any\", source: ")
    #expect(try take([header, long], any).rejects.isEmpty)
  }

  @Test func `short and stand-in numbers make no person`() throws {
    let batch = try take(
      [header]
        + ["12345", "00000000000", "14001234567"].map {
          row("A\($0)", "x", ["", "王小明", $0, "", ""])
        })
    let persons = batch.requests.int64s("person_id")
    #expect((0..<3).map { persons[$0] == nil } == [true, true, false])
    #expect(batch.identities.rowCount == 3)
  }

  @Test func `broken rows count and do not stop the rest`() throws {
    var block = makeRows([
      header, row("A1"), row("A2"), row("A3", "路灯坏\u{fffd}"), row("A4", "路\u{fffd}坏了"), row("A5"),
    ])
    block.problems[1] = .unterminatedQuote
    block.problems[2] = .strayQuote
    block.problems[3] = .invalidBytes
    block.problems[4] = .invalidBytes
    var session = makeSession(try makeMapping())
    let batch = try session.add(block)
    #expect(batch.rowsRead == 5)
    #expect(batch.requests.rowCount == 3)
    #expect(batch.rejects.map(\.reason) == ["unterminated-quote", "invalid-bytes"])
    #expect(batch.warnings.contains { $0.kind == "damaged-text" && $0.count == 1 })
  }

  @Test func `content and state are hashed apart, without file and person`() throws {
    let batch = try take([
      header, row("A1"), row("A1", "路灯坏了", ["办结", "王小明", "14001234567", "海陵", "城东街道"]),
      row("A1", "路灯坏了", ["办理中", "李四", "", "海陵区", "城东"]), row("A1", "路灯又坏了"), row("A2"),
    ])
    let (content, state) = (batch.contentHashes, batch.stateHashes)
    #expect(content[0] == content[1] && content[0] == content[2])
    #expect(state[0] != state[1] && state[0] == state[2])
    #expect(content[0] != content[3] && state[0] == state[3])
    #expect(batch.keys[0] == batch.keys[3] && batch.keys[0] != batch.keys[4])
  }

  @Test func `towns of one name are told apart by their district`() throws {
    let batch = try take([
      header, row("A1", "x", ["", "", "", "海陵区", "城东"]), row("A2", "x", ["", "", "", "兴化", "城东"]),
      row("A3", "x", ["", "", "", "", "城东"]), row("A4", "x", ["", "", "", "", "口岸"]),
      row("A5", "x", ["", "", "", "高新区", "口岸"]),
    ])
    let towns = batch.requests.strings("town_code")
    #expect((0..<5).map { towns[$0] } == ["321202001", "321281101", nil, "321203001", "321203001"])
    #expect(batch.requests.strings("district_code")[3] == "321203")
    #expect(batch.warnings.contains { $0.kind == "unknown-division" && $0.count == 1 })
  }

  @Test func `flags, coordinates, lists, accused and numbers are read`() throws {
    let mapping = """
      {
        platform: "p", platform_name: "平台", source: "hotline", dispatch: "own",
        constants: {origin: "citizen", disposition: "dispatch"}, unknown_columns: "refuse",
        coordinates: {longitude: [119, 121], latitude: [31, 34]},
        columns: {
          source_record_id: 1, received_at: 2, content: 3,
          confidential: {position: 4, yes: ["是"], no: ["否"]},
          longitude: 5, latitude: 6, related_record_ids: {position: 7, split: "、"}, accused: 8,
          urge_count: 9, headcount: 10, place_text: {join: [11, 12], separator: " "},
          source_due_at: {position: 13, or: [14]}, title: {position: 15, split: "|", part: 2},
        },
        header: {present: false},
      }
      """
    let common = ["2026-06-01", "投诉李四"]
    let batch = try take(
      [
        ["A1"] + common + [
          "是", "119.9", "32.4", "B1、B2 、B1", "海陵城管局", "催办2次", "3.0", "甲", "乙", "", "2026/6/9",
          "x|标题|y",
        ],
        ["A2"] + common + [
          "否", "32.4", "119.9", "", "李四", "", "", "甲", "", "2026-06-08", "2026/6/9", "x",
        ],
        ["A3"] + common + ["也许", "0", "0", "无", "某物业公司", "多", "", "", "", "坏", "", ""],
      ], mapping)
    let requests = batch.requests
    #expect(
      (0..<3).map { requests.strings("access").text($0) } == [
        "confidential", "normal", "confidential",
      ])
    #expect((0..<3).map { requests.doubles("longitude")[$0] } == [119.9, 119.9, nil])
    #expect(requests.lists("related_record_ids")[0] == ["B1", "B2"])
    #expect(requests.strings("accused_kind").text(0) == "unit")
    #expect(requests.strings("accused_unit_code").text(0) == "CG-321202")
    #expect(requests.strings("accused_kind").text(1) == "person")
    #expect(requests.strings("content").text(1) == "投诉〔姓名〕")
    #expect(requests.strings("accused_kind").text(2) == "firm")
    #expect(batch.states.int32s("urge_count")[0] == 2)
    #expect(requests.int32s("headcount")[0] == 3)
    #expect(requests.strings("place_text").text(0) == "甲 乙")
    #expect(requests.strings("place_text").text(1) == "甲")
    #expect(requests.strings("title")[0] == "标题")
    #expect(requests.strings("title")[1] == nil)
    let due = batch.states.int64s("source_due_at")
    #expect(
      (0..<3).map { due[$0].map { CivilTime.format(day: CivilTime.day(of: $0)) } } == [
        "2026-06-09", "2026-06-08", nil,
      ])
    #expect(
      batch.warnings.map(\.kind) == [
        "bad-coordinates", "bad-number", "bad-time", "swapped-coordinates", "unknown-flag",
      ])
  }

  @Test func `unknown columns are noted or refused`() throws {
    #expect(try take([header + ["备用"]]).notes == ["columns that the mapping does not name: 备用"])
    let strict = plainMapping.replacingOccurrences(
      of: "source: ", with: "unknown_columns: \"refuse\", source: ")
    let error = #expect(throws: AnalysisError.self) { _ = try take([header + ["备用"]], strict) }
    #expect(error?.code == .unknownColumn)
    let known = plainMapping.replacingOccurrences(
      of: "source: ", with: "ignore: [\"备用\"], source: ")
    #expect(try take([header + ["备用"]], known).notes == [])
  }

  @Test func `a letter's signature names its writer`() throws {
    let mapping = plainMapping.replacingOccurrences(
      of: "content: \"内容\"", with: "content: {from: \"内容\", html: true, signature: true}")
    let batch = try take(
      [
        header,
        row("A1", "<p>路灯坏了，鲁达</p><p>写信人：鲁达</p><p>1400&nbsp;123 4567</p>", ["", "", "", "", ""]),
      ],
      mapping)
    #expect(batch.identities.value("name", 0) == .string("鲁达"))
    #expect(batch.identities.value("phone", 0) == .string("14001234567"))
    #expect(batch.requests.value("content", 0) == .string("路灯坏了，〔姓名〕\n写信人：〔姓名〕\n〔电话〕"))
    #expect(batch.requests.value("person_id", 0) != .null)
  }

  @Test func `counts agree on dirty blocks, whatever the block size`() throws {
    var generator = SeededGenerator(seed: 11)
    let cells = [
      "", "A", "2026-06-01", "坏", "1.4E+10", "合计", "续表", "无", "办结", "14001234567", "海陵", "\u{3000}",
    ]
    var rows = [header]
    for index in 0..<5_000 {
      var row = (0..<header.count).map { _ in
        cells[Int.random(in: 0..<cells.count, using: &generator)]
      }
      if Int.random(in: 0..<2, using: &generator) == 0 { row = self.row("B\(index)") }
      rows.append(row)
    }
    var whole = makeSession(try makeMapping())
    let all = try whole.add(makeRows(rows))
    #expect(all.rowsRead == all.requests.rowCount + all.rejects.count)
    #expect(all.rowsRead + all.structuralRows == rows.count)
    var session = makeSession(try makeMapping())
    var joined = IntakeBatch()
    for start in stride(from: 0, to: rows.count, by: 777) {
      let part = try session.add(
        makeRows(Array(rows[start..<min(rows.count, start + 777)]), firstLine: start + 1))
      joined.requests.append(contentsOf: part.requests)
      joined.spans.append(contentsOf: part.spans)
      joined.identities.append(contentsOf: part.identities)
      joined.rejects += part.rejects
      joined.keys += part.keys
    }
    #expect(joined.requests == all.requests)
    #expect(joined.identities == all.identities)
    #expect(joined.spans == all.spans)
    #expect(joined.keys == all.keys)
    #expect(joined.rejects.map(\.line) == all.rejects.map(\.line))
  }
}
