import Columns
import TestSupport
import Testing

@Suite struct ConcatenationTests {
  private static let schema = Schema(
    ColumnType.allCases.map { Field($0.rawValue, $0) })

  private func batch(_ count: Int, nulls: Bool, _ generator: inout SeededGenerator) -> RecordBatch {
    var batch = RecordBatch(schema: Self.schema)
    for _ in 0..<count {
      var row: [String: Value] = [:]
      for field in Self.schema.fields where !nulls || Bool.random(using: &generator) {
        let number = Int64.random(in: 0..<50, using: &generator)
        row[field.name] =
          switch field.type {
          case .bool: .bool(number % 2 == 0)
          case .double: .double(Double(number))
          case .string: .string(number % 5 == 0 ? "" : "燃气\(number)")
          case .stringList: .list((0..<number % 4).map { "词\($0)" })
          case .int32, .int64, .date, .timestamp: .int(number)
          }
      }
      batch.appendRow(row)
    }
    return batch
  }

  @Test(arguments: [[3], [0, 2], [4, 0, 0, 5], [1, 1, 1], [0]])
  func `batches in one are the batches one after the other`(sizes: [Int]) {
    var generator = SeededGenerator(seed: 3)
    for nulls in [false, true] {
      let parts = sizes.enumerated().map { index, size in
        batch(size, nulls: nulls && index % 2 == 0, &generator)
      }
      let whole = RecordBatch(concatenating: parts)
      #expect(whole.rowCount == sizes.reduce(0, +))
      let rows = parts.flatMap { part in (0..<part.rowCount).map { (part, $0) } }
      for (row, origin) in rows.enumerated() {
        for field in Self.schema.fields {
          #expect(whole.value(field.name, row) == origin.0.value(field.name, origin.1))
        }
      }
    }
  }

  @Test func `gathering and columns of nulls agree with their rows`() {
    var generator = SeededGenerator(seed: 5)
    let source = batch(20, nulls: true, &generator)
    let rows = [19, 0, 3, 3, 7]
    let gathered = source.gathering(rows)
    for field in Self.schema.fields {
      #expect(
        rows.indices.map { gathered.value(field.name, $0) }
          == rows.map {
            source.value(field.name, $0)
          })
      let nulls = Column(nulls: 3, of: field.type)
      #expect(nulls.count == 3 && (0..<3).allSatisfy { nulls[$0] == .null })
      #expect(Column(nulls: 0, of: field.type).count == 0)
    }
  }
}
