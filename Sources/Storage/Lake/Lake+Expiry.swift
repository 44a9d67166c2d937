public import Bytes
internal import SQLite

extension Lake {
  /// Forgets snapshots older than a time, and removes the files that no other snapshot names.
  ///
  /// The newest snapshot stays whatever its age. Files that compaction or a later deletion
  /// replaced are removed once they have been scheduled before that time, so that readers who
  /// began earlier can finish.
  ///
  /// - Parameter time: In UTC, as `2026-11-23 14:10:40.635607+00`.
  /// - Returns: How many snapshots were forgotten.
  @discardableResult
  public func expire(olderThan time: String) throws(StorageError) -> Int {
    let newest = try refresh().id
    let count = try connection.transaction { () throws(StorageError) in
      try connection.execute(
        """
        DELETE FROM ducklake_snapshot_changes WHERE snapshot_id <> ?1 AND snapshot_id IN
          (SELECT snapshot_id FROM ducklake_snapshot WHERE snapshot_time < ?2)
        """, [.integer(newest), .text(time)])
      try connection.execute(
        "DELETE FROM ducklake_snapshot WHERE snapshot_id <> ?1 AND snapshot_time < ?2",
        [.integer(newest), .text(time)])
      let count = connection.changedRowCount
      for table in tables.values.sorted(by: { $0.id < $1.id }) {
        try retire("ducklake_delete_file", "delete_file_id", of: table, at: time)
        try retire("ducklake_data_file", "data_file_id", of: table, at: time)
      }
      return count
    }
    try removeScheduled(before: time)
    return count
  }

  /// Takes the files of a catalog table that no snapshot names any more to the schedule.
  private func retire(_ name: String, _ key: String, of table: CatalogTable, at time: String)
    throws(StorageError)
  {
    var files: [(id: Int64, path: String)] = []
    try connection.query(
      """
      SELECT \(key), path, path_is_relative FROM \(name) f
      WHERE table_id = ? AND end_snapshot IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ducklake_snapshot s
        WHERE s.snapshot_id >= f.begin_snapshot AND s.snapshot_id < f.end_snapshot)
      """, [.integer(table.id)]
    ) { row in
      files.append((row.int64(0), resolve(row.text(1), isRelative: row.int64(2) != 0, in: table)))
    }
    for file in files {
      try schedule(file.path, id: file.id, at: time)
      try connection.execute("DELETE FROM \(name) WHERE \(key) = ?", [.integer(file.id)])
      guard name == "ducklake_data_file" else { continue }
      for dependent in ["ducklake_file_column_stats", "ducklake_file_partition_value"] {
        try connection.execute(
          "DELETE FROM \(dependent) WHERE data_file_id = ?", [.integer(file.id)])
      }
    }
  }

  /// Removes scheduled files; one that a stopped process removed already is no fault.
  private func removeScheduled(before time: String) throws(StorageError) {
    var files: [(id: Int64, path: String)] = []
    try connection.query(
      """
      SELECT data_file_id, path, path_is_relative FROM ducklake_files_scheduled_for_deletion
      WHERE schedule_start <= ? ORDER BY data_file_id
      """, [.text(time)]
    ) { row in files.append((row.int64(0), (row.int64(2) != 0 ? dataPath : "") + row.text(1))) }
    if files.isEmpty { return }
    for file in files { try FileSystem.remove(file.path) }
    try connection.transaction { () throws(StorageError) in
      for file in files {
        try connection.execute(
          """
          DELETE FROM ducklake_files_scheduled_for_deletion
          WHERE data_file_id = ? AND schedule_start <= ?
          """, [.integer(file.id), .text(time)])
      }
    }
  }
}
