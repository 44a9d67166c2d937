import Columns
import TestSupport
import Testing

@testable import Lake

@Suite struct FormsTests {
  @Test(arguments: [
    (Value.int(5), ColumnType.int64, "5"),
    (.int(0), .date, "1970-01-01"),
    (.int(0), .timestamp, "1970-01-01 00:00:00"),
    (.int(1_500_000), .timestamp, "1970-01-01 00:00:01.5"),
    (.int(-1), .timestamp, "1969-12-31 23:59:59.999999"),
    (.int(10), .timestamp, "1970-01-01 00:00:00.00001"),
    (.bool(true), .bool, "1"),
    (.double(0), .double, "0.0"),
    (.double(1.25), .double, "1.25"),
    (.string("燃气"), .string, "燃气"),
  ])
  func `bounds have the client's form and come back`(
    value: Value, type: ColumnType, text: String
  ) {
    #expect(StatisticsText.text(value, of: type) == text)
    if case .int(let number) = value, type != .bool {
      #expect(StatisticsText.integer(text, of: type) == number)
    }
  }

  @Test(arguments: [
    ("9", "10", ColumnType.int64, true), ("-1", "0", .int32, true), ("10", "9", .int64, false),
    ("2026-01-05 10:11:12", "2026-01-05 10:11:12.5", .timestamp, true),
    ("2026-01-31", "2026-02-01", .date, true), ("1.5", "1e3", .double, true),
    ("a", "燃", .string, true), ("a", "a", .string, false),
  ])
  func `bounds compare by their type`(left: String, right: String, type: ColumnType, is: Bool) {
    #expect(StatisticsText.precedes(left, right, type: type) == `is`)
  }

  @Test(
    arguments: [
      ("[]", []), ("[a]", ["a"]), ("[燃气, b]", ["燃气", "b"]),
      (#"[燃气, 'b, "c\'']"#, ["燃气", #"b, "c'"#]), (#"['\\', '']"#, [#"\"#, ""]),
      ("", nil), ("a", nil), ("['a]", nil), ("[a,b]", nil), ("[NULL]", nil),
    ] as [(String, [String]?)])
  func `an inlined list is read or refused`(text: String, list: [String]?) {
    #expect(InlinedValue.list(text) == list)
  }

  @Test(arguments: [
    ("s12-3.parquet", true), ("s12-3-delete.parquet", true), ("s1-.parquet", false),
    ("ducklake-01a2.parquet", false), ("s12-3.parquet.tmp", false), ("s-1-2.parquet", false),
  ])
  func `own files are known by their names`(name: String, isOwn: Bool) {
    #expect(Lake.isOwnName(name) == isOwn)
  }

  @Test func `deletions unite and keep the earlier snapshot`() {
    let first = DeletedRows([1, 4, 9], by: 3)
    let both = first.union(DeletedRows([0, 4, 12], by: 2)).union(DeletedRows([5], by: 7))
    #expect(both.positions == [0, 1, 4, 5, 9, 12])
    #expect(both.snapshots == [2, 3, 2, 7, 3, 2])
    #expect(both.positions(at: 2) == [0, 4, 12])
    #expect(both.positions(at: 6) == [0, 1, 4, 9, 12])
  }

  @Test func `rows sort as a stable sort by each key in turn`() {
    var generator = SeededGenerator(seed: 7)
    let schema = Schema([Field("a", .int64), Field("b", .string), Field("c", .double)])
    for size in [0, 1, 2, 17, 300] {
      var batch = RecordBatch(schema: schema)
      for _ in 0..<size {
        batch.appendRow([
          "a": .int(Int64.random(in: 0..<4, using: &generator)),
          "b": .text(["", "a", "ab", "燃", nil][Int.random(in: 0..<5, using: &generator)]),
          "c": .double(Double(Int.random(in: 0..<3, using: &generator))),
        ])
      }
      for keys in [["a"], ["b"], ["a", "b", "c"], ["c", "b"]] {
        let sorted = RowOrder.permutation(of: batch, by: keys) ?? Array(0..<size)
        #expect(sorted == slowOrder(batch, keys))
      }
    }
  }

  /// Sorts by the last key first, each time keeping the order of equals.
  private func slowOrder(_ batch: RecordBatch, _ keys: [String]) -> [Int] {
    var rows = Array(0..<batch.rowCount)
    for key in keys.reversed() {
      let ranked = rows.enumerated().sorted { left, right in
        let (a, b) = (rank(batch.value(key, left.element)), rank(batch.value(key, right.element)))
        return a == b ? left.offset < right.offset : a.lexicographicallyPrecedes(b)
      }
      rows = ranked.map(\.element)
    }
    return rows
  }

  private func rank(_ value: Value) -> [Int] {
    switch value {
    case .null: [1]
    case .int(let number): [0, Int(number)]
    case .double(let number): [0, Int(number)]
    case .string(let text): [0] + text.utf8.map { Int($0) }
    default: []
    }
  }
}
