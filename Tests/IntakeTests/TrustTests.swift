import Columns
import Complaints
import Foundation
import Testing

@testable import Intake
@testable import Tabular

/// Headers are believed as far as the values under them bear them out.
@Suite struct TrustTests {
  static let header = ["编号", "受理时间", "标题", "内容", "状态", "姓名", "电话", "区县", "街道"]

  /// Forty sound rows of a hotline.
  private static let sound: [[String]] = (0..<40).map { (index: Int) -> [String] in
    let names = ["王小明", "李秀英", "张桂芳", "陈建国"]
    let day = String(10 + index % 20)
    let minute = String(index % 10)
    var row = ["GD2026\(10000 + index)", "2026-06-\(day) 09:0\(minute):00", "路灯不亮"]
    row.append("江洲南路的路灯坏了，已经\(index)天。")
    row.append(index % 2 == 0 ? "办理中" : "办结")
    row.append(names[index % 4])
    row.append("1400123\(4000 + index)")
    row.append(index % 3 == 0 ? "海陵区" : "高港区")
    row.append("")
    return row
  }

  private func take(_ rows: [[String]], _ mapping: SourceMapping? = nil) throws -> IntakeBatch {
    var session = makeSession(try mapping ?? makeMapping())
    return try session.add(makeRows([Self.header] + rows))
  }

  private func refusal(_ rows: [[String]]) throws -> String? {
    do {
      _ = try take(rows)
      return nil
    } catch let error as AnalysisError where error.code == .headerMismatch {
      return error.description
    }
  }

  /// From which column of a sound row each column is filled, and words of the refusal.
  @Test(arguments: [
    ([1, 0, 2, 3, 4, 5, 6, 7, 8], "times"), ([8, 0, 1, 2, 3, 4, 5, 6, 7], "shifted by one"),
    ([0, 6, 2, 3, 4, 5, 6, 7, 8], "phone numbers"), ([0, 1, 2, 3, 3, 5, 6, 7, 8], "'状态'"),
  ])
  func `a file whose columns hold something else is refused whole`(columns: [Int], words: String)
    throws
  {
    let rows = Self.sound.map { row in columns.map { row[$0] } }
    let text = try #require(try refusal(rows), "\(columns) was taken")
    #expect(text.contains(words), "\(text)")
    // What stands in the cells is never told.
    for cell in Self.sound.joined() where cell.utf8.count > 6 { #expect(!text.contains(cell)) }
  }

  @Test func `sound files and single bad rows pass`() throws {
    #expect(try refusal(Self.sound) == nil)
    var rows = Self.sound
    rows[3][1] = "昨天"
    rows[5][0] = "无"
    rows[8][4] = "江洲南路的路灯坏了，已经很多天没有人来修理。"
    let batch = try take(rows)
    #expect(
      batch.rejects.map(\.reason) == [
        "bad-received-at", "missing-source-record-id", "unknown-status",
      ]
    )
    let bare = Self.sound.map { (row: [String]) in Array(row[0..<5]) + ["", "", "", ""] }
    #expect(try refusal(bare) == nil)
  }

  @Test func `a mapping may take such a file all the same`() throws {
    let mapping = try makeMapping(
      plainMapping.replacingOccurrences(
        of: "constants:", with: "header: {values: \"warn\"}, constants:"))
    let rows = Self.sound.map { (row: [String]) in [0, 1, 2, 3, 3, 5, 6, 7, 8].map { row[$0] } }
    let batch = try take(rows, mapping)
    #expect(batch.notes.contains { $0.contains("状态") })
    #expect(batch.rejects.count == 40)
  }

  @Test func `a row whose cells moved goes alone and says so`() throws {
    var rows = Self.sound
    rows[30][8] = "城东街道"
    rows[30].insert("多", at: 3)
    let batch = try take(rows)
    #expect(batch.rejects.map(\.reason) == ["shifted-row"])
    #expect(
      batch.rejects[0].detail.contains("one column to the right"), "\(batch.rejects[0].detail)")
    #expect(batch.requests.rowCount == 39)
  }

  @Test(arguments: [
    (["a", "b", "c"], ["a", "b", "c"], [String]()),
    (["a", "受理时间", "c"], ["a", "呼入时间", "c"], ["renamed? 受理时间 → 呼入时间"]),
    (["a", "b", "c"], ["a", "c"], ["missing b"]), (["a", "c"], ["a", "c", "d"], ["new d"]),
    (["a", "编号"], ["a", "工单编号"], []), (["a", "ｂ "], ["b", "a"], []),
  ])
  func `columns are compared with the last file's`(old: [String], new: [String], changes: [String])
    throws
  {
    #expect(try makeMapping().changes(from: old, to: new).map(\.text) == changes)
  }
}

/// What spreadsheets do to numbers is mended where no digit is lost, and never guessed.
@Suite struct SpreadsheetDamageTests {
  @Test(arguments: [
    ("1.4001234567E+10", "14001234567", true), ("1.4001234567e10", "14001234567", true),
    ("14001234567.0", "14001234567", false), ("52386880001", "052386880001", true),
    ("+86 1400 123 4567", "14001234567", false), ("1.4E+10", nil, false),
    ("1.40012E+10", nil, false), ("4001234567", "4001234567", false),
  ])
  func `phones`(cell: String, number: String?, isMended: Bool) {
    var digits: [UInt8] = []
    let reading = PhoneNumber.append(Array(cell.utf8).span, to: &digits)
    #expect((number == nil) == (reading == .damaged))
    #expect(String(decoding: digits, as: UTF8.self) == number ?? "")
    #expect((reading == .mended) == isMended)
  }

  private func ids(_ cells: [String], _ mapping: String = plainMapping) throws -> (
    [String?], [String]
  ) {
    var session = makeSession(try makeMapping(mapping))
    let batch = try session.add(
      makeRows(
        [TrustTests.header]
          + cells.map {
            [$0, "2026-06-01 09:00:00", "路灯不亮", "江洲南路的路灯坏了。", "", "", "", "", ""]
          }))
    let texts = batch.requests.strings("source_record_id")
    return ((0..<batch.requests.rowCount).map { texts[$0] }, batch.rejects.map(\.reason))
  }

  private static let padded = (0..<30).map { "00\(260_601_000 + $0)" }

  @Test func `an exact number with an exponent is the id it was`() throws {
    let (taken, refused) = try ids([
      "2.0260601000001E+13", "20260601000002.0", "=\"20260601000003\"",
    ])
    #expect(taken == ["20260601000001", "20260601000002", "20260601000003"])
    #expect(refused.isEmpty)
  }

  @Test(arguments: ["2.026E+13", "202606010000010000", "2.02606010000012E+17"])
  func `an id that lost digits is refused, for it would be another record's`(cell: String) throws {
    let (taken, refused) = try ids([cell])
    #expect(taken.isEmpty && refused == ["damaged-record-id"])
  }

  @Test func `lost zeros come back where the column shows its width`() throws {
    let (taken, refused) = try ids(Self.padded + ["260601999"])
    #expect(taken.last == "00260601999" && refused.isEmpty)
    #expect(try ids(["260601999", "260602000"]).0 == ["260601999", "260602000"])
  }

  @Test func `a width in the mapping says it for certain`() throws {
    let mapping = plainMapping.replacingOccurrences(
      of: "source_record_id: [\"工单编号\", \"编号\"]",
      with: "source_record_id: {from: \"编号\", width: 11}")
    #expect(try ids(["260601999"], mapping).0 == ["00260601999"])
  }

  @Test(arguments: ["2018-02-30", "2018-13-01", "2018-05-05 25:61:00", "2018年2月30日 9时"])
  func `an impossible time is a problem, not a null`(cell: String) throws {
    var session = makeSession(try makeMapping())
    let batch = try session.add(
      makeRows([TrustTests.header, ["A1", cell, "路灯不亮", "路灯坏了。", "", "", "", "", ""]]))
    #expect(batch.rejects.map(\.reason) == ["impossible-received-at"])
  }
}
