import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

@Suite struct HTMLTableTests {
  private func read(_ bytes: [UInt8]) throws -> (source: TabularSource, rows: [ReadRow]) {
    let folder = try TemporaryFolder()
    let path = folder.file("导出.xls")
    try FileSystem.write(path, bytes.span)
    return try readAll(path)
  }

  private static let page = """
    <html xmlns:x="urn:schemas-microsoft-com:office:excel">
    <head><meta charset="gb2312"><style>td { color: "<td>"; }</style>
    <!--[if gte mso 9]><xml><x:Name>a > b</x:Name></xml><![endif]--></head>
    <body><TABLE border=1>
    <tr><th colspan=3>六月　工单 清单</th></tr>
    <tr><td>编号<td title="a>b">内容</td><td>来源&nbsp;</td>
    <tr><td rowspan='2'>TZ1</td><td>路灯&lt;不亮&gt;<br>
      已 有
      三天&#x1F600;&#33;&unknown;</td><td>&nbsp;</td></tr>
    <tr><td>第二行<table><tr><td>内</td><td>表</td></tr></table></td><td>12345</td></tr>
    <tr><td></td></tr>
    <tr><td>末</td></tr></TABLE></body></html>
    """

  private static let expected = [
    ReadRow(line: 5, cells: ["六月　工单 清单"]),
    ReadRow(line: 6, cells: ["编号", "内容", "来源\u{a0}"]),
    ReadRow(line: 7, cells: ["TZ1", "路灯<不亮>\n已 有 三天😀!&unknown;"]),
    ReadRow(line: 10, cells: ["", "第二行内 表", "12345"]),
    ReadRow(line: 12, cells: ["末"]),
  ]

  @Test func `a page named xls is read as its table`() throws {
    let read = try read(Array(Self.page.utf8))
    #expect(read.source.format == .htmlTable)
    #expect(read.rows == Self.expected)
  }

  @Test func `in GB18030 too`() throws {
    var bytes: [UInt8] = []
    GB18030.encode(Array(Self.page.utf8).span, to: &bytes)
    let read = try read(bytes)
    #expect(read.source.encoding == "gb18030")
    #expect(read.rows == Self.expected)
  }

  @Test(arguments: [
    "<table><tr><td", "<table><tr><td>a<td colspan=99999999999>b", "<table><!-- <tr>",
    "<table><script><tr>", "<table></table></table></tr></td><tr><td>x", "<table><tr><td a=\"><b>",
    "<table><tr><td rowspan=9223372036854775807>a<tr><td>b", "<table>&#99999999;&#xffffffffff;",
  ])
  func `a broken page never crashes`(text: String) throws {
    _ = try read(Array(text.utf8))
  }
}
