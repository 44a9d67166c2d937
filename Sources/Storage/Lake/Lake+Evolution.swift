public import Bytes
internal import Columns
internal import SQLite

extension Lake {
  /// Changes a table's columns in one snapshot.
  ///
  /// Columns are told apart by their ids, so that rows keep their values whatever the column is
  /// called, and earlier snapshots keep the schema they had.
  ///
  /// - Parameters:
  ///   - table: The table's name.
  ///   - changes: What to change, in order.
  ///   - message: What the snapshot is for.
  ///   - time: The snapshot's time, as in `LakeCommit.commit`.
  /// - Returns: The new snapshot's number.
  /// - Throws: `notFound` for an unknown table or column, `drifted` for a name that is taken, a type
  ///   that is not wider, or a column that partitions the table; `unsupported` for a default value
  ///   of a list; `sqlite`.
  @discardableResult
  public func alter(
    _ table: String, _ changes: [TableChange], message: String, at time: String
  ) throws(StorageError) -> Int64 {
    precondition(!isCommitOpen, "no change of columns while a commit is open")
    try connection.transaction { () throws(StorageError) in
      var next = try refresh()
      next.id += 1
      next.schemaVersion += 1
      let altered = try self.table(table)
      try apply(changes, to: altered, next)
      try insertSnapshot(
        next, changes: "altered_table:\(altered.id)", message: message, at: time)
    }
    return try refresh().id
  }

  /// Enters changes of a table's columns, and the table's new schema version.
  func apply(_ changes: [TableChange], to table: CatalogTable, _ next: SnapshotHead)
    throws(StorageError)
  {
    for change in changes {
      switch change {
      case .add(let field, let value): try add(field, value, to: table, next)
      case .rename(let name, let other): try rename(name, to: other, in: table, next)
      case .widen(let name, let type): try widen(name, to: type, in: table, next)
      case .drop(let name): try drop(name, from: table, next)
      case .comment(let name, let text):
        let column = try name.map { (name) throws(StorageError) in
          try liveColumn(name, of: table).id
        }
        try setComment(text, table: table.id, column: column, at: next.id)
      }
    }
    let isStructural = changes.contains { change in
      if case .comment = change { false } else { true }
    }
    if !isStructural { return }
    try connection.execute(
      "INSERT INTO ducklake_schema_versions VALUES(?, ?, ?)",
      [.integer(next.id), .integer(next.schemaVersion), .integer(table.id)])
    try extendInlinedTables(of: table, next)
  }

  private func add(_ field: Field, _ value: Value, to table: CatalogTable, _ next: SnapshotHead)
    throws(StorageError)
  {
    try checkFree(field.name, in: table)
    guard value == .null || field.type != .stringList else {
      throw StorageError(.unsupported, "a default value of a list: column \(field.name)")
    }
    // The order counts from 1 and is never used twice, as ids are.
    let id =
      1
      + (try connection.integer(
        "SELECT max(column_id) FROM ducklake_column WHERE table_id = ?", [.integer(table.id)])
        ?? 0)
    _ = try insertColumn(field, default: value, id: id, table: table.id, at: next.id)
    if value == .null { return }
    // The bounds of the whole table speak of its older rows too, which hold the value.
    let text = CatalogDefault.text(value, of: field.type)
    let rows = try connection.integer(
      "SELECT count(*) FROM ducklake_table_stats WHERE table_id = ?", [.integer(table.id)])
    if rows == 0 { return }
    let bound: SQLValue = field.type == .bool ? .null : .text(text)
    try connection.execute(
      "INSERT INTO ducklake_table_column_stats VALUES(?, ?, 0, ?, ?, ?, NULL)",
      [
        .integer(table.id), .integer(id), field.type == .double ? .integer(0) : .null, bound, bound,
      ])
  }

  private func rename(
    _ name: String, to other: String, in table: CatalogTable, _ next: SnapshotHead
  ) throws(StorageError) {
    try checkFree(other, in: table)
    try succeed(try liveColumn(name, of: table).id, of: table, next, name: other)
  }

  private func widen(
    _ name: String, to type: ColumnType, in table: CatalogTable, _ next: SnapshotHead
  ) throws(StorageError) {
    let column = try liveColumn(name, of: table)
    guard type.isPromotion(of: column.type) else {
      throw StorageError(
        .drifted, path: connection.path,
        "column \(name) of \(table.name): \(column.type) does not widen to \(type.duckLakeName)")
    }
    try succeed(column.id, of: table, next, type: type.duckLakeName)
  }

  /// Ends a column's row and enters one with the same id and another name or type.
  private func succeed(
    _ column: Int64, of table: CatalogTable, _ next: SnapshotHead, name: String? = nil,
    type: String? = nil
  ) throws(StorageError) {
    // A row that this very snapshot entered is changed in place: it was never seen otherwise.
    try connection.execute(
      """
      INSERT INTO ducklake_column
      SELECT column_id, ?1, NULL, table_id, column_order, column_name, column_type,
        initial_default, default_value, nulls_allowed, parent_column, default_value_type,
        default_value_dialect
      FROM ducklake_column
      WHERE table_id = ?2 AND column_id = ?3 AND end_snapshot IS NULL AND begin_snapshot <> ?1
      """, [.integer(next.id), .integer(table.id), .integer(column)])
    try connection.execute(
      """
      UPDATE ducklake_column SET end_snapshot = ?1
      WHERE table_id = ?2 AND column_id = ?3 AND end_snapshot IS NULL AND begin_snapshot <> ?1
      """, [.integer(next.id), .integer(table.id), .integer(column)])
    try connection.execute(
      """
      UPDATE ducklake_column
      SET column_name = coalesce(?4, column_name), column_type = coalesce(?5, column_type)
      WHERE table_id = ?2 AND column_id = ?3 AND end_snapshot IS NULL AND begin_snapshot = ?1
      """,
      [
        .integer(next.id), .integer(table.id), .integer(column), .optional(name), .optional(type),
      ])
  }

  private func drop(_ name: String, from table: CatalogTable, _ next: SnapshotHead)
    throws(StorageError)
  {
    let column = try liveColumn(name, of: table)
    let cuts = try connection.integer(
      """
      SELECT count(*)
      FROM ducklake_partition_info i JOIN ducklake_partition_column c USING (partition_id)
      WHERE i.table_id = ? AND i.end_snapshot IS NULL AND c.column_id = ?
      """, [.integer(table.id), .integer(column.id)])
    guard cuts == 0 else {
      throw StorageError(
        .drifted, path: connection.path, "\(table.name) is partitioned by column \(name)")
    }
    try connection.execute(
      """
      WITH RECURSIVE dropped(id) AS (
        SELECT ?3
        UNION SELECT column_id FROM ducklake_column JOIN dropped ON parent_column = id
        WHERE table_id = ?2)
      UPDATE ducklake_column SET end_snapshot = ?1
      WHERE table_id = ?2 AND column_id IN (SELECT id FROM dropped) AND end_snapshot IS NULL
      """, [.integer(next.id), .integer(table.id), .integer(column.id)])
    try setComment("", table: table.id, column: column.id, at: next.id)
  }

  /// A column's id and catalog type by its present name, those of types that are not read too.
  private func liveColumn(_ name: String, of table: CatalogTable) throws(StorageError) -> (
    id: Int64, type: String
  ) {
    var found: (id: Int64, type: String)?
    try connection.query(
      """
      SELECT column_id, column_type FROM ducklake_column
      WHERE table_id = ? AND column_name = ? AND parent_column IS NULL AND end_snapshot IS NULL
      """, [.integer(table.id), .text(name)]
    ) { row in found = (row.int64(0), row.text(1)) }
    guard let found else {
      throw StorageError(.notFound, "no column \(name) in table \(table.name)")
    }
    return found
  }

  /// Refuses a name that a column of the table has, in any case of its letters.
  private func checkFree(_ name: String, in table: CatalogTable) throws(StorageError) {
    let taken = try connection.integer(
      """
      SELECT count(*) FROM ducklake_column
      WHERE table_id = ? AND lower(column_name) = lower(?) AND parent_column IS NULL
        AND end_snapshot IS NULL
      """, [.integer(table.id), .text(name)])
    guard taken == 0 else {
      throw StorageError(
        .drifted, path: connection.path, "table \(table.name) has a column \(name) already")
    }
  }

  /// Enters a column, and its element where it is a list; gives the next free id.
  func insertColumn(
    _ field: Field, default value: Value = .null, id: Int64, table: Int64, at snapshot: Int64
  ) throws(StorageError) -> Int64 {
    let sql = """
      INSERT INTO ducklake_column
      VALUES(?, ?, NULL, ?, ?, ?, ?, ?, ?, 1, ?, ?, 'duckdb')
      """
    let isList = field.type == .stringList
    let text = CatalogDefault.text(value, of: field.type)
    try connection.execute(
      sql,
      [
        .integer(id), .integer(snapshot), .integer(table), .integer(id), .text(field.name),
        .text(field.type.duckLakeName), value == .null ? .null : .text(text), .text(text), .null,
        .text(isList ? "" : "literal"),
      ])
    if isList {
      try connection.execute(
        sql,
        [
          .integer(id + 1), .integer(snapshot), .integer(table), .integer(id + 1), "element",
          .text(ColumnType.string.duckLakeName), .null, "NULL", .integer(id), "literal",
        ])
    }
    try setComment(field.comment, table: table, column: id, at: snapshot)
    return id + (isList ? 2 : 1)
  }
}
