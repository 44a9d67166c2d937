public import Bytes
internal import SQLite

/// What an expiry did.
public struct ExpirySummary: Equatable, Sendable {
  /// How many snapshots were forgotten.
  public var snapshotCount = 0
  /// How many files were removed.
  public var fileCount = 0
  /// The bytes of those files.
  public var byteCount = 0
  /// How many files wait until no reader can need them any more.
  public var waitingCount = 0
}

extension Lake {
  /// Forgets snapshots older than a time, and removes files that no other snapshot names.
  ///
  /// The newest snapshot stays whatever its age. A reader who began before a file was replaced may
  /// still be reading it, so files are removed only once they have been scheduled for some time:
  /// by compaction, by a later deletion, by this method or by another client.
  ///
  /// - Parameters:
  ///   - time: In UTC, as `2026-11-23 14:10:40.635607+00`; nil forgets no snapshot.
  ///   - limit: Files scheduled up to this time are removed; nil for `time`.
  ///   - present: The time at which files are scheduled now; nil for `time`.
  @discardableResult
  public func expire(
    olderThan time: String?, removingScheduledBefore limit: String? = nil,
    at present: String? = nil
  ) throws(StorageError) -> ExpirySummary {
    var summary = ExpirySummary()
    if let time {
      summary.snapshotCount = try forgetSnapshots(before: time, at: present ?? time)
      try Failpoint.reach(.lakeExpired)
    }
    if let limit = limit ?? time { try removeScheduled(before: limit, &summary) }
    summary.waitingCount = Int(
      try connection.integer("SELECT count(*) FROM ducklake_files_scheduled_for_deletion") ?? 0)
    return summary
  }

  private func forgetSnapshots(before time: String, at present: String) throws(StorageError) -> Int
  {
    guard let limit = CatalogTime.microseconds(time) else {
      preconditionFailure("\(time) is not a time of the catalog")
    }
    let newest = try refresh().id
    return try connection.transaction { () throws(StorageError) in
      var old: [Int64] = []
      try connection.query(
        "SELECT snapshot_id, snapshot_time FROM ducklake_snapshot WHERE snapshot_id <> ?",
        [.integer(newest)]
      ) { row in
        if let made = CatalogTime.microseconds(row.text(1)), made < limit {
          old.append(row.int64(0))
        }
      }
      try forget(old, at: present)
      return old.count
    }
  }

  /// Forgets snapshots inside the open transaction, and schedules the files that no other names.
  func forget(_ snapshots: [Int64], at time: String) throws(StorageError) {
    if snapshots.isEmpty { return }
    for id in snapshots {
      for name in ["ducklake_snapshot_changes", "ducklake_snapshot"] {
        try connection.execute("DELETE FROM \(name) WHERE snapshot_id = ?", [.integer(id)])
      }
    }
    try retire("ducklake_delete_file", "delete_file_id", at: time)
    try retire("ducklake_data_file", "data_file_id", at: time)
  }

  /// Takes the files of a catalog table that no snapshot names any more to the schedule.
  private func retire(_ name: String, _ key: String, at time: String) throws(StorageError) {
    var files: [(id: Int64, path: String, table: Int64)] = []
    try connection.query(
      """
      SELECT f.\(key), f.path, f.path_is_relative, f.table_id,
        t.path, t.path_is_relative, s.path, s.path_is_relative
      FROM \(name) f JOIN ducklake_table t USING (table_id) JOIN ducklake_schema s USING (schema_id)
      WHERE f.end_snapshot IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ducklake_snapshot n
        WHERE n.snapshot_id >= f.begin_snapshot AND n.snapshot_id < f.end_snapshot)
      GROUP BY f.\(key) ORDER BY f.\(key)
      """
    ) { row in
      files.append((row.int64(0), namedPath(row), row.int64(3)))
    }
    for file in files {
      try schedule(file.path, id: file.id, at: time)
      try connection.execute("DELETE FROM \(name) WHERE \(key) = ?", [.integer(file.id)])
      if name == "ducklake_data_file" { try removeDependents(of: file.id, table: file.table) }
    }
  }

  /// The absolute path of a file from its row: path of file, table id, path of table, of schema.
  private func namedPath(_ row: Statement) -> String {
    var path = row.text(1)
    if row.int64(2) == 0 { return path }
    path = row.text(4) + path
    if row.int64(5) == 0 { return path }
    path = row.text(6) + path
    return row.int64(7) == 0 ? path : dataPath + path
  }

  /// Removes what the catalog says of a data file beside its own row.
  func removeDependents(of file: Int64, table: Int64) throws(StorageError) {
    for dependent in ["ducklake_file_column_stats", "ducklake_file_partition_value"] {
      try connection.execute("DELETE FROM \(dependent) WHERE data_file_id = ?", [.integer(file)])
    }
    let inlined = "ducklake_inlined_delete_\(table)"
    if try hasTable(inlined) {
      try connection.execute("DELETE FROM \(inlined) WHERE file_id = ?", [.integer(file)])
    }
  }

  /// Removes scheduled files; one that a stopped process removed already is no fault.
  private func removeScheduled(before time: String, _ summary: inout ExpirySummary)
    throws(StorageError)
  {
    guard let limit = CatalogTime.microseconds(time) else {
      preconditionFailure("\(time) is not a time of the catalog")
    }
    var entries: [(row: Int64, path: String)] = []
    try connection.query(
      """
      SELECT rowid, path, path_is_relative, schedule_start
      FROM ducklake_files_scheduled_for_deletion ORDER BY rowid
      """
    ) { row in
      guard let start = CatalogTime.microseconds(row.text(3)), start <= limit else { return }
      entries.append((row.int64(0), (row.int64(2) != 0 ? dataPath : "") + row.text(1)))
    }
    if entries.isEmpty { return }
    for entry in entries where FileSystem.exists(entry.path) {
      summary.byteCount += try FileSystem.size(entry.path)
      summary.fileCount += 1
      try FileSystem.remove(entry.path)
    }
    try Failpoint.reach(.lakeExpiredFilesRemoved)
    try connection.transaction { () throws(StorageError) in
      for entry in entries {
        try connection.execute(
          "DELETE FROM ducklake_files_scheduled_for_deletion WHERE rowid = ?",
          [.integer(entry.row)])
      }
    }
  }

  /// Removes the orphans of other clients that were last written before a time.
  ///
  /// A client that is just writing has such files too; after a day it is not.
  ///
  /// - Returns: The paths that were removed.
  @discardableResult
  public func removeForeignOrphans(before time: String) throws(StorageError) -> [String] {
    guard let limit = CatalogTime.microseconds(time) else {
      preconditionFailure("\(time) is not a time of the catalog")
    }
    var removed: [String] = []
    for path in try orphans() where path.hasSuffix(".parquet") {
      guard try FileSystem.modified(path) / 1000 < limit else { continue }
      try FileSystem.remove(path)
      removed.append(path)
    }
    return removed
  }
}
