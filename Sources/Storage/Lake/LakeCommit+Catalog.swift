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
    try retireSources(next, &statistics, at: time)
    try statistics.store()
    try lake.insertSnapshot(next, changes: changes(deletes), message: message, at: time)
    return next.id
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
      + words("merge_adjacent", compactions.filter { !$0.hasDeletes }.map(\.table))
      + words("rewrite_delete", compactions.filter(\.hasDeletes).map(\.table))
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
    let rowIDStart = file.merged == nil ? table.nextRowID : nil
    try connection.execute(
      """
      INSERT INTO ducklake_data_file
      VALUES(?, ?, ?, NULL, NULL, ?, ?, 'parquet', ?, ?, ?, ?, ?, NULL, NULL, ?)
      """,
      [
        .integer(id), .integer(file.table.id), .integer(begin),
        .text(relative(file.path, to: file.table)),
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
      let type = column.elementID == nil ? column.field.type : ColumnType.string
      let statistics = ColumnStatistics(summary, of: type)
      try connection.execute(
        "INSERT INTO ducklake_file_column_stats VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        [
          .integer(id), .integer(file.table.id), .integer(column.leafID),
          .int(summary.byteCount), .int(summary.valueCount - summary.nullCount),
          .int(summary.nullCount), .optional(statistics.minimum),
          .optional(statistics.maximum),
          .optional(statistics.containsNaN.map { $0 ? 1 : 0 }),
        ])
      table.merge(statistics, into: column.leafID)
    }
    table.add(file)
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
    try connection.execute(
      """
      INSERT INTO ducklake_delete_file
      VALUES(?, ?, ?, NULL, ?, ?, ?, 'parquet', ?, ?, ?, NULL, ?)
      """,
      [
        .integer(next.nextFileID), .integer(delete.table.id), .integer(written.beginSnapshot),
        .integer(file.id), .text(relative(written.path, to: delete.table)),
        .integer(written.path.hasPrefix(delete.table.folder) ? 1 : 0), .int(written.rowCount),
        .int(written.summary.byteCount), .int(written.summary.footerSize),
        .optional(written.partialMax),
      ])
    next.nextFileID += 1
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
