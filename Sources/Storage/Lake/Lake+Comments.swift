internal import Bytes
internal import Columns
internal import SQLite

extension Lake {
  /// The comments of tables (key column 0) and columns, by table id and column id.
  func readComments() throws(StorageError) -> [Int64: [Int64: String]] {
    var comments: [Int64: [Int64: String]] = [:]
    try connection.query(
      """
      SELECT object_id, 0, value FROM ducklake_tag WHERE key = 'comment' AND end_snapshot IS NULL
      UNION ALL
      SELECT table_id, column_id, value FROM ducklake_column_tag
      WHERE key = 'comment' AND end_snapshot IS NULL
      """
    ) { row in comments[row.int64(0), default: [:]][row.int64(1)] = row.text(2) }
    return comments
  }

  /// Ends a comment and, where the new text is not empty, enters it.
  func setComment(_ text: String, table: Int64, column: Int64?, at snapshot: Int64)
    throws(StorageError)
  {
    if let column {
      try connection.execute(
        """
        UPDATE ducklake_column_tag SET end_snapshot = ?
        WHERE table_id = ? AND column_id = ? AND key = 'comment' AND end_snapshot IS NULL
        """, [.integer(snapshot), .integer(table), .integer(column)])
      if text.isEmpty { return }
      try connection.execute(
        "INSERT INTO ducklake_column_tag VALUES(?, ?, ?, NULL, 'comment', ?)",
        [.integer(table), .integer(column), .integer(snapshot), .text(text)])
    } else {
      try connection.execute(
        """
        UPDATE ducklake_tag SET end_snapshot = ?
        WHERE object_id = ? AND key = 'comment' AND end_snapshot IS NULL
        """, [.integer(snapshot), .integer(table)])
      if text.isEmpty { return }
      try connection.execute(
        "INSERT INTO ducklake_tag VALUES(?, ?, NULL, 'comment', ?)",
        [.integer(table), .integer(snapshot), .text(text)])
    }
  }
}
