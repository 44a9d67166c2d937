import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

/// Small files whose rows come to far more than the file.
@Suite struct UnfoldingTests {
  private static func workbook(sheet: String, strings: String) -> [UInt8] {
    var zip = ZipWriter()
    func part(_ name: String, _ text: String) { zip.add(name, Array(text.utf8)) }
    part("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"r\"/></sheets></workbook>")
    part(
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"s.xml\"/>"
        + "<Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"t.xml\"/></Relationships>")
    part("xl/t.xml", "<sst>\(strings)</sst>")
    part("xl/s.xml", "<worksheet><sheetData>\(sheet)</sheetData></worksheet>")
    return zip.finish()
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static let bombs: [(name: String, bytes: @Sendable () -> [UInt8])] = [
    (
      "a long shared text in many cells",
      {
        workbook(
          sheet: repeated("<row><c t=\"s\"><v>0</v></c></row>", 20_000),
          strings: "<si><t>\(repeated("长", 300_000))</t></si>")
      }
    ),
    (
      "a long shared text in many cells of one row",
      {
        workbook(
          sheet: "<row>\(repeated("<c t=\"s\"><v>0</v></c>", 300_000))</row>"
            + repeated("<row><c t=\"s\"><v>0</v></c></row>", 20_000),
          strings: "<si><t>\(repeated("长", 3_000_000))</t></si>")
      }
    ),
    (
      "rows with a cell in the last column",
      {
        workbook(
          sheet: repeated("<row><c r=\"XFD1\"><v>1</v></c></row>", 100_000), strings: "")
      }
    ),
    (
      "rows with nothing in the last column",
      { workbook(sheet: repeated("<row><c r=\"XFD1\"/></row>", 100_000), strings: "") }
    ),
    (
      "a legacy workbook's long text in many cells",
      {
        var builder = XLSBuilder()
        let long = [UInt8](repeating: 65, count: 8_000)
        builder.sharedTexts = XLSBuilder.record(
          0xfc, [1, 0, 0, 0, 1, 0, 0, 0, 0xe8, 0xfd, 0] + long)
        for _ in 0..<8 { builder.sharedTexts += XLSBuilder.record(0x3c, [0] + long) }
        let cells = (0..<40_000).flatMap { XLSBuilder.cell(0xfd, $0, 0, [0, 0, 0, 0]) }
        builder.sheets = [.init(name: "a", records: [cells])]
        return builder.build()
      }
    ),
    (
      "wide cells of a page",
      { Array("<table>\(repeated("<tr><td colspan=16384>a", 100_000))</table>".utf8) }
    ),
    (
      "many keys, and one in each object",
      {
        let keys = (0..<16_000).map { "\"k\($0)\":1" }.joined(separator: ",")
        return Array("{\(keys)}\n\(repeated("{\"k0\":1}\n", 100_000))".utf8)
      }
    ),
  ]

  @Test(arguments: bombs.indices)
  func `rows far larger than the file meet a limit`(index: Int) throws {
    let bytes = Self.bombs[index].bytes()
    // A small file: what it may unfold to is 64 MiB, or a thousandfold of it packed.
    var limits = TabularLimits()
    limits.expansion = 20
    let packed = Deflate.compress(bytes.span, level: 9, wrapper: .gzip)
    let error = #expect(throws: StorageError.self) {
      let source = try TabularSource.open(bytes: packed, path: "a", limits: limits)
      var rowCount = 0
      try source.readRows { rowCount += $0.rowCount }
    }
    #expect(error?.code == .limitExceeded, "\(Self.bombs[index].name): \(error?.detail ?? "")")
    #expect(error?.detail.contains("unfold") == true, "\(error?.detail ?? "")")
  }
}
