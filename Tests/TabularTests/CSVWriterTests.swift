import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

@Suite struct CSVWriterTests {
  private func write(
    _ rows: [[String]], encoding: TextEncoding = .utf8, ending: CSVWriter.LineEnding = .lf,
    guarding: CSVWriter.FormulaGuard = .none
  ) -> [UInt8] {
    var writer = CSVWriter(
      textEncoding: encoding, lineEnding: ending, formulaGuard: guarding)
    for row in rows { writer.append(row) }
    return writer.takeBytes()
  }

  @Test(arguments: [
    ([[""]], "\"\"\n"), ([[]], "\"\"\n"), ([["", ""]], ",\n"),
    ([["a", "b,c", "d\"e", "f\ng", "h\r"]], "a,\"b,c\",\"d\"\"e\",\"f\ng\",\"h\r\"\n"),
    ([[" a", "b ", " "]], "\" a\",\"b \",\" \"\n"),
    ([["a"], ["", "b"]], "a\n,b\n"),
  ])
  func `fields are quoted where they must`(rows: [[String]], expected: String) {
    #expect(String(decoding: write(rows), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+86", "'+86"), ("-1", "'-1"), ("@a", "'@a"), ("\ta", "'\ta"),
    ("\ra", "\"'\ra\""), ("a=1", "a=1"), ("", "\"\""), ("'=1", "'=1"), ("＝1", "'＝1"),
    ("\n=1", "\"'\n=1\""),
  ])
  func `formulas are defused`(text: String, expected: String) {
    #expect(
      String(decoding: write([[text]], guarding: .apostrophe), as: UTF8.self) == expected + "\n")
  }

  @Test func `encodings and line ends are as asked for`() {
    #expect(
      write([["中", "😀"]], encoding: .utf8BOM, ending: .crlf)
        == [0xef, 0xbb, 0xbf] + Array("中,😀\r\n".utf8))
    #expect(
      write([["中", "😀"]], encoding: .gb18030, ending: .crlf)
        == [0xd6, 0xd0, 0x2c, 0x94, 0x39, 0xfc, 0x36, 0x0d, 0x0a])
  }

  @Test(arguments: TextEncoding.allCases)
  func `what is written is read back`(encoding: TextEncoding) throws {
    var random = SeededGenerator(seed: 11)
    let pieces = ["\"", ",", "\n", "\r\n", "路灯不亮", "a", " ", "😀", "㐀", "\t", ";", "'", ""]
    var rows: [[String]] = [["编号", "内容", "时间"]]
    for _ in 0..<500 {
      rows.append(
        (0..<3).map { _ in
          (0..<Int.random(in: 0..<6, using: &random))
            .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        })
    }
    let folder = try TemporaryFolder()
    let path = folder.file("a.csv")
    try FileSystem.write(path, write(rows, encoding: encoding, ending: .crlf).span)
    let read = try readAll(path)
    #expect(read.source.encoding == encoding.rawValue)
    #expect(read.rows.map(\.cells) == rows)
    #expect(read.rows.allSatisfy { $0.problem == .none })
  }
}
