internal import Bytes
internal import Columns
internal import SQLite

extension Lake {
  /// The data files of a table at a snapshot, in (month, file id) order.
  func dataFiles(of table: CatalogTable, at snapshot: Int64) throws(StorageError) -> [DataFile] {
    var files: [DataFile] = []
    var refused: String?
    try connection.query(
      """
      SELECT d.data_file_id, d.path, d.path_is_relative, d.record_count, d.file_size_bytes,
        d.row_id_start, d.begin_snapshot, d.partial_max, d.partition_id,
        y.partition_value, m.partition_value,
        x.delete_file_id, x.path, x.path_is_relative, x.begin_snapshot, x.partial_max,
        x.delete_count,
        d.mapping_id IS NOT NULL OR d.encryption_key IS NOT NULL
          OR lower(d.file_format) <> 'parquet' OR x.encryption_key IS NOT NULL
          OR coalesce(lower(x.format), 'parquet') <> 'parquet'
      FROM ducklake_data_file d
      LEFT JOIN ducklake_delete_file x ON x.data_file_id = d.data_file_id
        AND x.begin_snapshot <= ?2 AND (x.end_snapshot IS NULL OR x.end_snapshot > ?2)
      LEFT JOIN ducklake_file_partition_value y
        ON y.data_file_id = d.data_file_id AND y.partition_key_index = 0
      LEFT JOIN ducklake_file_partition_value m
        ON m.data_file_id = d.data_file_id AND m.partition_key_index = 1
      WHERE d.table_id = ?1 AND d.begin_snapshot <= ?2
        AND (d.end_snapshot IS NULL OR d.end_snapshot > ?2)
      """, [.integer(table.id), .integer(snapshot)]
    ) { row in
      let path = resolve(row.text(1), isRelative: row.int64(2) != 0, in: table)
      if row.int64(17) != 0 { refused = path }
      var month: Int?
      if let partition = table.partition, let id = row.optionalInt64(8),
        partition.equalIDs.contains(id),
        let yearNumber = Int(row.text(9)), let monthNumber = Int(row.text(10))
      {
        month = yearNumber * 12 + monthNumber - 1
      }
      var deleteFile: DeleteFile?
      if let id = row.optionalInt64(11) {
        deleteFile = DeleteFile(
          id: id, path: resolve(row.text(12), isRelative: row.int64(13) != 0, in: table),
          beginSnapshot: row.int64(14), partialMax: row.optionalInt64(15), rowCount: row.int(16))
      }
      files.append(
        DataFile(
          id: row.int64(0), path: path, rowCount: row.int(3), byteCount: row.int64(4),
          rowIDStart: row.optionalInt64(5), beginSnapshot: row.int64(6),
          partialMax: row.optionalInt64(7), month: month, deleteFile: deleteFile))
    }
    if let refused {
      throw StorageError(
        .unsupported, path: refused, "encrypted, mapped by name, or not Parquet: not read here")
    }
    try addInlinedDeletes(&files, of: table, at: snapshot)
    return files.sorted { ($0.month ?? -1, $0.id) < ($1.month ?? -1, $1.id) }
  }

  /// The absolute path of a file.
  func resolve(_ path: String, isRelative: Bool, in table: CatalogTable) -> String {
    isRelative ? table.folder + path : path
  }

  /// A path under the data path where it lies there, and whether it does.
  func underDataPath(_ path: String) -> (path: String, isRelative: Bool) {
    path.hasPrefix(dataPath) ? (String(path.dropFirst(dataPath.count)), true) : (path, false)
  }

  /// Adds what a client deleted by rows in the catalog instead of a delete file.
  private func addInlinedDeletes(
    _ files: inout [DataFile], of table: CatalogTable, at snapshot: Int64
  ) throws(StorageError) {
    let name = "ducklake_inlined_delete_\(table.id)"
    guard try hasTable(name) else { return }
    var rows: [Int64: [Int]] = [:]
    try connection.query(
      "SELECT file_id, row_id FROM \(name) WHERE begin_snapshot <= ? ORDER BY file_id, row_id",
      [.integer(snapshot)]
    ) { row in rows[row.int64(0), default: []].append(row.int(1)) }
    for index in files.indices { files[index].inlinedDeletes = rows[files[index].id] ?? [] }
  }

  /// Whether the catalog's file has a table of that name.
  func hasTable(_ name: String) throws(StorageError) -> Bool {
    try connection.integer(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", [.text(name)]) != 0
  }

  /// Those files whose statistics allow rows in a range of a column.
  func pruned(_ files: [DataFile], of table: CatalogTable, to range: ColumnRange)
    throws(StorageError) -> [DataFile]
  {
    guard let column = table.column(range.column) else {
      throw StorageError(.notFound, "no column \(range.column) in table \(table.name)")
    }
    var excluded: Set<Int64> = []
    try connection.query(
      """
      SELECT s.data_file_id, s.min_value, s.max_value
      FROM ducklake_file_column_stats s WHERE s.table_id = ? AND s.column_id = ?
      """, [.integer(table.id), .integer(column.leafID)]
    ) { row in
      let type = column.field.type
      if !range.overlaps(
        minimum: StatisticsText.value(row.optionalText(1), of: type),
        maximum: StatisticsText.value(row.optionalText(2), of: type))
      {
        excluded.insert(row.int64(0))
      }
    }
    return files.filter { !excluded.contains($0.id) }
  }
}
