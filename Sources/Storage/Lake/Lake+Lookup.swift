internal import Bytes
public import Columns
internal import Parallel
internal import Parquet

extension Lake {
  /// Finds the live rows whose key is one of some values, reading only the pages that can hold them.
  ///
  /// Files are skipped by the catalog's statistics, row groups by the file's, pages by its page
  /// index; of the other columns only the pages with a row that was found are read.
  ///
  /// - Parameters:
  ///   - table: The table's name.
  ///   - key: An integer, date or timestamp column.
  ///   - values: The values wanted.
  ///   - columns: The columns of the answer, in order.
  ///   - snapshot: The state to read, nil for the newest.
  /// - Returns: The rows in (partition, file id, row) order.
  /// - Throws: As `scan`.
  public func lookup(
    _ table: String, key: String, in values: Set<Int64>, columns: [String],
    snapshot: Int64? = nil
  ) throws -> RecordBatch {
    let newest = try refresh().id
    let snapshot = snapshot ?? newest
    let scanned = try ScannedColumns(columns, of: self.table(table, at: snapshot))
    guard let least = values.min(), let most = values.max() else {
      return RecordBatch(schema: scanned.schema)
    }
    let keyed = try ScannedColumns([key], of: scanned.table)
    let files = try pruned(
      dataFiles(of: scanned.table, at: snapshot), of: scanned.table,
      to: ColumnRange(key, least...most))
    let sorted = values.sorted()
    let found = try Parallel.map(chunks: files.count) { index throws(StorageError) in
      try PointLookup(file: files[index], key: keyed, columns: scanned, snapshot: snapshot)
        .rows(sorted)
    }
    var parts = [RecordBatch(schema: scanned.schema)] + found.flatMap { $0 }
    let both = try ScannedColumns([key] + columns.filter { $0 != key }, of: scanned.table)
    try scanInlinedRows(both, at: snapshot) { batch, _ in
      let keys = KeyColumn.integers(batch[key])
      let rows = keys.indices.filter { keys[$0].map(values.contains) ?? false }
      parts.append(batch.gathering(rows).selecting(columns))
    }
    return RecordBatch(concatenating: parts)
  }
}
