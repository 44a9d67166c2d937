public import Columns

/// How many rows have each combination of values of some columns.
///
/// Combinations stand in ascending order, texts by their bytes, no value last. They are kept as
/// numbers; texts are made only by `batch`.
public struct ValueCounts: Sendable {
  /// The columns' names and types.
  public let schema: Schema
  /// The distinct values of each column, ascending; texts for text columns, else integers.
  let values: [KeyValues]
  /// For each combination its number: ranks of the values, the first column counting most.
  let keys: [UInt64]
  /// How many rows have each combination.
  public let counts: [Int64]

  /// The number of combinations.
  public var count: Int { keys.count }

  /// The number of rows counted.
  public var rowCount: Int64 { counts.reduce(0, +) }

  /// The combinations as rows, with their counts in a last column `count`.
  public func batch() -> RecordBatch {
    var columns: [Column] = []
    var divisor: UInt64 = 1
    for (values, field) in zip(values, schema.fields).reversed() {
      let size = UInt64(values.count + 1)
      let ranks = keys.map { Int($0 / divisor % size) }
      columns.append(values.column(ranks, of: field.type))
      divisor *= size
    }
    return RecordBatch(
      schema: Schema(schema.fields + [Field("count", .int64)]),
      columns: columns.reversed() + [.int64(ValueColumn(counts))])
  }
}
