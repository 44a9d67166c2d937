internal import Bytes
internal import Columns
internal import Parquet

/// The look-up of some keys in one file.
struct PointLookup {
  let file: DataFile
  let key: ScannedColumns
  let columns: ScannedColumns
  let snapshot: Int64

  /// The live rows with one of some ascending values, a batch for each row group that has any.
  func rows(_ values: [Int64]) throws(StorageError) -> [RecordBatch] {
    let reader = try ParquetReader(path: file.path)
    guard let column = reader.index(ofFieldID: Int32(key.columns[0].id)) else { return [] }
    var output: [RecordBatch] = []
    var opened: OpenedFile?
    for group in reader.rowGroupRowCounts.indices {
      let rows = try rows(values, of: reader, group, column)
      if rows.count == 0 { continue }
      let known: OpenedFile
      if let opened {
        known = opened
      } else {
        known = try OpenedFile(file, columns, at: snapshot)
      }
      opened = known
      let (batch, origin) = try known.read(rowGroup: group, rows: rows)
      if !origin.rows.isEmpty { output.append(batch) }
    }
    return output
  }

  /// The rows of a row group that hold one of the values, live or not.
  private func rows(
    _ values: [Int64], of reader: ParquetReader, _ group: Int, _ column: Int
  ) throws(StorageError) -> RowSelection {
    let pages = try reader.rows(
      ofRowGroup: group, where: column, in: values[0]...values[values.count - 1])
    if pages.count == 0 { return pages }
    let keys = KeyColumn.integers(
      try reader.read(rowGroup: group, columns: [column], rows: pages)[0])
    var found: [Range<Int>] = []
    for (key, row) in zip(keys, pages.rows) {
      if let key, Self.contains(values, key) { found.append(row..<row + 1) }
    }
    return RowSelection(found)
  }

  private static func contains(_ values: [Int64], _ value: Int64) -> Bool {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < values.count && values[low] == value
  }
}
