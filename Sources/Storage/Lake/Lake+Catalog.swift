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
    let isIndexed = try connection.integer(
      "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name = 'minsheng_stats_by_file'")
    if isIndexed == 0 {
      try connection.execute(
        CatalogDDL.indexes.replacing("CREATE INDEX", with: "CREATE INDEX IF NOT EXISTS"))
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
  ///
  /// A clock that was put back does not put snapshots back: a time before that of the last one
  /// becomes that time, so that time travel by time finds them in their order.
  func insertSnapshot(_ head: SnapshotHead, changes: String, message: String, at time: String)
    throws(StorageError)
  {
    let last = try connection.text(
      "SELECT snapshot_time FROM ducklake_snapshot ORDER BY snapshot_id DESC LIMIT 1")
    let times = [last ?? time, time].compactMap(CatalogTime.microseconds)
    let monotonic = times.count == 2 && times[0] > times[1] ? CatalogTime.text(times[0]) : time
    try connection.execute(
      "INSERT INTO ducklake_snapshot VALUES(?, ?, ?, ?, ?)",
      [
        .integer(head.id), .text(monotonic), .integer(head.schemaVersion),
        .integer(head.nextCatalogID), .integer(head.nextFileID),
      ])
    try connection.execute(
      "INSERT INTO ducklake_snapshot_changes VALUES(?, ?, ?, ?, NULL)",
      [.integer(head.id), .text(changes), .text(author), .text(message)])
  }
}
