import Bytes
import TestSupport
import Testing

@testable import Tabular

@Suite struct HostileFilesTests {
  private static let samples: [[UInt8]] = {
    let csv = "编号,内容\r\n1,\"路灯\n不亮\"\r\n2,\"a\"\"b\"\r\n"
    var gb18030: [UInt8] = []
    GB18030.encode(Array(csv.utf8).span, to: &gb18030)
    var workbook = XLSXWriter()
    workbook.beginSheet(WorkbookSheet(name: "甲", title: "标题", columns: [.init("编号")]))
    workbook.append(["1"])
    var legacy = XLSBuilder()
    legacy.sharedTexts = XLSBuilder.sharedTexts(["路灯", "a"])
    legacy.sheets = [
      .init(
        name: "甲",
        records: [XLSBuilder.cell(0xfd, 0, 0, [0, 0, 0, 0]), XLSBuilder.number(1, 1, 2)])
    ]
    var zip = ZipWriter()
    zip.add("a.csv", gb18030)
    let packed = Deflate.compress(gb18030.span, wrapper: .gzip)
    return [
      Array(csv.utf8), gb18030,
      [0xff, 0xfe] + csv.utf16.reduce(into: []) { $0 += [UInt8($1 & 255), UInt8($1 >> 8)] },
      Array("{\"a\":\"\\u4e2d\",\"b\":[1,{\"c\":null}]}\n{\"a\":2}\n".utf8),
      Array("[{\"a\":\"\\\"x\",\"b\":-1.5e3},{}]".utf8),
      Array("<table><tr><td colspan=2>a&amp;<br>b<td>c</table>".utf8), workbook.finish(),
      zip.finish(), packed, legacy.build(), legacy.stream(),
      Array(
        ("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
          + "<Worksheet Name=\"a\"><Row Index=\"2\"><Cell MergeAcross=\"1\"><Data Type=\"Number\">1"
          + "</Data></Cell></Row></Worksheet></Workbook>").utf8),
    ]
  }()

  @Test(arguments: 0..<1_200)
  func `any file is read or refused`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var bytes = Self.samples[seed % Self.samples.count]
    for _ in 0..<Int.random(in: 0..<10, using: &random) {
      let at = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[at] = .random(in: 0...255, using: &random)
      case 1: bytes.insert(.random(in: 0...255, using: &random), at: at)
      case 2: bytes.remove(at: at)
      default: bytes[at] = Array("\"\\{}[]<>&,\n".utf8).randomElement(using: &random) ?? 0
      }
    }
    let folder = try TemporaryFolder()
    let path = folder.file("a")
    try FileSystem.write(path, bytes.span)
    do {
      let source = try TabularSource.open(path: path)
      try source.readRows(blockRows: 2) { block in
        for row in 0..<block.rowCount {
          _ = block.originalBytes(of: row)
          for text in block.texts(row: row) {
            #expect(!text.utf8.contains(0xff))
          }
        }
      }
    } catch let error as StorageError {
      #expect(error.location.path == path)
    }
  }
}
