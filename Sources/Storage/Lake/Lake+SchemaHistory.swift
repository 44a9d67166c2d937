internal import Bytes
internal import SQLite

extension Lake {
  /// Those of a table's files that a file with the present columns can stand for in every snapshot.
  ///
  /// A column that was dropped or widened is gone, or wider, in whatever is written now. A file from
  /// before must stay for as long as a snapshot from before can be read.
  func replaceable(_ files: [DataFile], of table: CatalogTable) throws(StorageError) -> [DataFile] {
    var changes: [(snapshot: Int64, earlier: Int64)] = []
    try connection.query(
      """
      SELECT c.end_snapshot, max(s.snapshot_id)
      FROM ducklake_column c JOIN ducklake_snapshot s ON s.snapshot_id < c.end_snapshot
      WHERE c.table_id = ? AND NOT EXISTS (
        SELECT 1 FROM ducklake_column n
        WHERE n.table_id = c.table_id AND n.column_id = c.column_id
          AND n.begin_snapshot = c.end_snapshot AND n.column_type = c.column_type)
      GROUP BY c.end_snapshot
      """, [.integer(table.id)]
    ) { row in changes.append((row.int64(0), row.int64(1))) }
    return files.filter { file in
      !changes.contains { file.beginSnapshot < $0.snapshot && file.beginSnapshot <= $0.earlier }
    }
  }
}
