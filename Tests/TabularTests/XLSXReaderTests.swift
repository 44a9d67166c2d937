import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

@Suite struct XLSXReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A workbook of one sheet, by its parts.
  private static func workbook(
    sheet: String, strings: String = "", formats: String = "", custom: String = "",
    properties: String = "", prefix: String = ""
  ) -> [UInt8] {
    var zip = ZipWriter()
    func part(_ name: String, _ text: String) { zip.add(name, Array(text.utf8)) }
    part("[Content_Types].xml", "<Types/>")
    part(
      "xl/workbook.xml",
      "<?xml version=\"1.0\"?><\(prefix)workbook xmlns:r=\"r\">\(properties)<\(prefix)sheets>"
        + "<\(prefix)sheet name=\"图\" sheetId=\"2\" r:id=\"rId9\"/>"
        + "<\(prefix)sheet name=\"六月&amp;七月\" sheetId=\"1\" r:id=\"rId1\"/>"
        + "</\(prefix)sheets></\(prefix)workbook>")
    part(
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='/xl/worksheets/s.xml'/>"
        + "<Relationship Id=\"rId2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        + "<Relationship Id=\"rId9\" Type=\"x/chartsheet\" Target=\"chartsheets/c.xml\"/>"
        + "<Relationship Id=\"rId3\" Type=\"x/styles\" Target=\"./styles.xml\"/></Relationships>")
    part("xl/sharedStrings.xml", "<sst>\(strings)</sst>")
    part(
      "xl/styles.xml",
      "<styleSheet><numFmts>\(custom)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        + "<cellXfs>\(formats)</cellXfs></styleSheet>")
    part("xl/worksheets/s.xml", sheet)
    return zip.finish()
  }

  private func read(_ bytes: [UInt8]) throws -> (source: TabularSource, rows: [ReadRow]) {
    let path = folder.file("a.xlsx")
    try FileSystem.write(path, bytes.span)
    return try readAll(path)
  }

  @Test func `cells of every kind are read as they are meant`() throws {
    let bytes = Self.workbook(
      sheet: """
        <?xml version="1.0"?>
        <!-- a > comment --><worksheet><dimension ref="A1"/><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/><c r="C1" s="0"/></row>
        <row r="2"/>
        <row r="4" spans="1:9"><c r="A4" t="s"><v>1</v></c><c r="C4" t="inlineStr"><is><r><t>行</t></r>\
        <r><t xml:space="preserve"> 内</t></r><rPh><t>hang</t></rPh></is></c>\
        <c r="D4" t="b"><v>1</v></c><c t="b" r="E4"><v>0</v></c><c r="F4" t="e"><v>#N/A</v></c>\
        <c r="G4" t="str"><f>A1&amp;"&gt;"</f><v>x&lt;_x000D_&#10;y</v></c><c r="H4"><f>1+1</f><v>2</v></c></row>
        <row><c><v>7</v></c><c t="str"><v>99</v></c><c t="d"><v>2018-07-05T09:03:00</v></c></row>
        <row r="6"><c r="B6" t="s"><v>2</v></c><c r="D6"><v></v></c><c r="E6" t="s"><v>3</v></c></row>
        </sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>
        """,
      strings: "<si><t>标题</t></si><si><r><t>富</t></r><r><t>文本</t></r><rPh><t>no</t></rPh></si>"
        + "<si><t><![CDATA[a<b>]]></t></si><si/>")
    let read = try read(bytes)
    #expect(read.source.format == .xlsx)
    #expect(read.source.sheets == ["六月&七月"])
    #expect(
      read.rows == [
        ReadRow(line: 1, cells: ["标题"]),
        ReadRow(
          line: 4, cells: ["富文本", "", "行 内", "TRUE", "FALSE", "#N/A", "x<\r\ny", "2"]),
        ReadRow(line: 5, cells: ["7", "99", "2018-07-05T09:03:00"]),
        ReadRow(line: 6, cells: ["", "a<b>"]),
      ])
    #expect(try read.source.mergedRanges(sheet: 0).map(\.description) == ["A1:C1"])
    var originals: [String] = []
    try read.source.readRows { block in
      originals += (0..<block.rowCount).map {
        String(decoding: block.originalBytes(of: $0), as: UTF8.self)
      }
    }
    #expect(originals[1] == "富文本,,行 内,TRUE,FALSE,#N/A,\"x<\r\ny\",2")
  }

  @Test(arguments: [
    // builtIn or custom format, value, text in the 1900 system
    ("14", "43286.376388888886", "2018-07-05 09:02:00"), ("22", "43286", "2018-07-05 00:00:00"),
    ("14", "60", "1900-02-29 no"), ("14", "59", "1900-02-28 00:00:00"),
    ("14", "61", "1900-03-01 00:00:00"), ("14", "1", "1900-01-01 00:00:00"),
    ("20", "0.375", "09:00:00"), ("14", "2958465.99999999", "2958465.99999999"),
    ("14", "-1", "-1"), ("58", "43286", "2018-07-05 00:00:00"), ("46", "1.5", "36:00:00"),
    ("0", "1.39E+10", "13900000000"), ("0", "3.2120219900101101E+17", "321202199001011000"),
    ("0", "0.10000000000000001", "0.1"), ("0", "1E-7", "0.0000001"), ("0", "-2.50", "-2.5"),
    ("0", "12345678901234567890", "12345678901234567000"), ("2", "0012", "0012"),
    ("9", "0.5", "0.5"), ("0", "abc", "abc"), ("0", "", ""),
    ("yyyy\\-mm\\-dd", "43286", "2018-07-05 00:00:00"),
    ("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "43286", "2018-07-05 00:00:00"),
    ("[$-804]aaaa", "43286", "43286"),
    ("[DBNum1][$-804]m&quot;月&quot;", "43286", "2018-07-05 00:00:00"),
    ("[h]:mm:ss", "1.00001157407407", "24:00:01"), ("General", "43286", "43286"),
    ("#,##0.00 &quot;days&quot;", "43286.5", "43286.5"), ("000000", "123", "000123"),
    ("0_);[Red]\\(0\\)", "-5", "-5"), ("[Red]0", "5", "5"), ("G/通用格式", "12", "12"),
  ])
  func `numbers are shown as their formats mean them`(format: String, value: String, text: String)
    throws
  {
    let id = format.count > 2 ? 200 : Int(format) ?? 0
    let custom = id == 200 ? "<numFmt numFmtId=\"200\" formatCode=\"\(format)\"/>" : ""
    let bytes = Self.workbook(
      sheet: "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(value)</v></c>"
        + "<c r=\"B1\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></worksheet>",
      formats: "<xf numFmtId=\"0\"/><xf numFmtId=\"\(id)\"/>", custom: custom)
    // Day 60 is a day that never was; it is shown as the one before the next.
    let expected = text == "1900-02-29 no" ? "1900-02-28 00:00:00" : text
    #expect(try read(bytes).rows.first?.cells == [expected, "x"])
  }

  @Test func `days may count from 1904, and elements may have prefixes`() throws {
    let bytes = Self.workbook(
      sheet: "<x:worksheet><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" s=\"0\"><x:v>41824</x:v></x:c>"
        + "</x:row></x:sheetData></x:worksheet>",
      formats: "<xf numFmtId=\"14\"/>", properties: "<x:workbookPr date1904=\"1\"/>", prefix: "x:")
    #expect(try read(bytes).rows.map(\.cells) == [["2018-07-05 00:00:00"]])
  }

  @Test func `parts may be named with backslashes and in another case`() throws {
    var zip = ZipWriter()
    let parts = [
      ("xl\\workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"r\"/></sheets></workbook>"),
      (
        "xl\\_rels\\workbook.xml.rels",
        "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"Sheet1.xml\"/>"
          + "</Relationships>"
      ),
      (
        "xl\\sheet1.xml", "<worksheet><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>"
      ),
    ]
    for (name, text) in parts { zip.add(name, Array(text.utf8)) }
    #expect(try read(zip.finish()).rows == [ReadRow(line: 1, cells: ["7"])])
  }

  @Test func `a workbook inside a zip or gzip file is found`() throws {
    var writer = XLSXWriter()
    writer.beginSheet(WorkbookSheet(name: "a", columns: [.init("编号")]))
    writer.append(["007"])
    let bytes = writer.finish()
    var zip = ZipWriter()
    zip.add("导出.xlsx", bytes)
    let expected = [ReadRow(line: 1, cells: ["编号"]), ReadRow(line: 2, cells: ["007"])]
    #expect(try read(bytes).rows == expected)
    #expect(try read(zip.finish()).rows == expected)
    #expect(try read(Deflate.compress(bytes.span, wrapper: .gzip)).rows == expected)
  }

  @Test func `what we write we read back`() throws {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "<", "&", "\"", "路灯", "\n", "\r", "\t", " ", "_x0041_", "_", "\u{1}", "😀", "=1", "]]>",
    ]
    var writer = XLSXWriter()
    var expected: [ReadRow] = []
    var sheet = WorkbookSheet(name: "数据", columns: [.init("甲"), .init("乙", style: .wrapped)])
    sheet.title = "标题"
    writer.beginSheet(sheet)
    for row in 0..<400 {
      let cells = (0..<2).map { _ in
        (0..<Int.random(in: 1..<6, using: &random))
          .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
      writer.append(cells)
      expected.append(ReadRow(line: row + 3, cells: cells))
    }
    let read = try read(writer.finish())
    #expect(Array(read.rows.dropFirst(2)) == expected)
    #expect(try read.source.mergedRanges(sheet: 0).map(\.description) == ["A1:B1"])
  }

  @Test func `long lists of allowed values stand in a hidden sheet`() throws {
    let units = (0..<80).map { "第\($0)责任单位" }
    var writer = XLSXWriter()
    writer.beginSheet(
      WorkbookSheet(
        name: "下拉选项", columns: [.init("单位", allowed: units), .init("动作", allowed: ["签收"])])
    )
    writer.append(["", ""])
    writer.beginSheet(WorkbookSheet(name: "乙", columns: [.init("单位", allowed: units)]))
    let bytes = writer.finish()
    let read = try read(bytes)
    #expect(read.source.sheets == ["下拉选项 (2)", "乙", "下拉选项"])
    #expect(read.source.isSheetHidden == [false, false, true])
    #expect(read.rows.last == ReadRow(line: 80, cells: ["第79责任单位"]))
    let archive = try ZipArchive(bytes: bytes, path: "a")
    let sheet = String(
      decoding: try archive.read(archive.members[1], limit: 1 << 20), as: UTF8.self)
    #expect(sheet.contains("<formula1>'下拉选项'!$A$1:$A$80</formula1>"))
  }

  @Test(arguments: [
    ("<row r=\"4\"><c t=\"s\"><v>7</v></c></row>", "shared text that is not there"),
    ("<row r=\"1048577\"><c><v>1</v></c></row>", "last row 1048576"),
    ("<row><c r=\"XFE1\"><v>1</v></c></row>", "last column XFD"),
  ])
  func `what lies outside the sheet or its texts is refused`(row: String, detail: String) throws {
    let bytes = Self.workbook(
      sheet: "<worksheet><sheetData>\(row)</sheetData></worksheet>", strings: "<si><t>a</t></si>")
    let error = #expect(throws: StorageError.self) { try read(bytes) }
    #expect(error?.detail.contains(detail) == true)
  }

  @Test(arguments: 0..<400)
  func `a broken workbook never crashes`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var sheet = Array(
      ("<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>"
        + "43286.5</v></c><c r=\"XFD1\" t=\"inlineStr\"><is><t>a&amp;b&#20013;<![CDATA[x]]></t></is>"
        + "</c></row><!-- c --><row r=\"2\"><c r=\"A2\"/></row></sheetData></worksheet>").utf8)
    let alphabet = Array("<>/\"'&;![]-= x1".utf8)
    for _ in 0..<Int.random(in: 1..<8, using: &random) {
      let at = Int.random(in: sheet.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: sheet[at] = alphabet.randomElement(using: &random) ?? 0
      case 1: sheet.remove(at: at)
      default: sheet.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
      }
    }
    if seed % 5 == 0 { sheet.removeLast(Int.random(in: 0..<sheet.count, using: &random)) }
    let bytes = Self.workbook(
      sheet: String(decoding: sheet, as: UTF8.self), strings: "<si><t>标题</t></si>",
      formats: "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>")
    do {
      _ = try read(bytes)
    } catch { #expect(error is StorageError) }
  }

  @Test func `cells with formulas are told from typed ones`() throws {
    let bytes = Self.workbook(
      sheet: """
        <worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>=A1</t></is></c><c r="C2" t="str"><f t="shared" si="0"/>\
        <v>x</v></c></row></sheetData></worksheet>
        """)
    let (source, rows) = try read(bytes)
    #expect(rows.map(\.cells) == [["1", "2"], ["=A1", "", "x"]])
    #expect(try source.formulaCells(sheet: 0) == ["B1", "C2"])
    #expect(try source.formulaCells(sheet: 0, limit: 1).count == 1)
  }

  @Test func `a sheet may be left before its end`() throws {
    // Far more follows the rows than is read ahead.
    let merged = (1...100_000).map { "<mergeCell ref=\"A\($0):XFD\($0)\"/>" }.joined()
    let bytes = Self.workbook(
      sheet:
        "<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>2</v></c></row></sheetData>"
        + "<mergeCells>\(merged)</mergeCells></worksheet>")
    struct Stop: Error {}
    for _ in 0..<20 {
      let source = try TabularSource.open(bytes: bytes, path: "a")
      #expect(try readAll(source).rows.count == 2)
      #expect(throws: Stop.self) { try source.readRows(blockRows: 1) { _ in throw Stop() } }
    }
  }

  @Test func `a document type is refused`() throws {
    let bytes = Self.workbook(
      sheet: "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet/>")
    let error = #expect(throws: StorageError.self) { try read(bytes) }
    #expect(error?.code == .unsupported)
    #expect(error?.location.sheet == "六月&七月")
  }

  @Test(arguments: [
    "<c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>",
    "<c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>",
    "<c r=\"B1\"><f>1</f><v>1</v></c><c r=\"A1\"><f>1</f><v>2</v></c>",
  ])
  func `cells out of order are refused, not shifted`(cells: String) throws {
    let sheet = "<worksheet><sheetData><row r=\"1\">\(cells)</row></sheetData></worksheet>"
    let error = #expect(throws: StorageError.self) { try read(Self.workbook(sheet: sheet)) }
    #expect(error?.detail.contains("not in their order") == true)
    #expect(error?.location.line == 1)
    #expect(error?.location.sheet == "六月&七月")
  }

  @Test func `a cell beyond the last column is refused`() throws {
    let bytes = Self.workbook(
      sheet: "<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>"
        + "</worksheet>")
    #expect(throws: StorageError.self) { try read(bytes) }
  }

  @Test(arguments: [
    ("A1", 0, 0), ("AB12", 11, 27), ("XFD1048576", 1_048_575, 16_383), ("$B$2", 1, 1),
  ])
  func `references are read and written`(text: String, row: Int, column: Int) throws {
    let range = try #require(CellRange(text))
    #expect(
      range == CellRange(firstRow: row, firstColumn: column, lastRow: row, lastColumn: column))
    #expect(CellRange.reference(row: row, column: column) == text.replacing("$", with: ""))
  }

  @Test(arguments: ["", "A", "1", "A0", "ABCD1", "A1048577", "A1:", "é1"])
  func `what is no reference is none`(text: String) {
    #expect(CellRange(text) == nil || text == "A1:")
  }
}

@Suite struct XMLReaderTests {
  /// Gives bytes one by one.
  private final class DrippingStream: ByteStream {
    private var bytes: ArraySlice<UInt8>
    init(_ text: String) { bytes = Array(text.utf8)[...] }
    func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
      if let byte = bytes.popFirst() { output.append(byte) }
    }
  }

  @Test func `boundaries between pieces do not show`() throws {
    let text =
      "<?xml a?><!-- -- > --><a:b c=\"1>2\" x:d='&lt;'>t&amp;\r\nu中<![CDATA[<x>]]]]></a:b><e/>"
    var xml = XMLReader(DrippingStream(text))
    var events: [String] = []
    var content: [UInt8] = []
    loop: while true {
      let token = try xml.next()
      if token != .text && !content.isEmpty {
        events.append(String(decoding: content, as: UTF8.self))
        content = []
      }
      switch token {
      case .start:
        events.append(
          "start \(xml.isNamed("b")) \(xml.string("c") ?? "-") \(xml.string("d") ?? "-")"
            + " \(xml.isEmptyElement)")
      case .end: events.append("end \(xml.isNamed("b"))")
      case .text: xml.appendText(to: &content)
      case .endOfFile: break loop
      }
    }
    #expect(
      events == [
        "start true 1>2 < false", "t&\nu中<x>]]", "end true", "start false - - true",
      ])
  }
}
