internal import Bytes
internal import Columns
internal import Parquet

/// A data file that is written and synced but not yet named by the catalog.
struct StagedFile: Sendable {
  let table: CatalogTable
  let path: String
  let month: Int?
  let columns: [CatalogColumn]
  let summary: ParquetFileSummary
  /// For a merged file what it takes over from its sources.
  var merged: Merged?

  /// Whether the file holds each row's lineage id.
  var hasRowIDs: Bool { summary.columns.count > columns.count }

  struct Merged: Sendable {
    /// The first snapshot of its rows.
    let beginSnapshot: Int64
    /// The last one, nil where all rows are of the first.
    let partialMax: Int64?
    /// The snapshot from which on none of its rows is live, nil where they are.
    var endSnapshot: Int64?
    /// The rows that were gone earlier than that.
    var deletes: StagedDelete.Written?
  }
}

/// A file to write: its rows in order and the columns they have in the catalog.
struct FilePlan: Sendable {
  let table: CatalogTable
  let path: String
  let month: Int?
  let columns: [CatalogColumn]
  /// The rows, at least one batch of them.
  let parts: [RecordBatch]
  let mode: UInt32
  let codec: ParquetCodec

  /// Sorts, writes and syncs the file.
  func write() throws(StorageError) -> StagedFile {
    let schema = parts[0].schema
    let keys = table.sortedBy.filter { schema.index(of: $0) != nil }
    let order = RowOrder.permutation(
      of: RecordBatch(concatenating: parts.map { $0.selecting(keys) }), by: keys)
    let writer = try makeWriter(schema)
    if let order {
      try writer.write(RecordBatch(merging: parts, rows: order))
    } else {
      for part in parts { try writer.write(part) }
    }
    return try finish(writer)
  }

  /// Opens the file for rows that come in the order of the table's key.
  func makeWriter(_ schema: Schema) throws(StorageError) -> ParquetWriter {
    var options = ParquetWriteOptions()
    options.sortedBy = table.sortedBy.filter { schema.index(of: $0) != nil }
    options.codec = codec
    options.metadata = [("table", table.name), ("time zone", "Asia/Shanghai")]
    return try ParquetWriter(
      path: path, columns: columns.map(\.parquet) + reservedColumns(of: schema),
      options: options)
  }

  /// Closes and syncs the file.
  func finish(_ writer: ParquetWriter) throws(StorageError) -> StagedFile {
    let summary = try writer.finish()
    if mode != 0o600 { try FileSystem.setPermissions(path, mode) }
    try Failpoint.reach(.lakeFileWritten, path: path)
    return StagedFile(
      table: table, path: path, month: month, columns: columns, summary: summary)
  }

  /// The columns after those of the catalog, which the format reserves.
  private func reservedColumns(of schema: Schema) -> [ParquetColumn] {
    schema.fields.dropFirst(columns.count).map { field in
      ParquetColumn(
        field: field,
        fieldID: field.name == ReservedField.rowIDName
          ? ReservedField.rowID : ReservedField.snapshotID, elementFieldID: nil)
    }
  }
}

extension DataFile {
  /// The lineage ids of the rows at some positions, in their order.
  func rowIDs(at positions: [Int]) throws(StorageError) -> [Int64] {
    let reader = try ParquetReader(path: path)
    guard positions.allSatisfy({ $0 >= 0 && $0 < rowCount }) else {
      throw StorageError(.conflict, path: path, "a row past the file's end")
    }
    guard let index = reader.columns.firstIndex(where: { $0.fieldID == ReservedField.rowID })
    else {
      let start = rowIDStart ?? 0
      return positions.map { start + Int64($0) }
    }
    var ids: [Int64] = []
    for group in reader.rowGroupRowCounts.indices {
      guard case .int64(let column) = try reader.read(rowGroup: group, columns: [index])[0] else {
        throw StorageError(.corrupt, path: path, "row ids are not 64-bit integers")
      }
      ids.append(contentsOf: column.values)
    }
    return positions.map { ids[$0] }
  }
}
