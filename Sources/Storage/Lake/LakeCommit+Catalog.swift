internal import Bytes
internal import Columns
internal import Parquet
internal import SQLite

extension LakeCommit {
  /// Writes the rows of a new snapshot inside the open transaction.
  func writeSnapshot(_ deletes: [StagedDelete], message: String, at time: String)
    throws(StorageError) -> Int64
  {
    var next = try lake.refresh()
    next.id += 1
    try checkTables()
    var statistics = StatisticsByTable(connection: lake.connection)
    for file in staged {
      try statistics.change(file.table) { (table) throws(StorageError) in
        try insert(file, &next, &table)
      }
    }
    for delete in deletes {
      try statistics.change(delete.table) { (table) throws(StorageError) in
        try enter(delete, &next, &table, at: time)
      }
    }
    for (name, rows) in inlinedDeletes() {
      try lake.endInlinedRows(rows, of: lake.table(name), at: next.id)
    }
    try retireSources(&statistics, at: time)
    try statistics.store()
    try lake.insertSnapshot(next, changes: changes(deletes), message: message, at: time)
    return next.id
  }

  /// Refuses to write to tables that somebody else altered or dropped meanwhile.
  private func checkTables() throws(StorageError) {
    for table in staged.map(\.table) + compactions.map(\.table)
    where lake.tables[table.name] != table {
      throw StorageError(
        .conflict, path: lake.connection.path,
        "table \(table.name) was altered or dropped by somebody else; do the step again")
    }
  }

  /// The lineage ids of deleted rows that lie in the catalog itself, by table name.
  private func inlinedDeletes() -> [(table: String, rows: [Int])] {
    deletes.sorted { $0.key < $1.key }.compactMap { name, byFile in
      byFile[RowOrigin.inlined].map { (name, $0) }
    }
  }

  /// What the snapshot did, in the words of the DuckLake client.
  private func changes(_ deletes: [StagedDelete]) -> String {
    func words(_ change: String, _ tables: [CatalogTable]) -> [String] {
      Set(tables.map(\.id)).sorted().map { "\(change):\($0)" }
    }
    let added = staged.filter { $0.merged == nil }.map(\.table)
    let all =
      words("inserted_into_table", added)
      + words("deleted_from_table", deletes.map(\.table))
      + words("inlined_delete", inlinedDeletes().compactMap { lake.tables[$0.table] })
      + words("merge_adjacent", compactions.map(\.table))
    return all.joined(separator: ",")
  }

  /// Enters a data file with its partition and statistics.
  func insert(_ file: StagedFile, _ next: inout SnapshotHead, _ table: inout TableStatistics)
    throws(StorageError)
  {
    let connection = lake.connection
    let id = next.nextFileID
    next.nextFileID += 1
    let begin = file.merged?.beginSnapshot ?? next.id
    // Where the file holds each row's id, a first one would be taken for all of them by whoever
    // merges files that seem to follow each other.
    let rowIDStart = file.merged == nil && !file.hasRowIDs ? table.nextRowID : nil
    try connection.execute(
      """
      INSERT INTO ducklake_data_file
      VALUES(?, ?, ?, ?, NULL, ?, ?, 'parquet', ?, ?, ?, ?, ?, NULL, NULL, ?)
      """,
      [
        .integer(id), .integer(file.table.id), .integer(begin),
        .optional(file.merged?.endSnapshot), .text(relative(file.path, to: file.table)),
        .integer(file.path.hasPrefix(file.table.folder) ? 1 : 0), .int(file.summary.rowCount),
        .int(file.summary.byteCount), .int(file.summary.footerSize), .optional(rowIDStart),
        .optional(file.month == nil ? nil : file.table.partition?.id),
        .optional(file.merged?.partialMax),
      ])
    if let month = file.month {
      for (index, value) in [month / 12, month % 12 + 1].enumerated() {
        try connection.execute(
          "INSERT INTO ducklake_file_partition_value VALUES(?, ?, ?, ?)",
          [.integer(id), .integer(file.table.id), .int(index), .text(String(value))])
      }
    }
    for (column, summary) in zip(file.columns, file.summary.columns) {
      let statistics = ColumnStatistics(summary, of: column.leafType)
      try connection.execute(
        "INSERT INTO ducklake_file_column_stats VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        [
          .integer(id), .integer(file.table.id), .integer(column.leafID),
          .int(summary.byteCount), .int(summary.valueCount - summary.nullCount),
          .int(summary.nullCount), .optional(statistics.minimum),
          .optional(statistics.maximum),
          .optional(statistics.containsNaN.map { $0 ? 1 : 0 }),
        ])
      if file.merged?.endSnapshot == nil { table.merge(statistics, into: column.leafID) }
    }
    if file.merged?.endSnapshot == nil { table.add(file) }
    if let deletes = file.merged?.deletes {
      try insert(deletes, of: id, file.table, until: file.merged?.endSnapshot, &next)
    }
  }

  /// Enters what becomes of a data file with deleted rows.
  private func enter(
    _ delete: StagedDelete, _ next: inout SnapshotHead, _ table: inout TableStatistics,
    at time: String
  ) throws(StorageError) {
    let connection = lake.connection
    let file = delete.file
    guard let written = delete.written else {
      try endFile(file, at: next.id)
      table.remove(file)
      return
    }
    if let old = file.deleteFile {
      try connection.execute(
        "DELETE FROM ducklake_delete_file WHERE delete_file_id = ?", [.integer(old.id)])
      try lake.schedule(old.path, id: old.id, at: time)
    }
    try insert(written, of: file.id, delete.table, until: nil, &next)
  }

  /// Enters a delete file.
  private func insert(
    _ written: StagedDelete.Written, of dataFile: Int64, _ table: CatalogTable, until end: Int64?,
    _ next: inout SnapshotHead
  ) throws(StorageError) {
    try lake.connection.execute(
      """
      INSERT INTO ducklake_delete_file
      VALUES(?, ?, ?, ?, ?, ?, ?, 'parquet', ?, ?, ?, NULL, ?)
      """,
      [
        .integer(next.nextFileID), .integer(table.id), .integer(written.beginSnapshot),
        .optional(end), .integer(dataFile), .text(relative(written.path, to: table)),
        .integer(written.path.hasPrefix(table.folder) ? 1 : 0), .int(written.rowCount),
        .int(written.summary.byteCount), .int(written.summary.footerSize),
        .optional(written.partialMax),
      ])
    next.nextFileID += 1
  }

  /// Ends a data file and its delete file with a snapshot.
  private func endFile(_ file: DataFile, at snapshot: Int64) throws(StorageError) {
    try lake.connection.execute(
      "UPDATE ducklake_data_file SET end_snapshot = ? WHERE data_file_id = ?",
      [.integer(snapshot), .integer(file.id)])
    if let old = file.deleteFile {
      try lake.connection.execute(
        "UPDATE ducklake_delete_file SET end_snapshot = ? WHERE delete_file_id = ?",
        [.integer(snapshot), .integer(old.id)])
    }
  }

  private func relative(_ path: String, to table: CatalogTable) -> String {
    path.hasPrefix(table.folder) ? String(path.dropFirst(table.folder.count)) : path
  }
}

extension Lake {
  /// Enters a file among those that `expire` removes.
  func schedule(_ path: String, id: Int64, at time: String) throws(StorageError) {
    let entry = underDataPath(path)
    try connection.execute(
      "INSERT INTO ducklake_files_scheduled_for_deletion VALUES(?, ?, ?, ?)",
      [.integer(id), .text(entry.path), .integer(entry.isRelative ? 1 : 0), .text(time)])
  }
}
