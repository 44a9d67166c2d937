internal import Columns

/// Which file rows go to: the table, its partition, and whether they replace others.
struct StagingKey: Hashable {
  let table: String
  /// Year × 12 + month − 1, nil for a table without partitions.
  let month: Int?
  /// Whether the rows carry lineage ids of their own.
  let hasRowIDs: Bool

  /// The order in which files are written and named.
  static func precedes(_ left: StagingKey, _ right: StagingKey) -> Bool {
    if left.table != right.table {
      return left.table.utf8.lexicographicallyPrecedes(right.table.utf8)
    }
    if left.month != right.month { return left.month ?? -1 < right.month ?? -1 }
    return !left.hasRowIDs && right.hasRowIDs
  }
}

/// Rows that wait to be written to one file, in the batches they came in.
struct StagingBuffer {
  private(set) var parts: [RecordBatch]
  private(set) var rowCount: Int
  private(set) var byteCount: Int

  init(_ batch: RecordBatch) {
    parts = [batch]
    rowCount = batch.rowCount
    byteCount = batch.approximateByteCount
  }

  mutating func append(_ other: RecordBatch) {
    parts.append(other)
    rowCount += other.rowCount
    byteCount += other.approximateByteCount
  }
}

extension RecordBatch {
  /// About how much memory the columns take.
  var approximateByteCount: Int {
    var sum = 0
    for column in columns {
      switch column {
      case .bool(let column): sum += column.count
      case .int32(let column): sum += column.count * 4
      case .int64(let column): sum += column.count * 8
      case .double(let column): sum += column.count * 8
      case .string(let column): sum += column.bytes.count + column.count * 4
      case .stringList(let column):
        sum += column.elements.bytes.count + (column.elements.count + column.count) * 4
      }
    }
    return sum
  }
}
