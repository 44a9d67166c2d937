import Columns
import TestSupport
import Testing

@testable import Tabular

/// The text of one row, as somebody mends it.
@Suite struct RowTextTests {
  private static let header = ["编号", "内容", "备注"]

  private func cells(_ text: String, _ format: TabularFormat, _ delimiter: Character = ",")
    -> [String]?
  {
    RowText.cells(
      of: text, format: format, delimiter: delimiter.asciiValue ?? 44, header: Self.header)
  }

  @Test(arguments: [
    ("a,b,c", ["a", "b", "c"]), ("a,\"b,\n\"\"c\"\"\",d", ["a", "b,\n\"c\"", "d"]),
    ("a,b,c\n", ["a", "b", "c"]), ("=1,'x,", ["=1", "'x", ""]), ("a\tb", ["a\tb"]),
  ])
  func `a line gives its cells`(text: String, expected: [String]) {
    #expect(cells(text, .delimited) == expected)
    #expect(cells(text, .xlsx) == expected)
  }

  @Test(arguments: ["", "a,b\nc,d", "a,\"b", "\n\n"])
  func `what is not one row is none`(text: String) {
    #expect(cells(text, .delimited) == nil)
  }

  @Test func `other delimiters, objects and rows of tables are read as in files`() {
    #expect(cells("a\tb,c", .delimited, "\t") == ["a", "b,c"])
    #expect(cells("{\"备注\": \"z\",\n \"编号\": \"7\", \"别的\": 1}", .jsonLines) == ["7", "", "z"])
    #expect(cells("{\"编号\": \"7\"", .jsonArray) == nil)
    #expect(cells("{\"编号\": \"7\"}, {\"编号\": \"8\"}", .jsonArray) == nil)
    #expect(cells("<tr><td>a</td><td>b&lt;c</td></tr>", .htmlTable) == ["a", "b<c"])
  }

  @Test func `bytes become text by their file's encoding`() {
    let text = "编号,路灯𠮷"
    var bytes: [UInt8] = []
    GB18030.encode(Array(text.utf8).span, to: &bytes)
    #expect(RowText.string(of: bytes, encoding: "gb18030") == text)
    #expect(RowText.string(of: Array(text.utf8), encoding: "utf-8-bom") == text)
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(RowText.string(of: little, encoding: "utf-16le") == text)
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(RowText.string(of: big, encoding: "utf-16be") == text)
  }
}
