import Bytes
import Columns
import TestSupport
import Testing

@testable import Tabular

/// A row as a reader gave it.
struct ReadRow: Equatable, CustomStringConvertible {
  var line: Int
  var cells: [String]
  var problem = RowProblem.none

  var description: String { "\(line) \(problem.name) \(cells)" }
}

/// Reads all rows of a file.
func readAll(
  _ path: String, blockRows: Int = 16_384, limits: TabularLimits = .default
) throws -> (source: TabularSource, rows: [ReadRow]) {
  try readAll(TabularSource.open(path: path, limits: limits), blockRows: blockRows)
}

/// Reads all rows of an open file.
func readAll(
  _ source: TabularSource, blockRows: Int = 16_384
) throws -> (source: TabularSource, rows: [ReadRow]) {
  var rows: [ReadRow] = []
  try source.readRows(blockRows: blockRows) { block in
    #expect(block.rowCount <= blockRows)
    #expect(block.rowStarts.count == block.rowCount + 1)
    #expect(block.cells.offsets.last == Int32(block.cells.bytes.count))
    for row in 0..<block.rowCount {
      rows.append(
        ReadRow(
          line: Int(block.lineNumbers[row]), cells: block.texts(row: row),
          problem: block.problems[row]))
    }
  }
  return (source, rows)
}

@Suite struct DelimitedTests {
  private func parse(_ text: String, lineEnd: UInt8 = 10, quotedLines: Int = 1_000) -> [ReadRow] {
    let bytes = Array(text.utf8)
    var cutter = RecordCutter(
      .init(
        delimiter: UInt8(ascii: ","), lineEnd: lineEnd, quotedLines: quotedLines, rowBytes: 1 << 20)
    )
    var records: [RecordCutter.Record] = []
    var rows = RawRows()
    bytes.withUnsafeBufferPointer { buffer in
      _ = cutter.cut(buffer, from: 0, isLast: true, into: &records)
      var reader = FieldReader(delimiter: 44, encoding: .utf8, maximumColumns: 100)
      reader.read(records[...], in: buffer, into: &rows)
    }
    rows.lineNumbers = records.map { Int32($0.line) }
    return (0..<rows.rowCount).map {
      ReadRow(line: records[$0].line, cells: rows.texts(row: $0), problem: rows.problems[$0])
    }
  }

  @Test(arguments: [
    ("", []),
    ("\n\r\n\n", []),
    ("a", [ReadRow(line: 1, cells: ["a"])]),
    ("a,b\n", [ReadRow(line: 1, cells: ["a", "b"])]),
    (
      "a,b\r\n\r\nc,\r\n",
      [ReadRow(line: 1, cells: ["a", "b"]), ReadRow(line: 3, cells: ["c", ""])]
    ),
    (",", [ReadRow(line: 1, cells: ["", ""])]),
    ("\"\"", [ReadRow(line: 1, cells: [""])]),
    ("\"a\",\"\"\"b\"\"\",\"\"", [ReadRow(line: 1, cells: ["a", "\"b\"", ""])]),
    ("\"a,b\"\n", [ReadRow(line: 1, cells: ["a,b"])]),
    (
      "1,\"x\r\ny\rz\",\"\n\"\r\n2,b",
      [
        ReadRow(line: 1, cells: ["1", "x\r\ny\rz", "\n"]), ReadRow(line: 4, cells: ["2", "b"]),
      ]
    ),
    ("a\rb,c\n", [ReadRow(line: 1, cells: ["a\rb", "c"])]),
    ("\"a\"\r", [ReadRow(line: 1, cells: ["a"])]),
    // A quote in the middle of a field without quotes is an inch, not a fault.
    ("5\"管,x", [ReadRow(line: 1, cells: ["5\"管", "x"])]),
    ("a\",x", [ReadRow(line: 1, cells: ["a\"", "x"], problem: .strayQuote)]),
    (
      "1,\"他说\"你好\"了\",x\n2,b,c",
      [
        ReadRow(line: 1, cells: ["1", "他说\"你好\"了", "x"], problem: .strayQuote),
        ReadRow(line: 2, cells: ["2", "b", "c"]),
      ]
    ),
    // A quote that never closes costs its own row only.
    (
      "1,\"ab\n2,b\n3,c\n",
      [
        ReadRow(line: 1, cells: ["1", "ab"], problem: .unterminatedQuote),
        ReadRow(line: 2, cells: ["2", "b"]), ReadRow(line: 3, cells: ["3", "c"]),
      ]
    ),
    (
      "1,\"ab\r\n2,\"b\",\"\"\r\n",
      [
        ReadRow(line: 1, cells: ["1", "ab"], problem: .unterminatedQuote),
        ReadRow(line: 2, cells: ["2", "b", ""]),
      ]
    ),
    (
      "\"1\",\"ab\n\"2\",\"b\"\n",
      [
        ReadRow(line: 1, cells: ["1", "ab"], problem: .unterminatedQuote),
        ReadRow(line: 2, cells: ["2", "b"]),
      ]
    ),
    (
      "1,\"x\ny\",\"ab\n2,b",
      [
        ReadRow(line: 1, cells: ["1", "x\ny", "ab"], problem: .unterminatedQuote),
        ReadRow(line: 3, cells: ["2", "b"]),
      ]
    ),
    ("\"", [ReadRow(line: 1, cells: [""], problem: .unterminatedQuote)]),
    ("\"a\"\"", [ReadRow(line: 1, cells: ["a\""], problem: .unterminatedQuote)]),
    ("a\u{0},b", [ReadRow(line: 1, cells: ["a\u{0}", "b"], problem: .zeroByte)]),
    (
      String(repeating: "x,", count: 100),
      [ReadRow(line: 1, cells: [], problem: .tooLarge)]
    ),
  ])
  func `rows are cut and split`(text: String, expected: [ReadRow]) {
    #expect(parse(text) == expected)
  }

  @Test func `a field may run over so many lines and no more`() {
    let rows = parse("1,\"a\nb\nc\nd\"\n2,x", quotedLines: 3)
    #expect(
      rows == [
        ReadRow(line: 1, cells: ["1", "a\nb\nc\nd"]), ReadRow(line: 5, cells: ["2", "x"]),
      ])
    let broken = parse("1,\"a\nb\nc\nd\"\n2,x", quotedLines: 2)
    #expect(broken.map(\.line) == [1, 2, 3, 4, 5])
    #expect(broken[0].problem == .unterminatedQuote)
    #expect(broken[3] == ReadRow(line: 4, cells: ["d\""], problem: .strayQuote))
  }

  @Test func `files that know no line feed end their lines with carriage returns`() {
    #expect(
      parse("a,b\r\"c\rd\",e\r", lineEnd: 13) == [
        ReadRow(line: 1, cells: ["a", "b"]), ReadRow(line: 2, cells: ["c\rd", "e"]),
      ])
  }

  @Test func `an unclosed quote in every row does not make reading slow`() {
    let text =
      String(repeating: "x,\"y\n", count: 20_000) + String(repeating: "x,y\n", count: 20_000)
    let rows = parse(text)
    #expect(rows.count == 40_000)
    #expect(rows.count { $0.problem == .unterminatedQuote } == 20_000)
  }
}
