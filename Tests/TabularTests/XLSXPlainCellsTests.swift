import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

/// Cells and texts that are read without tokens give what tokens give.
@Suite struct XLSXPlainCellsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    sheet: String, strings: String = "", limits: TabularLimits = .default
  ) throws -> [ReadRow] {
    var zip = ZipWriter()
    func part(_ name: String, _ text: String) { zip.add(name, Array(text.utf8), level: 1) }
    part("[Content_Types].xml", "<Types/>")
    part(
      "xl/workbook.xml",
      "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
    part(
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/s.xml'/>"
        + "<Relationship Id=\"rId2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        + "<Relationship Id=\"rId3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>")
    part("xl/sharedStrings.xml", "<sst>\(strings)</sst>")
    part(
      "xl/styles.xml",
      "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"46\"/>"
        + "</cellXfs></styleSheet>")
    part("xl/worksheets/s.xml", "<worksheet><sheetData>\(sheet)</sheetData></worksheet>")
    let path = folder.file("a.xlsx")
    try FileSystem.write(path, zip.finish().span)
    return try readAll(path, limits: limits).rows
  }

  private static let texts = [
    "", "路灯不亮", "a&amp;b", "&#20013;&lt;", "x_x000D_y", "_", "两\r\n行", "两\n行", "  前后  ",
    String(repeating: "很长的内容，", count: 30), "=1+1", "😀", "]]>", "a>b\"c'",
  ]
  private static let numbers = [
    "", "0", "7", "-7", "007", "0.5", "-0.5", "00.5", ".5", "5.", "1.50", "-0", "1E-7", "1.39E+10",
    "115.412334", "45658.00119212963", "45658.001192129632", "3.2120219900101101E+17", "12 ", "abc",
    "999999999999999", "1234567890123456", "99999999999999999999", "1e400", "60", "2958466", "--1",
    "1.2.3", "0.000000000000001", "123456789.012345678",
  ]

  /// A cell as plain readers know it, and the same with what only tokens are for.
  private static func cell(row: Int, column: Int, _ random: inout SeededGenerator)
    -> (plain: String, other: String)
  {
    var attributes: [String] = []
    if Int.random(in: 0..<9, using: &random) > 0 {
      attributes.append("r=\"\(CellRange.reference(row: row, column: column))\"")
    }
    if Bool.random(using: &random) {
      attributes.append("s=\"\(Int.random(in: 0..<4, using: &random))\"")
    }
    let number = numbers.randomElement(using: &random) ?? ""
    let text = texts.randomElement(using: &random) ?? ""
    var content = "<v>\(number)</v>"
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      attributes.append("t=\"s\"")
      content = "<v>\(Int.random(in: 0..<50, using: &random))</v>"
    case 1, 2:
      attributes.append("t=\"inlineStr\"")
      let mark = Bool.random(using: &random) ? " xml:space=\"preserve\"" : ""
      content = "<is><t\(mark)>\(text)</t></is>"
    case 3:
      attributes.append("t=\"\(["str", "e", "d"].randomElement(using: &random) ?? "")\"")
      content = "<v>\(text)</v>"
    case 4:
      attributes.append("t=\"b\"")
      content = "<v>\(["0", "1", "true", ""].randomElement(using: &random) ?? "")</v>"
    case 5: attributes.append("t=\"n\"")
    case 6: content = ""
    default: break
    }
    attributes.shuffle(using: &random)
    let tag = (["<c"] + attributes).joined(separator: " ")
    if content.isEmpty { return ("\(tag)/>", "\(tag) />") }
    let quotes = tag.replacing("\"", with: "'")
    let others = [
      "\(tag) >\(content)</c>", "\(quotes)>\(content)</c>", "\(tag) ph=\"1\">\(content)</c>",
      "\(tag)><f>A1</f>\(content)</c>", "\(tag)><!-- < -->\(content)</c>",
    ]
    return ("\(tag)>\(content)</c>", others.randomElement(using: &random) ?? "")
  }

  @Test(arguments: 0..<12)
  func `plain cells and others give the same rows`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var (plain, other, mixed) = ("", "", "")
    // Past the size of a piece, so that cells are cut where they may be.
    for row in 0..<(seed < 2 ? 3_000 : 250) {
      let start = "<row r=\"\(row + 1)\" spans=\"1:9\">"
      plain += start
      other += start
      mixed += start
      for column in 0..<9 where Int.random(in: 0..<5, using: &random) > 0 {
        let cell = Self.cell(row: row, column: column, &random)
        plain += cell.plain
        other += cell.other
        mixed += Bool.random(using: &random) ? cell.plain : cell.other
      }
      plain += "</row>"
      other += "</row>"
      mixed += "</row>\n"
    }
    let strings = (0..<50).map { "<si><t>\(Self.texts[$0 % Self.texts.count])</t></si>" }.joined()
    let expected = try read(sheet: other, strings: strings)
    #expect(expected.count > 150)
    #expect(try read(sheet: plain, strings: strings) == expected)
    #expect(try read(sheet: mixed, strings: strings) == expected)
  }

  @Test(arguments: 0..<4)
  func `plain texts and others give the same texts`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 77)
    var (plain, other, mixed, sheet) = ("", "", "", "")
    for index in 0..<(seed == 0 ? 6_000 : 500) {
      let text = Self.texts.randomElement(using: &random) ?? ""
      let item = "<si><t>\(text)</t></si>"
      let others = [
        "<si ><t>\(text)</t></si>", "<si><t>\(text)</t><phoneticPr fontId=\"1\"/></si>",
        "<si><r><t>\(text)</t></r><rPh sb=\"0\"><t>no</t></rPh></si>",
        "<si><t xml:space='preserve'>\(text)</t>\n</si>",
      ]
      let otherItem = others.randomElement(using: &random) ?? ""
      plain += item
      other += otherItem
      mixed += Bool.random(using: &random) ? item : otherItem
      sheet += "<row><c t=\"str\"><v>\(index)</v></c><c t=\"s\"><v>\(index)</v></c></row>"
    }
    let expected = try read(sheet: sheet, strings: other)
    #expect(expected.count == (seed == 0 ? 6_000 : 500))
    #expect(try read(sheet: sheet, strings: plain) == expected)
    #expect(try read(sheet: sheet, strings: mixed) == expected)
  }

  @Test func `a row that is too large costs itself only`() throws {
    var limits = TabularLimits()
    limits.columns = 6
    limits.rowBytes = 3_000
    let end = String(repeating: " ", count: 200)
    let cell = "<c><v>1</v></c>"
    let long = "<c t=\"s\"><v>0</v></c>"
    let sheet =
      "<row><c><v>1</v></c></row><row>\(String(repeating: cell, count: 9))</row>"
      + "<row><c r=\"Z3\"><v>1</v></c></row><row>\(String(repeating: long, count: 5))</row>"
      + "<row><c r=\"B5\"><v>2</v></c></row>\(end)"
    let strings = "<si><t>\(String(repeating: "x", count: 1_000))</t></si>"
    #expect(
      try read(sheet: sheet, strings: strings, limits: limits) == [
        ReadRow(line: 1, cells: ["1"]), ReadRow(line: 2, cells: [], problem: .tooLarge),
        ReadRow(line: 3, cells: [], problem: .tooLarge),
        ReadRow(line: 4, cells: [], problem: .tooLarge), ReadRow(line: 5, cells: ["", "2"]),
      ])
  }

  @Test func `a cell without end is refused, not held`() throws {
    var limits = TabularLimits()
    limits.rowBytes = 1 << 20
    let text = String(repeating: "x", count: 3 << 20)
    let error = #expect(throws: StorageError.self) {
      try read(sheet: "<row><c t=\"str\"><v>\(text)</v></c></row>", limits: limits)
    }
    #expect(error?.code == .limitExceeded)
    let other = #expect(throws: StorageError.self) {
      try read(sheet: "<row/>", strings: "<si><t>\(text)</t></si>", limits: limits)
    }
    #expect(other?.code == .limitExceeded)
  }

  @Test func `numbers are read as the library reads them`() {
    var random = SeededGenerator(seed: 12)
    var texts = Self.numbers
    for _ in 0..<20_000 {
      let whole = String(UInt64.random(in: 0...UInt64.max, using: &random)).prefix(
        Int.random(in: 1...19, using: &random))
      let fraction = String(UInt64.random(in: 0...UInt64.max, using: &random)).prefix(
        Int.random(in: 0...19, using: &random))
      let sign = Bool.random(using: &random) ? "-" : ""
      texts.append(sign + whole + (fraction.isEmpty ? "" : "." + fraction))
    }
    for text in texts {
      let read = Array(text.utf8).withUnsafeBufferPointer { Double(decimal: $0) }
      #expect(read?.bitPattern == Double(text)?.bitPattern, "\(text)")
    }
  }

  @Test func `numbers that are left as they are would be written so`() {
    var random = SeededGenerator(seed: 13)
    for _ in 0..<20_000 {
      let whole = String(Int.random(in: 0..<1_000_000, using: &random)).prefix(
        Int.random(in: 1...6, using: &random))
      let fraction = String(Int.random(in: 0..<1_000_000_000, using: &random)).prefix(
        Int.random(in: 0...9, using: &random))
      let sign = Bool.random(using: &random) ? "-" : ""
      let text = sign + whole + (fraction.isEmpty ? "" : "." + fraction)
      var (found, slow): ([UInt8], [UInt8]) = ([], [])
      Array(text.utf8).withUnsafeBufferPointer {
        CellNumberFormat.number.append($0, isFrom1904: false, to: &found)
      }
      // Whole numbers stay as they are, with leading zeros too.
      if fraction.isEmpty && sign.isEmpty {
        slow = Array(text.utf8)
      } else if let value = Double(text) {
        slow = Array(CellNumberFormat.plain(value).utf8)
      }
      #expect(found == slow, "\(text)")
    }
  }
}
