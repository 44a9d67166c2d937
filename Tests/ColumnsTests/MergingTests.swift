import Columns
import TestSupport
import Testing

@Suite struct MergingTests {
  private static let schema = Schema([
    Field("a", .int64, ""), Field("b", .string, ""), Field("c", .stringList, ""),
    Field("d", .double, ""), Field("e", .bool, ""), Field("f", .int32, ""),
  ])

  private static func batch(_ rows: Int, _ random: inout SeededGenerator) -> RecordBatch {
    var batch = RecordBatch(schema: schema)
    for _ in 0..<rows {
      func maybe(_ value: Value) -> Value {
        Int.random(in: 0..<4, using: &random) == 0 ? .null : value
      }
      let number = Int64.random(in: 0..<1000, using: &random)
      batch.appendRow([
        "a": .int(number), "b": maybe(.string(String(repeating: "字", count: Int(number % 5)))),
        "c": maybe(.list(["x\(number)"])), "d": maybe(.double(Double(number))),
        "e": maybe(.bool(number % 2 == 0)), "f": maybe(.int(number)),
      ])
    }
    return batch
  }

  @Test func `merging is joining and gathering`() {
    var random = SeededGenerator(seed: 3)
    for sizes in [[5], [0, 7], [3, 1, 20], [1, 1, 1, 1]] {
      let parts = sizes.map { Self.batch($0, &random) }
      let count = sizes.reduce(0, +)
      for rows in [
        Array(0..<count), Array((0..<count).reversed()), (0..<count).shuffled(using: &random),
      ] {
        #expect(
          RecordBatch(merging: parts, rows: rows)
            == RecordBatch(concatenating: parts).gathering(rows))
      }
    }
  }
}
