import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

@Suite struct XLSReaderTests {
  private func read(_ bytes: [UInt8], blockRows: Int = 16_384) throws
    -> (source: TabularSource, rows: [ReadRow])
  {
    try readAll(TabularSource.open(bytes: bytes, path: "导出.xls"), blockRows: blockRows)
  }

  private func sheet(_ records: [[UInt8]], _ change: (inout XLSBuilder) -> Void = { _ in }) throws
    -> [ReadRow]
  {
    var builder = XLSBuilder()
    builder.sheets = [.init(name: "工单", records: records)]
    change(&builder)
    return try read(builder.build()).rows
  }

  @Test func `cells of every kind are read as they are meant`() throws {
    var builder = XLSBuilder()
    builder.sharedTexts = XLSBuilder.sharedTexts(["标题", "café", "路灯不亮\n已三天😀", ""])
    func shared(_ row: Int, _ column: Int, _ index: UInt8) -> [UInt8] {
      XLSBuilder.cell(0xfd, row, column, [index, 0, 0, 0])
    }
    func compact(_ row: Int, _ column: Int, _ bits: UInt32) -> [UInt8] {
      XLSBuilder.cell(0x27e, row, column, CompoundFileBuilder.bytes(bits))
    }
    let many = [UInt32(7 << 2 | 2), 12345 << 2 | 3, 0x3ff0_0000].flatMap {
      [0, 0] + CompoundFileBuilder.bytes($0)
    }
    let chart =
      XLSBuilder.record(0x809, [0, 6, 0x20, 0, 0, 0, 0, 0]) + XLSBuilder.number(0, 0, 99)
      + XLSBuilder.record(0x0a, [])
    builder.sheets = [
      .init(
        name: "六月",
        records: [
          XLSBuilder.record(0x208, [UInt8](repeating: 0, count: 16)), shared(0, 0, 0),
          XLSBuilder.cell(0x201, 0, 1, []),
          XLSBuilder.record(0xbe, [0, 0, 2, 0, 0, 0, 0, 0, 3, 0]),
          shared(3, 0, 1), shared(3, 2, 2), shared(3, 3, 3),
          XLSBuilder.label(3, 4, "直接"),
          XLSBuilder.cell(0xd6, 3, 5, XLSBuilder.text("rich") + [1, 0, 0, 0, 5, 0]),
          XLSBuilder.cell(0x205, 3, 6, [1, 0]), XLSBuilder.cell(0x205, 3, 7, [0, 0]),
          XLSBuilder.cell(0x205, 3, 8, [0x2a, 1]), chart,
          XLSBuilder.number(4, 0, 13_900_000_000), XLSBuilder.number(4, 1, 0.1),
          compact(4, 2, UInt32(bitPattern: -5 << 2) | 2), compact(4, 3, 12345 << 2 | 3),
          XLSBuilder.record(0xbd, [4, 0, 4, 0] + many + [6, 0]),
          XLSBuilder.number(4, 7, 3.212021990010111e17),
          XLSBuilder.formula(5, 0, XLSBuilder.double(2.5)),
          XLSBuilder.formula(5, 1, [1, 0, 1, 0, 0, 0, 0xff, 0xff]),
          XLSBuilder.formula(5, 2, [2, 0, 7, 0, 0, 0, 0xff, 0xff]),
          XLSBuilder.formula(5, 3, [3, 0, 0, 0, 0, 0, 0xff, 0xff]),
          XLSBuilder.formula(5, 4, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
          XLSBuilder.record(0x4bc, [UInt8](repeating: 0, count: 10)),
          XLSBuilder.record(0x207, XLSBuilder.text("公式结果")),
          // A text that was announced and is not there.
          XLSBuilder.formula(5, 5, [0, 0, 0, 0, 0, 0, 0xff, 0xff]), XLSBuilder.label(5, 6, "末"),
          XLSBuilder.record(0xe5, [2, 0] + [0, 0, 0, 0, 0, 0, 3, 0] + [3, 0, 5, 0, 1, 0, 1, 0]),
        ]),
      .init(name: "图", type: 2),
      .init(name: "隐藏的 sheet", state: 1, records: [XLSBuilder.label(65_535, 255, "角")]),
    ]
    let read = try read(builder.build())
    #expect(read.source.format == .xls)
    #expect(read.source.sheets == ["六月", "隐藏的 sheet"])
    #expect(read.source.isSheetHidden == [false, true])
    #expect(
      read.rows == [
        ReadRow(line: 1, cells: ["标题"]),
        ReadRow(
          line: 4,
          cells: ["café", "", "路灯不亮\n已三天😀", "", "直接", "rich", "TRUE", "FALSE", "#N/A"]),
        ReadRow(
          line: 5,
          cells: ["13900000000", "0.1", "-5", "123.45", "7", "123.45", "1", "321202199001011100"]),
        ReadRow(line: 6, cells: ["2.5", "TRUE", "#DIV/0!", "", "公式结果", "", "末"]),
        ReadRow(line: 65_536, cells: [String](repeating: "", count: 255) + ["角"]),
      ])
    #expect(try read.source.mergedRanges(sheet: 0).map(\.description) == ["A1:D1", "B4:B6"])
    #expect(try read.source.mergedRanges(sheet: 1) == [])
    var originals: [String] = []
    try read.source.readRows { block in
      originals += (0..<block.rowCount).map {
        String(decoding: block.originalBytes(of: $0), as: UTF8.self)
      }
    }
    #expect(originals[1] == "café,,\"路灯不亮\n已三天😀\",,直接,rich,TRUE,FALSE,#N/A")
  }

  @Test(arguments: [
    // format, custom code, value, text, from 1904
    (14, "", 43286.376388888886, "2018-07-05 09:02:00", false),
    (22, "", 41824, "2018-07-05 00:00:00", true), (58, "", 43286, "2018-07-05 00:00:00", false),
    (20, "", 0.375, "09:00:00", false), (46, "", 1.5, "36:00:00", false),
    (164, "yyyy\"年\"m\"月\"d\"日\"\\ h\"时\"", 43286.375, "2018-07-05 09:00:00", false),
    (164, "000000", 123, "000123", false), (164, "[Red]0.00_ ", 43286.5, "43286.5", false),
    // A program may give a number of its own to what is built in.
    (14, "0.00", 43286, "43286", false), (0, "", -0.0, "0", false),
    (0, "", 1e300, "1" + String(repeating: "0", count: 300), false),
    (0, "", .nan, "nan", false), (14, "", .infinity, "inf", false), (14, "", -1, "-1", false),
    (46, "", 1e300, "1" + String(repeating: "0", count: 300), false),
    (164, "0000", 1e300, "1" + String(repeating: "0", count: 300), false),
  ])
  func `numbers are shown as their formats mean them`(
    format: Int, code: String, value: Double, text: String, isFrom1904: Bool
  ) throws {
    let rows = try sheet([XLSBuilder.number(0, 0, value, format: 1)]) {
      $0.isFrom1904 = isFrom1904
      $0.formats = [0, format]
      if !code.isEmpty { $0.customFormats = [(format, code)] }
    }
    #expect(rows == [ReadRow(line: 1, cells: [text])])
  }

  @Test(arguments: 0..<60)
  func `shared texts may be cut anywhere`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = ["a", "é", "路灯", "😀", "ÿ", "不亮，", "0123456789"]
    let texts = (0..<40).map { _ in
      (0..<Int.random(in: 0..<12, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let shared = XLSBuilder.sharedTexts(texts, cutBy: &random)
    let rows = try sheet(
      texts.indices.map { XLSBuilder.cell(0xfd, $0, 0, [UInt8($0), 0, 0, 0]) }
    ) { $0.sharedTexts = shared }
    let expected = texts.enumerated().filter { !$0.element.isEmpty }.map {
      ReadRow(line: $0.offset + 1, cells: [$0.element])
    }
    #expect(rows == expected)
  }

  @Test func `what other programs get wrong is read all the same`() throws {
    var builder = XLSBuilder()
    builder.formats = [0, 165]
    builder.sheets = [.init(name: "a")]
    // A format that is shorter than it says, and formulas under the numbers of older versions.
    builder.second = XLSBuilder.record(
      0x41e, XLSBuilder.number(165) + [11, 0, 0] + Array("yyyy-mm-dd".utf8))
    builder.sheets[0].records = [0x206, 0x406].enumerated().map { column, type in
      let result = XLSBuilder.double(43_286) + [UInt8](repeating: 0, count: 8)
      return XLSBuilder.cell(type, 0, column, result, format: 1)
    }
    let day = "2018-07-05 00:00:00"
    #expect(try read(builder.build()).rows == [ReadRow(line: 1, cells: [day, day])])
  }

  @Test func `long texts run over into other records`() throws {
    let long = String(repeating: "路灯不亮", count: 3_000)
    let units = long.utf16.map { XLSBuilder.number(Int($0)) }
    let first: [UInt8] = XLSBuilder.number(units.count) + [1] + units[..<4000].joined()
    let rest: [UInt8] = [1] + units[4000...].joined()
    let label = XLSBuilder.cell(0x204, 0, 0, first) + XLSBuilder.record(0x3c, rest)
    let formula =
      XLSBuilder.formula(0, 1, [0, 0, 0, 0, 0, 0, 0xff, 0xff]) + XLSBuilder.record(0x207, first)
      + XLSBuilder.record(0x3c, rest)
    #expect(
      try sheet([label, formula, XLSBuilder.label(1, 0, "后")]) == [
        ReadRow(line: 1, cells: [long, long]), ReadRow(line: 2, cells: ["后"]),
      ])
  }

  @Test(arguments: 0..<20)
  func `cells in any order come in the order of their places`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var cells: [(row: Int, column: Int, record: [UInt8])] = []
    var expected = [[String]](repeating: ["", "", "", "", ""], count: 30)
    for row in 0..<30 {
      for column in 0..<4 {
        let text = "\(row):\(column)"
        expected[row][column] = text
        if column == 2 {
          let formula = XLSBuilder.formula(row, column, [0, 0, 0, 0, 0, 0, 0xff, 0xff])
          cells.append((row, column, formula + XLSBuilder.record(0x207, XLSBuilder.text(text))))
        } else {
          cells.append((row, column, XLSBuilder.label(row, column, text)))
        }
      }
      expected[row][4] = String(row)
      cells.append((row, 4, XLSBuilder.number(row, 4, Double(row))))
    }
    cells.shuffle(using: &random)
    // The last of two counts.
    expected[3][1] = "新"
    let rows = try sheet(cells.map(\.record) + [XLSBuilder.label(3, 1, "新")])
    #expect(rows == expected.enumerated().map { ReadRow(line: $0.offset + 1, cells: $0.element) })
    let byColumn = cells.sorted { ($0.column, $0.row) < ($1.column, $1.row) }
    expected[3][1] = "3:1"
    #expect(
      try sheet(byColumn.map(\.record))
        == expected.enumerated().map { ReadRow(line: $0.offset + 1, cells: $0.element) })
  }

  @Test func `a stream without a compound file around it is read too`() throws {
    var builder = XLSBuilder()
    builder.sheets = [.init(name: "a", records: [XLSBuilder.label(0, 0, "编号")])]
    let stream = builder.stream()
    var padded = Array(stream)
    padded[2] = 0x10
    // The usual length of the first record is sixteen bytes.
    padded.insert(contentsOf: [UInt8](repeating: 0, count: 8), at: 12)
    #expect(throws: StorageError.self) { try read(padded) }  // sheets have moved
    #expect(try read(stream).rows == [ReadRow(line: 1, cells: ["编号"])])
  }

  @Test func `a workbook inside a zip or gzip file is found`() throws {
    var builder = XLSBuilder()
    builder.sheets = [.init(name: "a", records: [XLSBuilder.label(0, 0, "编号")])]
    let bytes = builder.build()
    var zip = ZipWriter()
    zip.add("导出.xls", bytes)
    let expected = [ReadRow(line: 1, cells: ["编号"])]
    #expect(try read(bytes).rows == expected)
    #expect(try read(zip.finish()).rows == expected)
    #expect(try read(Deflate.compress(bytes.span, wrapper: .gzip)).rows == expected)
  }

  @Test func `blocks end at so many rows`() throws {
    var builder = XLSBuilder()
    builder.sheets = [
      .init(name: "a", records: (0..<10).map { XLSBuilder.number($0 * 2, 0, Double($0)) })
    ]
    #expect(try read(builder.build(), blockRows: 3).rows.map(\.line) == (0..<10).map { $0 * 2 + 1 })
  }

  // MARK: - Refusals

  private func refusal(_ bytes: [UInt8]) -> StorageError? {
    #expect(throws: StorageError.self) { try read(bytes) }
  }

  @Test func `passwords and older versions are refused by name`() throws {
    var builder = XLSBuilder()
    builder.sheets = [.init(name: "a")]
    builder.second = XLSBuilder.record(0x2f, [0, 0, 1, 2])
    #expect(refusal(builder.build())?.detail.contains("with a password") == true)
    builder.second = []
    builder.version = 0x0500
    #expect(refusal(builder.build())?.detail.contains("Excel 95 or older") == true)
    for start: [UInt8] in [
      [9, 8, 8, 0, 0, 5, 5, 0], [9, 4, 6, 0, 0, 4, 0x10, 0], [9, 0, 4, 0, 2, 0],
    ] {
      let detail = refusal(start + [UInt8](repeating: 0, count: 20))?.detail
      #expect(detail?.contains("Excel 95 or older") == true, "\(start)")
    }
  }

  @Test(arguments: [
    ("WordDocument", "a Word or WPS text document"), ("PowerPoint Document", "a presentation"),
    ("EncryptedPackage", "with a password"), ("Book", "Excel 95 or older"),
    ("__properties_version1.0", "an Outlook message"), ("Contents", "without a workbook in it"),
  ])
  func `other Office files are refused by name`(stream: String, detail: String) {
    let bytes = CompoundFileBuilder(streams: [(stream, [1, 2, 3])]).build()
    let error = refusal(bytes)
    #expect(error?.code == .unsupported)
    #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
  }

  @Test func `a sheet that is not where it should be is a fault with its name`() throws {
    var builder = XLSBuilder()
    builder.sheets = [.init(name: "甲", records: [XLSBuilder.cell(0xfd, 4, 0, [9, 0, 0, 0])])]
    let error = refusal(builder.build())
    #expect(error?.location.sheet == "甲")
    #expect(error?.location.line == 5)
    #expect(error?.detail.contains("a text that is not there") == true)
    builder.sheets[0].records = [XLSBuilder.label(0, 256, "x")]
    #expect(refusal(builder.build())?.detail.contains("beyond the last column IV") == true)
  }

  @Test func `sheets that overlap are a fault`() throws {
    var builder = XLSBuilder()
    builder.sheets = [.init(name: "a", records: [XLSBuilder.label(0, 0, "x")]), .init(name: "b")]
    var stream = builder.stream()
    let places = stream.indices.dropLast(4).filter {
      stream[$0] == 0x85 && stream[$0 + 1] == 0 && stream[$0 + 3] == 0
    }
    #expect(places.count == 2)
    stream.replaceSubrange(
      places[1] + 4..<places[1] + 8, with: stream[places[0] + 4..<places[0] + 8])
    #expect(refusal(stream)?.detail.contains("overlap") == true)
  }

  @Test(arguments: 0..<1_500)
  func `a broken workbook never crashes`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var builder = XLSBuilder()
    builder.formats = [0, 14, 164]
    builder.customFormats = [(164, "000000")]
    builder.sharedTexts = XLSBuilder.sharedTexts(["标题", "abc"], cutBy: &random)
    builder.sheets = [
      .init(
        name: "甲",
        records: [
          XLSBuilder.cell(0xfd, 0, 0, [0, 0, 0, 0]), XLSBuilder.number(0, 1, 43286, format: 1),
          XLSBuilder.formula(0, 2, [0, 0, 0, 0, 0, 0, 0xff, 0xff]),
          XLSBuilder.record(0x207, XLSBuilder.text("公式")),
          XLSBuilder.record(0xbd, [1, 0, 0, 0, 0, 0, 1, 2, 3, 4, 2, 0, 1, 2, 3, 4, 1, 0]),
          XLSBuilder.record(0xe5, [1, 0] + [0, 0, 0, 0, 0, 0, 3, 0]),
        ]), .init(name: "乙", records: [XLSBuilder.label(1, 1, "b"), XLSBuilder.label(0, 0, "a")]),
    ]
    var bytes = seed % 2 == 0 ? builder.build() : builder.stream()
    for _ in 0..<Int.random(in: 1..<8, using: &random) {
      let at = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[at] = .random(in: 0...255, using: &random)
      case 1: bytes[at] = [0, 1, 0xff, 0xfe, 0x3c].randomElement(using: &random) ?? 0
      case 2: bytes.remove(at: at)
      default: bytes.insert(.random(in: 0...255, using: &random), at: at)
      }
    }
    if seed % 7 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
    do {
      let source = try TabularSource.open(bytes: bytes, path: "a")
      _ = try readAll(source)
      for sheet in source.sheets.indices { _ = try source.mergedRanges(sheet: sheet) }
    } catch { #expect(error is StorageError) }
  }
}
