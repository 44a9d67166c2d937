import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

@Suite struct XMLSpreadsheetTests {
  private func read(_ bytes: [UInt8]) throws -> (source: TabularSource, rows: [ReadRow]) {
    try readAll(TabularSource.open(bytes: bytes, path: "导出.xls"))
  }

  private static let workbook = """
    <?xml version="1.0"?>
    <?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="x" \
    xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="s1"><NumberFormat ss:Format="000000"/></Style>
    <Style ss:ID="s2"><NumberFormat ss:Format="Standard"/></Style></Styles>
    <Worksheet ss:Name="工单&amp;清单"><Table ss:ExpandedColumnCount="5">
    <Column ss:Width="80"/>
    <Row><Cell ss:MergeAcross="2" ss:MergeDown="1"><Data ss:Type="String">标题</Data></Cell>\
    <Cell><Data ss:Type="String">右</Data></Cell></Row>
    <Row ss:Span="1"/>
    <Row><Cell ss:StyleID="s1"><Data ss:Type="Number">12</Data></Cell>\
    <Cell ss:StyleID="s2"><Data ss:Type="Number">1.39E+10</Data></Cell>\
    <Cell ss:Index="5" ss:Formula="=1"><Data ss:Type="DateTime">2018-07-05T09:03:00.000</Data>\
    <Comment><ss:Data>批注</ss:Data></Comment></Cell></Row>
    <Row ss:Index="9"><Cell><Data ss:Type="Boolean">1</Data></Cell>\
    <Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell/>\
    <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">富<B>文本</B>&#10;行\
    </ss:Data></Cell></Row>
    </Table></Worksheet>
    <Worksheet ss:Name="隐藏"><Table><Row><Cell><Data ss:Type="String">b</Data></Cell></Row></Table>
    <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
    </Workbook>
    """

  @Test func `rows and cells stand where they say or after those before`() throws {
    let read = try read(Array(Self.workbook.utf8))
    #expect(read.source.format == .xmlSpreadsheet)
    #expect(read.source.sheets == ["工单&清单", "隐藏"])
    #expect(read.source.isSheetHidden == [false, true])
    #expect(try read.source.mergedRanges(sheet: 0).map(\.description) == ["A1:C2"])
    #expect(try read.source.mergedRanges(sheet: 1) == [])
    #expect(
      read.rows == [
        ReadRow(line: 1, cells: ["标题", "", "", "右"]),
        ReadRow(line: 4, cells: ["000012", "13900000000", "", "", "2018-07-05T09:03:00.000"]),
        ReadRow(line: 9, cells: ["TRUE", "#N/A", "", "富文本\n行"]),
        ReadRow(line: 1, cells: ["b"]),
      ])
    var sheets: [Int] = []
    try read.source.readRows(blockRows: 2) { sheets.append($0.sheet) }
    #expect(sheets == [0, 0, 1])
  }

  @Test func `in GB18030 too, and bytes of no character cost their row only`() throws {
    var bytes: [UInt8] = []
    GB18030.encode(Array(Self.workbook.utf8).span, to: &bytes)
    #expect(try read(bytes).rows == read(Array(Self.workbook.utf8)).rows)
    var broken = Array(Self.workbook.utf8)
    let place = try #require(broken.indices.first { broken[$0...].starts(with: "富".utf8) })
    broken[place] = 0xff
    let rows = try read(broken).rows
    #expect(rows.map(\.problem) == [.none, .none, .invalidBytes, .none])
  }

  @Test(arguments: [
    ("<Worksheet>", "ends too early"),
    ("<Worksheet><Table><Row><Cell><Data>a", "ends inside a cell"),
    ("<Worksheet><Row>", "ends inside a row"), ("", "no sheet"),
    (
      "<Worksheet><Row><Cell Index=\"2\"><Data>a</Data></Cell><Cell Index=\"1\"><Data>b</Data></Cell>",
      "not in their order"
    ), ("<!DOCTYPE x [<!ENTITY a \"b\">]>", "a document type"),
  ])
  func `a broken workbook is refused with its reason`(text: String, detail: String) throws {
    let start =
      "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
    let error = #expect(throws: StorageError.self) { try read(Array((start + text).utf8)) }
    #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
  }

  @Test func `numbers past any sheet are held, not added up`() throws {
    let many = String(
      repeating: "<Row Index=\"999999999999999999\" Span=\"999999999999999999\"/>", count: 20)
    let cell =
      "<Row><Cell MergeAcross=\"999999999999999999\"><Data>a</Data></Cell><Cell><Data>b</Data></Cell></Row>"
    let text =
      "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
      + "<Worksheet>\(many)\(cell)</Worksheet></Workbook>"
    #expect(try read(Array(text.utf8)).rows.map(\.problem) == [.tooLarge])
  }

  @Test(arguments: 0..<300)
  func `a changed workbook never crashes`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(Self.workbook.utf8)
    for _ in 0..<Int.random(in: 1..<8, using: &random) {
      let at = Int.random(in: 60..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[at] = Array("<>/\"'&;![]-= x1".utf8).randomElement(using: &random) ?? 0
      case 1: bytes.remove(at: at)
      default: bytes.insert(.random(in: 0...255, using: &random), at: at)
      }
    }
    do {
      _ = try read(bytes)
    } catch { #expect(error is StorageError) }
  }
}
