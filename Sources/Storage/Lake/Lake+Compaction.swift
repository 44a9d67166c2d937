internal import Bytes
internal import Columns
internal import Parquet
public import SQLite

/// What a compaction did.
public struct CompactionSummary: Equatable, Sendable {
  /// The snapshot that was made, nil where nothing was to merge.
  public var snapshot: Int64?
  /// How many data files were replaced.
  public var sourceCount = 0
  /// How many data files took their place.
  public var fileCount = 0
  /// How many rows those hold.
  public var rowCount = 0
}

extension Lake {
  /// Merges small files: of closed months, of partitions and tables with more than 8 files, of
  /// months past an age into the codec of the archive, and those much of which is deleted.
  ///
  /// Every earlier snapshot reads as before. Live rows go to a file that holds the snapshot of each
  /// and takes the place of its sources in the past too; rows that a snapshot still shows but the
  /// newest does not go to a file that has ended, which later readers never open; rows that no
  /// snapshot shows go nowhere. Replaced files go to `ducklake_files_scheduled_for_deletion`, from
  /// where `expire` removes them.
  ///
  /// - Parameters:
  ///   - month: The first month that is not closed, as year × 12 + month − 1.
  ///   - archiveMonth: The first month that is not yet in the codec of the archive, likewise.
  ///   - time: The snapshot's time, as in `LakeCommit.commit`.
  ///   - rewritingDeletes: Whether every file with deleted rows is written anew without them, so
  ///     that `expire` can then remove what has to be forgotten.
  ///   - ledger: Writes what must become durable together with the merge, also where nothing was to
  ///     merge; the summary lacks the snapshot.
  /// - Complexity: Reads and writes the rows of the files merged, a bounded number at a time. Over
  ///   all nights a row is written again about as often as its file grows to four times its size.
  @discardableResult
  public func compact(
    closedBefore month: Int, archivedBefore archiveMonth: Int = Int.min, at time: String,
    rewritingDeletes: Bool = false,
    ledger: (CompactionSummary, Connection) throws -> Void = { _, _ in }
  ) throws -> CompactionSummary {
    let snapshot = try refresh().id
    let oldest = try oldestSnapshot()
    var compactions: [Compaction] = []
    for (_, table) in tables.sorted(by: { $0.key < $1.key }) where table.foreignColumns.isEmpty {
      func plan(_ files: [DataFile], of month: Int?, isHistory: Bool, closed: Bool, old: Bool) {
        compactions += CompactionPlan(
          table: table, month: month, files: files, isHistory: isHistory, isClosed: closed,
          isPastAge: old, rewritingDeletes: rewritingDeletes, oldestSnapshot: oldest
        ).compactions()
      }
      let files = try replaceable(dataFiles(of: table, at: snapshot), of: table)
      for (partition, group) in Dictionary(grouping: files, by: \.month)
        .sorted(by: { $0.key ?? -1 < $1.key ?? -1 })
      {
        // Files outside the present partitioning stay: their rows may be of any month.
        if partition == nil && table.partition != nil { continue }
        plan(
          group, of: partition, isHistory: false, closed: partition.map { $0 < month } ?? false,
          old: partition.map { $0 < archiveMonth } ?? false)
      }
      let ended = try replaceable(endedFiles(of: table, after: oldest), of: table)
      plan(ended, of: nil, isHistory: true, closed: false, old: false)
    }
    let commit = begin()
    do {
      for compaction in compactions {
        try commit.compact(compaction, at: snapshot, oldest: oldest)
      }
    } catch {
      commit.rollback()
      throw error
    }
    var summary = CompactionSummary(
      sourceCount: compactions.reduce(0) { $0 + $1.sources.count },
      fileCount: commit.staged.count,
      rowCount: commit.staged.reduce(0) { $0 + $1.summary.rowCount })
    summary.snapshot = try commit.commit(message: "compact", at: time) { connection in
      try ledger(summary, connection)
    }
    return summary
  }

  /// The oldest snapshot that can be read.
  private func oldestSnapshot() throws(StorageError) -> Int64 {
    try connection.integer("SELECT min(snapshot_id) FROM ducklake_snapshot") ?? 0
  }

  /// The data files that have ended and that some snapshot still shows, in the order of their ids.
  private func endedFiles(of table: CatalogTable, after oldest: Int64) throws(StorageError)
    -> [DataFile]
  {
    var files: [DataFile] = []
    try connection.query(
      """
      SELECT data_file_id, path, path_is_relative, record_count, file_size_bytes, row_id_start,
        begin_snapshot, end_snapshot, partial_max
      FROM ducklake_data_file
      WHERE table_id = ?1 AND end_snapshot > ?2 AND mapping_id IS NULL AND encryption_key IS NULL
      ORDER BY data_file_id
      """, [.integer(table.id), .integer(oldest)]
    ) { row in
      files.append(
        DataFile(
          id: row.int64(0),
          path: resolve(row.text(1), isRelative: row.int64(2) != 0, in: table),
          rowCount: row.int(3), byteCount: row.int64(4), rowIDStart: row.optionalInt64(5),
          beginSnapshot: row.int64(6), endSnapshot: row.int64(7),
          partialMax: row.optionalInt64(8), month: nil, deleteFile: nil))
    }
    for index in files.indices {
      files[index].deleteFile = try deleteFiles(of: files[index], in: table).first
    }
    return files
  }

  /// The delete files of a data file in all snapshots, the first begun first.
  func deleteFiles(of file: DataFile, in table: CatalogTable) throws(StorageError) -> [DeleteFile] {
    var files: [DeleteFile] = []
    try connection.query(
      """
      SELECT delete_file_id, path, path_is_relative, begin_snapshot, partial_max, delete_count
      FROM ducklake_delete_file WHERE data_file_id = ? ORDER BY begin_snapshot, delete_file_id
      """, [.integer(file.id)]
    ) { row in
      files.append(
        DeleteFile(
          id: row.int64(0),
          path: resolve(row.text(1), isRelative: row.int64(2) != 0, in: table),
          beginSnapshot: row.int64(3), partialMax: row.optionalInt64(4), rowCount: row.int(5)))
    }
    return files
  }

  /// What deleted the rows of a data file in any snapshot, and when.
  func deletedRows(of file: DataFile, in table: CatalogTable) throws(StorageError) -> DeletedRows {
    var rows = DeletedRows([], by: 0)
    for deleteFile in try deleteFiles(of: file, in: table) {
      rows = rows.union(try DeletedRows(deleteFile))
    }
    let name = "ducklake_inlined_delete_\(table.id)"
    guard try hasTable(name) else { return rows }
    var inlined = DeletedRows([], by: 0)
    try connection.query(
      "SELECT row_id, min(begin_snapshot) FROM \(name) WHERE file_id = ? GROUP BY row_id",
      [.integer(file.id)]
    ) { row in
      inlined.positions.append(row.int(0))
      inlined.snapshots.append(row.int64(1))
    }
    return rows.union(inlined)
  }
}
