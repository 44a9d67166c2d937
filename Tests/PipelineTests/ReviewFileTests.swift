import Bytes
import Columns
import Complaints
import Tabular
import TestSupport
import Testing

@testable import Pipeline

/// A queue on its way into a workbook and back.
@Suite struct ReviewFileTests {
  private static let city = Result {
    try CityConfiguration.load(folder: BuiltBinary.root + "/Pipelines/cities/taizhou")
  }
  private let city: CityConfiguration
  private let folder: TemporaryFolder
  private static let key = PersonDecisions.Key(requestID: 2_713_680_939_945_344_186)

  init() throws {
    city = try Self.city.get()
    folder = try TemporaryFolder()
  }

  private func row(_ key: PersonDecisions.Key = Self.key) throws -> ReviewRow {
    let categories = city.taxonomy.categories
    return ReviewRow(
      key: key,
      stamp: ReviewStamp(
        key, history: DecisionHistory([:]),
        answer: "\(categories[0].scheme):\(categories[0].code)"), reason: .uncertain,
      detail: "把握较低", platform: "12345-taizhou", receivedAt: CivilTime.timestamp(20_000, hour: 9),
      title: "=1+1", content: "小区门口摆摊，\n堵路", sourceLabel: "城市管理", answer: categories[0],
      confidence: 0.614, candidates: [(categories[1], 0.2), (categories[2], 0.1)],
      evidence: "L1 摆摊", place: "海陵区 鼓楼南路", requestType: "投诉", likeCount: 1)
  }

  /// Writes a queue, lets `edit` change its cells by header, and reads it back.
  private func reviewed(_ rows: [ReviewRow], _ edit: (Int, inout [String: String]) -> Void) throws
    -> ReviewedFile
  {
    let bytes = ReviewWorkbook(city, day: 20_000).bytes(rows)
    var lines: [[String]] = []
    try TabularSource.open(bytes: bytes, path: "a.xlsx").readRows { block in
      if block.sheet == 0 { lines += (0..<block.rowCount).map { block.texts(row: $0) } }
    }
    let header = lines[1]
    var writer = XLSXWriter()
    writer.beginSheet(WorkbookSheet(name: "改名的表", columns: []))
    writer.append(lines[0])
    writer.append(header)
    for (index, line) in lines.dropFirst(2).enumerated() {
      var cells: [String: String] = [:]
      for (name, text) in zip(header, line + Array(repeating: "", count: header.count)) {
        cells[name] = text
      }
      edit(index, &cells)
      writer.append(header.map { cells[$0] ?? "" })
    }
    let path = folder.file("edited.xlsx")
    try FileSystem.replace(path, with: writer.finish())
    return try ReviewedFile(path: path)
  }

  @Test func `the workbook shows the row, offers the codes and starts no formula`() throws {
    let bytes = ReviewWorkbook(city, day: 20_000).bytes([try row()])
    let source = try TabularSource.open(bytes: bytes, path: "a.xlsx")
    #expect(source.sheets == ["复核", "分类目录", "填写说明", "下拉选项"])
    #expect(source.isSheetHidden == [false, false, false, true])
    var lines: [[String]] = []
    try source.readRows { block in
      if block.sheet == 0 { lines += (0..<block.rowCount).map { block.texts(row: $0) } }
    }
    let categories = city.taxonomy.categories
    #expect(
      lines[2].prefix(15) == [
        "2713680939945344186/0", "把握不足：把握较低", "12345-taizhou", "2024-10-04 09:00:00", "=1+1",
        "小区门口摆摊，\n堵路", "城市管理", "\(categories[0].code) \(categories[0].level3)", "0.61",
        "\(categories[1].code) \(categories[1].level3) 0.20",
        "\(categories[2].code) \(categories[2].level3) 0.10", "L1 摆摊", "海陵区 鼓楼南路", "投诉", "1",
      ])
    for sheet in source.sheets.indices { #expect(try source.formulaCells(sheet: sheet).isEmpty) }
    let archive = try ZipArchive(bytes: bytes, path: "a.xlsx")
    let sheet = try #require(archive["xl/worksheets/sheet1.xml"])
    let xml = String(decoding: try archive.read(sheet, limit: 1 << 20), as: UTF8.self)
    #expect(
      xml.contains("<formula1>'下拉选项'!$A$1:$A$\(categories.count)</formula1>")
        || xml.contains("<formula1>&apos;下拉选项&apos;!$A$1:$A$\(categories.count)</formula1>"))
    #expect(ReviewWorkbook(city, day: 20_000).bytes([try row()]) == bytes)
  }

  @Test func `an empty queue is a workbook without rows to be read`() throws {
    #expect(try reviewed([]) { _, _ in }.rows.isEmpty)
  }

  @Test func `answers are read from the lists' values, with or without the name`() throws {
    let leaf = city.taxonomy.categories[5]
    let district = try #require(city.gazetteer.districts.first)
    for code in [leaf.code, "\(leaf.code) \(leaf.level3)", " \(leaf.code)\(leaf.level3) "] {
      let file = try reviewed([try row()]) { _, cells in
        cells["认定分类"] = code
        cells["认定区"] = district.code
        cells["认定类型"] = "举报"
        cells["是否受理"] = "否"
        cells["复核人"] = "王五"
      }
      var faults: [ReviewFault] = []
      let answer = ReviewAnswer(
        try #require(file.rows.first), city: city, actor: nil, faults: &faults)
      #expect(faults.isEmpty)
      #expect(
        answer.values == [
          .code: "\(leaf.scheme):\(leaf.code)", .districtCode: district.code,
          .requestType: "report", .inScope: "false",
        ])
      #expect(answer.reviewer == "王五" && answer.decides && !answer.agrees)
    }
  }

  @Test(arguments: [
    (["结论": "大概"], ReviewFault.Kind.value, "结论"), (["认定分类": "999999 没有的"], .value, "认定分类"),
    (["认定分类": "占道"], .value, "认定分类"), (["认定区": "火星"], .value, "认定区"),
    (["认定类型": "complaint"], .value, "认定类型"), (["是否受理": "y"], .value, "是否受理"),
    (["结论": "同意", "备注": String(repeating: "长", count: 501)], .value, "备注"),
    (["结论": "同意", "复核人": "甲\n乙"], .value, "复核人"), (["结论": "同意", "复核人": ""], .nobody, "复核人"),
    (["结论": "改正"], .incomplete, "结论"), (["备注": "只有备注"], .incomplete, "结论"),
    (["结论": "看不准", "是否受理": "是"], .incomplete, "结论"),
  ])
  func `each bad cell is named`(cells: [String: String], kind: ReviewFault.Kind, header: String)
    throws
  {
    let file = try reviewed([try row()]) { _, row in
      row["复核人"] = "王五"
      row.merge(cells) { $1 }
    }
    var faults: [ReviewFault] = []
    _ = ReviewAnswer(try #require(file.rows.first), city: city, actor: nil, faults: &faults)
    let fault = try #require(faults.first)
    #expect(faults.count == 1 && fault.kind == kind && fault.header == header, "\(faults)")
    #expect(fault.sheet == "改名的表" && fault.row == 3)
    #expect(!fault.column.isEmpty)
    // What a cell holds is not repeated: it may be anything.
    for text in cells.values where text.count > 3 { #expect(!fault.line.contains(text)) }
  }

  @Test func `files that are no review are refused as a whole`() throws {
    var writer = XLSXWriter()
    writer.beginSheet(WorkbookSheet(name: "表", columns: []))
    writer.append(["复核编号", "结论"])
    let path = folder.file("cut.xlsx")
    try FileSystem.replace(path, with: writer.finish())
    let cut = #expect(throws: StorageError.self) { try ReviewedFile(path: path) }
    #expect(cut?.description.contains("认定分类") ?? false)
    let csv = folder.file("a.csv")
    try FileSystem.replace(csv, with: Array("复核编号,结论\n".utf8))
    #expect(throws: StorageError.self) { try ReviewedFile(path: csv) }
  }

  @Test func `stamps tell rows, decisions and answers apart`() throws {
    let other = PersonDecisions.Key(requestID: 5, part: 1)
    let none = DecisionHistory([:])
    let some = DecisionHistory([
      Self.key: [.init(field: "code", value: "T:1", actor: "王五", at: 7)]
    ])
    let stamp = ReviewStamp(Self.key, history: none, answer: "T:1")
    #expect(ReviewStamp(stamp.text) == stamp)
    #expect(ReviewStamp(stamp.text.uppercased()) == stamp)
    #expect(ReviewStamp(other, history: none, answer: "T:1").key != stamp.key)
    #expect(ReviewStamp(Self.key, history: some, answer: "T:1").decisions != stamp.decisions)
    #expect(ReviewStamp(Self.key, history: none, answer: nil).answer != stamp.answer)
    for text in ["", "abcd", "zzzz-00000000-00000000", stamp.text + "0"] {
      #expect(ReviewStamp(text) == nil)
    }
    #expect(some.holds("T:1", for: .code, of: Self.key, by: "王五"))
    #expect(!some.holds("T:1", for: .code, of: Self.key, by: "赵六"))
  }
}
