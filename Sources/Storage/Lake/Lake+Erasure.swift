internal import Bytes
internal import Columns
internal import SQLite

/// What an erasure did.
public struct ErasureSummary: Equatable, Sendable {
  /// How many snapshots were forgotten.
  public var snapshotCount = 0
  /// How many files were removed.
  public var fileCount = 0
  /// How many live files still hold deleted rows: their tables have columns that are not read here.
  public var keptFileCount = 0
}

extension Lake {
  /// Takes out of the lake's files all that no snapshot from a given one on shows.
  ///
  /// What an update or a deletion replaced lies on in files, in rows that clients keep in the
  /// catalog and in bounds of columns. Here earlier snapshots are forgotten, files with deleted rows
  /// are written anew without them, what they replace is removed at once, bounds of texts are
  /// narrowed to those of the files that are left, and the catalog's file is written anew. A reader
  /// who began before fails. Done again after a kill, it goes on where it stopped.
  ///
  /// - Parameters:
  ///   - snapshot: The first snapshot that stays.
  ///   - time: The time of a snapshot that is made, as in `LakeCommit.commit`.
  /// - Throws: `sqlite` while another client holds the catalog.
  public func erase(before snapshot: Int64, at time: String) throws -> ErasureSummary {
    var summary = ErasureSummary()
    summary.snapshotCount = try forgetSnapshots(below: snapshot, at: time)
    try Failpoint.reach(.lakeExpired)
    try compact(closedBefore: Int.min, at: time, rewritingDeletes: true)
    try connection.transaction { () throws(StorageError) in
      for (_, table) in tables.sorted(by: { $0.key < $1.key }) {
        try removeInlinedHistory(of: table, before: snapshot)
        try narrowBounds(of: table)
      }
    }
    try Failpoint.reach(.lakeErased)
    let expiry = try expire(olderThan: nil, removingScheduledBefore: Self.endOfTime, at: time)
    summary.fileCount = expiry.fileCount
    try removeOrphans()
    try connection.execute("VACUUM main")
    summary.keptFileCount = Int(
      try connection.integer(
        """
        SELECT count(*) FROM ducklake_data_file f WHERE end_snapshot IS NULL AND EXISTS(
          SELECT 1 FROM ducklake_delete_file d WHERE d.data_file_id = f.data_file_id)
        """) ?? 0)
    return summary
  }

  private static let endOfTime = "9999-12-31 00:00:00.000000+00"

  private func forgetSnapshots(below snapshot: Int64, at time: String) throws(StorageError) -> Int {
    let newest = try refresh().id
    return try connection.transaction { () throws(StorageError) in
      var old: [Int64] = []
      try connection.query(
        "SELECT snapshot_id FROM ducklake_snapshot WHERE snapshot_id < ? AND snapshot_id <> ?",
        [.integer(snapshot), .integer(newest)]
      ) { row in old.append(row.int64(0)) }
      try forget(old, at: time)
      return old.count
    }
  }

  /// Removes rows that clients kept in the catalog and deleted before a snapshot.
  private func removeInlinedHistory(of table: CatalogTable, before snapshot: Int64)
    throws(StorageError)
  {
    for inlined in try inlinedTables(of: table) {
      try connection.execute(
        "DELETE FROM \"\(inlined.name)\" WHERE end_snapshot <= ?", [.integer(snapshot)])
    }
  }

  /// Narrows the bounds of a table's texts to those of what it holds now.
  private func narrowBounds(of table: CatalogTable) throws(StorageError) {
    let inlined = try inlinedTables(of: table)
    for column in table.columns where column.leafType == .string {
      var bounds: [String] = []
      var isBounded = true
      try connection.query(
        """
        SELECT min(s.min_value), max(s.max_value), coalesce(sum(s.value_count > 0
          AND (s.min_value IS NULL OR s.max_value IS NULL)), 0)
        FROM ducklake_file_column_stats s JOIN ducklake_data_file f USING (data_file_id)
        WHERE f.table_id = ? AND f.end_snapshot IS NULL AND s.column_id = ?
        """, [.integer(table.id), .integer(column.leafID)]
      ) { row in
        bounds += [row.optionalText(0), row.optionalText(1)].compactMap { $0 }
        isBounded = row.int64(2) == 0
      }
      for rows in inlined {
        guard let name = rows.columnNames[column.id], column.field.type == .string else {
          isBounded = false
          continue
        }
        try connection.query(
          "SELECT min(\"\(name)\"), max(\"\(name)\") FROM \"\(rows.name)\" "
            + "WHERE end_snapshot IS NULL"
        ) { row in bounds += [row.optionalText(0), row.optionalText(1)].compactMap { $0 } }
      }
      guard isBounded else { continue }
      bounds.sort { StatisticsText.precedes($0, $1, type: .string) }
      try connection.execute(
        """
        UPDATE ducklake_table_column_stats SET min_value = ?, max_value = ?
        WHERE table_id = ? AND column_id = ? AND min_value IS NOT NULL
        """,
        [
          .optional(bounds.first), .optional(bounds.last), .integer(table.id),
          .integer(column.leafID),
        ])
    }
  }
}
