import Bytes
import TestSupport
import Testing

@testable import Tabular

@Suite struct XLSXWriterTests {
  private static func sample() -> [UInt8] {
    var sheet = WorkbookSheet(
      name: "新交办", title: "城市管理局 交办单",
      columns: [
        .init("交办编号", width: 18), .init("诉求内容", width: 60, style: .wrapped),
        .init("件次", width: 8, style: .number),
        .init("动作", style: .input, allowed: ["签收", "退单", "办结"]),
        .init("办理情况", width: 40, style: .wrappedInput),
      ])
    sheet.pageHeader = "内部使用·严禁外传 A&B"
    var writer = XLSXWriter()
    writer.beginSheet(sheet)
    writer.append(["TZ20261122000017X", "第一行\n=SUM(A1) <b>&\"_x0041_\u{1}\t 末", "", "", ""])
    writer.append(cells: [.text("00123"), .text("=1+1"), .integer(12), .empty, .text(" x ")])
    writer.append(cells: [.date(20_779), .dateTime(1_795_311_900_000_000), .number(1.5)])
    writer.beginSheet(WorkbookSheet(name: "新交办", columns: [.init("说明")]))
    writer.append([String(repeating: "长", count: 40_000)])
    return writer.finish()
  }

  @Test func `the same calls give the same bytes`() {
    #expect(Self.sample() == Self.sample())
  }

  @Test(arguments: [
    ("a/b:c*d?[e]\\f", "a_b_c_d__e__f"), ("", "Sheet"), ("'x'", "x"), ("history", "history (2)"),
    ("Taken", "Taken (2)"),
    (String(repeating: "长", count: 40), String(repeating: "长", count: 31)),
    (String(repeating: "😀", count: 40), String(repeating: "😀", count: 15)),
  ])
  func `sheet names are mended`(name: String, expected: String) {
    #expect(XLSXWriter.sheetName(name, taken: ["taken"]) == expected)
  }

  @Test func `members are those of a workbook`() throws {
    let archive = try ZipArchive(bytes: Self.sample(), path: "x.xlsx")
    #expect(
      archive.members.map(\.name) == [
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml",
        "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
      ])
    for member in archive.members { _ = try archive.read(member, limit: 1 << 20) }
  }

  @Test func `a sheet of many pieces comes back whole`() throws {
    var writer = XLSXWriter()
    writer.beginSheet(WorkbookSheet(name: "a", columns: [.init("x"), .init("y")]))
    for row in 0..<300_000 { writer.append(["第\(row)行", "文字"]) }
    let bytes = writer.finish()
    let archive = try ZipArchive(bytes: bytes, path: "x.xlsx")
    let sheet = try archive.read(archive.members[0], limit: 1 << 30)
    #expect(String(decoding: sheet.suffix(12), as: UTF8.self) == "</worksheet>")
    #expect(String(decoding: sheet, as: UTF8.self).contains("第299999行"))
  }
}
