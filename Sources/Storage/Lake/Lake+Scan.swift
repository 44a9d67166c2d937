public import Bytes
public import Columns
internal import Parallel
internal import Parquet
internal import SQLite

extension Lake {
  /// The number of live rows of a table.
  public func rowCount(_ table: String) throws(StorageError) -> Int {
    let snapshot = try refresh().id
    let table = try self.table(table)
    let files = try dataFiles(of: table, at: snapshot)
    var count = 0
    for file in files {
      count += file.rowCount
      if file.inlinedDeletes.isEmpty {
        count -= file.deleteFile?.rowCount ?? 0
      } else {
        count -= try file.deletedPositions(at: snapshot).count
      }
    }
    return try count + inlinedRowCount(of: table, at: snapshot)
  }

  /// Reads live rows, row group by row group, in (partition, file id, row) order.
  ///
  /// An earlier snapshot is read by the schema it had, with the names and types of that time.
  ///
  /// Rows that a DuckDB client keeps in the catalog itself come last, with `RowOrigin.inlined` as
  /// their file.
  ///
  /// - Parameters:
  ///   - table: The table's name.
  ///   - columns: The columns, in the order wanted; rows of files that lack one get null.
  ///   - snapshot: The state to read, nil for the newest.
  ///   - months: Only partitions of these months, as year × 12 + month − 1; files outside any
  ///     partition are read too.
  ///   - range: Skips files, row groups and pages that hold no row in a column's range.
  ///   - body: Gets each batch; never an empty one.
  /// - Throws: `notFound` for an unknown table or column, `unsupported` for what other clients may
  ///   write and this product does not read, `corrupt`, `io`, and what `body` throws.
  public func scan(
    _ table: String, columns: [String], snapshot: Int64? = nil, months: ClosedRange<Int>? = nil,
    where range: ColumnRange? = nil, body: (RecordBatch, RowOrigin) throws -> Void
  ) throws {
    let newest = try refresh().id
    let snapshot = snapshot ?? newest
    let scanned = try ScannedColumns(columns, of: self.table(table, at: snapshot))
    var files = try dataFiles(of: scanned.table, at: snapshot)
    if let months {
      files.removeAll { file in file.month.map { !months.contains($0) } ?? false }
    }
    if let range { files = try pruned(files, of: scanned.table, to: range) }
    // A few row groups are decoded at a time: enough for the cores, bounded in memory.
    var pending: [RowGroupScan] = []
    func flush() throws {
      let work = pending
      pending.removeAll(keepingCapacity: true)
      let results = try Parallel.map(chunks: work.count) { (index) throws(StorageError) in
        try work[index].read()
      }
      for (batch, origin) in results where !origin.rows.isEmpty { try body(batch, origin) }
    }
    for file in files {
      let opened = try OpenedFile(file, scanned, at: snapshot)
      for part in try opened.parts(in: range) {
        pending.append(part)
        if pending.count == 4 { try flush() }
      }
    }
    try flush()
    try scanInlinedRows(scanned, at: snapshot, body)
  }

  /// Reads all live rows into one batch; parameters as in `scan`.
  public func readAll(
    _ table: String, columns: [String], snapshot: Int64? = nil, months: ClosedRange<Int>? = nil,
    where range: ColumnRange? = nil
  ) throws -> RecordBatch {
    var parts: [RecordBatch] = []
    try scan(table, columns: columns, snapshot: snapshot, months: months, where: range) {
      batch, _ in parts.append(batch)
    }
    if parts.isEmpty {
      return RecordBatch(
        schema: try ScannedColumns(columns, of: self.table(table, at: snapshot)).schema)
    }
    return RecordBatch(concatenating: parts)
  }
}

/// The columns a scan wants of a table.
struct ScannedColumns: Sendable {
  let table: CatalogTable
  let columns: [CatalogColumn]
  let schema: Schema

  init(_ names: [String], of table: CatalogTable) throws(StorageError) {
    var columns: [CatalogColumn] = []
    for name in names {
      guard let column = table.column(name) else {
        throw StorageError(
          table.foreignColumns.contains(name) ? .unsupported : .notFound,
          "table \(table.name) has no readable column \(name)")
      }
      columns.append(column)
    }
    self.table = table
    self.columns = columns
    schema = Schema(columns.map(\.field))
  }
}
