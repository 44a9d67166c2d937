internal import Bytes
internal import Columns
internal import Parquet
internal import SQLite

extension Lake {
  /// Makes the catalog where there is none, checks its version and where its data lie.
  func prepareCatalog(at time: String) throws(StorageError) {
    let exists = try connection.integer(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'ducklake_metadata'")
    if exists == 0 { try createCatalog(at: time) }
    let version = try metadata("version")
    guard version == "1.0" else {
      throw StorageError(
        .unsupported, path: connection.path,
        "DuckLake \(version ?? "of unknown version"), where 1.0 is read and written")
    }
    guard try metadata("encrypted") != "true" else {
      throw StorageError(.unsupported, path: connection.path, "an encrypted lake")
    }
    if try metadata("data_path") != dataPath {
      try connection.execute(
        "UPDATE ducklake_metadata SET value = ? WHERE key = 'data_path' AND scope IS NULL",
        [.text(dataPath)])
    }
    codec = try readCodec()
    try refresh()
  }

  /// A value of the catalog's own settings.
  func metadata(_ key: String) throws(StorageError) -> String? {
    try connection.text(
      "SELECT value FROM ducklake_metadata WHERE key = ? AND scope IS NULL", [.text(key)])
  }

  private func createCatalog(at time: String) throws(StorageError) {
    try connection.transaction { () throws(StorageError) in
      try connection.execute(CatalogDDL.tables)
      try connection.execute(CatalogDDL.indexes)
      let settings = [
        ("version", "1.0"), ("created_by", "minsheng"), ("data_path", dataPath),
        // Rows that DuckDB writes go to Parquet at once, never into catalog tables.
        ("data_inlining_row_limit", "0"), ("encrypted", "false"),
        (Self.codecKey, ParquetCodec.gzip.rawValue),
      ]
      for (key, value) in settings {
        try connection.execute(
          "INSERT INTO ducklake_metadata VALUES(?, ?, NULL, NULL)", [.text(key), .text(value)])
      }
      try insertSnapshot(
        SnapshotHead(id: 0, schemaVersion: 0, nextCatalogID: 1, nextFileID: 0),
        changes: #"created_schema:"main""#, message: "create the lake", at: time)
      try connection.execute(
        "INSERT INTO ducklake_schema VALUES(0, ?, 0, NULL, 'main', 'main/', 1)",
        [.text(CatalogTime.uuid())])
      try Failpoint.reach(.lakeCreated)
    }
  }

  /// Enters a snapshot and what it changed.
  func insertSnapshot(_ head: SnapshotHead, changes: String, message: String, at time: String)
    throws(StorageError)
  {
    try connection.execute(
      "INSERT INTO ducklake_snapshot VALUES(?, ?, ?, ?, ?)",
      [
        .integer(head.id), .text(time), .integer(head.schemaVersion),
        .integer(head.nextCatalogID), .integer(head.nextFileID),
      ])
    try connection.execute(
      "INSERT INTO ducklake_snapshot_changes VALUES(?, ?, ?, ?, NULL)",
      [.integer(head.id), .text(changes), .text(author), .text(message)])
  }

  /// Reads the tables of schema `main` as they are now.
  func readTables() throws(StorageError) -> [String: CatalogTable] {
    let columns = try readColumns()
    let partitions = try readPartitions()
    var tables: [String: CatalogTable] = [:]
    try connection.query(
      """
      SELECT t.table_id, t.table_name, t.path, t.path_is_relative, s.path, s.path_is_relative
      FROM ducklake_table t JOIN ducklake_schema s USING (schema_id)
      WHERE t.end_snapshot IS NULL AND s.end_snapshot IS NULL AND s.schema_name = 'main'
      """
    ) { row in
      let name = row.text(1)
      let isRelative = row.int64(3) != 0 && row.int64(5) != 0
      let relative = isRelative ? row.text(4) + row.text(2) : nil
      let folder =
        relative.map { dataPath + $0 }
        ?? (row.int64(3) != 0 ? row.text(4) + row.text(2) : row.text(2))
      let found = columns[row.int64(0)] ?? ([], [])
      tables[name] = CatalogTable(
        id: row.int64(0), name: name, folder: folder,
        columns: found.known.map { $0.adopting(definitions[name]?.schema) },
        foreignColumns: found.foreign, partition: partitions[row.int64(0)],
        sortedBy: definitions[name]?.sortedBy ?? [])
    }
    return tables
  }

  /// The columns of each table, in order: those of types read here, and the names of others.
  private func readColumns() throws(StorageError) -> [Int64: (
    known: [CatalogColumn], foreign: [String]
  )] {
    var rows: [(table: Int64, id: Int64, name: String, type: String, hasDefault: Bool)] = []
    var elements: [Int64: [Int64: (id: Int64, type: String)]] = [:]
    try connection.query(
      """
      SELECT table_id, column_id, column_name, column_type, parent_column, initial_default
      FROM ducklake_column WHERE end_snapshot IS NULL ORDER BY table_id, column_order
      """
    ) { row in
      if let parent = row.optionalInt64(4) {
        elements[row.int64(0), default: [:]][parent] = (row.int64(1), row.text(3))
      } else {
        let initial = row.optionalText(5) ?? "NULL"
        rows.append((row.int64(0), row.int64(1), row.text(2), row.text(3), initial != "NULL"))
      }
    }
    var columns: [Int64: (known: [CatalogColumn], foreign: [String])] = [:]
    for row in rows {
      let element = elements[row.table]?[row.id]
      if let type = ColumnType(duckLakeName: row.type),
        type == .stringList ? element?.type == "varchar" : element == nil
      {
        columns[row.table, default: ([], [])].known.append(
          CatalogColumn(
            id: row.id, field: Field(row.name, type), elementID: element?.id,
            hasInitialDefault: row.hasDefault))
      } else {
        columns[row.table, default: ([], [])].foreign.append(row.name)
      }
    }
    return columns
  }

  /// The partitionings by year and month of one column; any other kind counts as none.
  private func readPartitions() throws(StorageError) -> [Int64: CatalogTable.Partition] {
    var partitions: [Int64: CatalogTable.Partition] = [:]
    try connection.query(
      """
      SELECT i.table_id, i.partition_id, min(c.column_id)
      FROM ducklake_partition_info i JOIN ducklake_partition_column c USING (partition_id)
      WHERE i.end_snapshot IS NULL
      GROUP BY i.table_id, i.partition_id
      HAVING count(*) = 2 AND min(c.column_id) = max(c.column_id)
        AND sum(c.partition_key_index = 0 AND c.transform = 'year') = 1
        AND sum(c.partition_key_index = 1 AND c.transform = 'month') = 1
      """
    ) { row in
      partitions[row.int64(0)] = CatalogTable.Partition(id: row.int64(1), columnID: row.int64(2))
    }
    return partitions
  }
}
