internal import Bytes
internal import Columns
internal import SQLite

/// A catalog table that holds inlined rows of a table, by the schema that it had at one time.
struct InlinedTable: Equatable, Sendable {
  let name: String
  /// The names that its columns have, by column id.
  let columnNames: [Int64: String]
}

extension Lake {
  /// The catalog tables that hold a table's inlined rows, the first made first.
  func inlinedTables(of table: CatalogTable) throws(StorageError) -> [InlinedTable] {
    var found: [(name: String, snapshot: Int64)] = []
    try connection.query(
      """
      SELECT i.table_name, coalesce(max(v.begin_snapshot), 0)
      FROM ducklake_inlined_data_tables i
      LEFT JOIN ducklake_schema_versions v
        ON v.table_id = i.table_id AND v.schema_version <= i.schema_version
      WHERE i.table_id = ? GROUP BY i.table_name, i.schema_version ORDER BY i.schema_version
      """, [.integer(table.id)]
    ) { row in found.append((row.text(0), row.int64(1))) }
    var tables: [InlinedTable] = []
    for (name, snapshot) in found where try hasTable(name) {
      tables.append(
        InlinedTable(name: name, columnNames: try columnNames(of: table.id, at: snapshot)))
    }
    return tables
  }

  /// Makes the catalog table for a table's new columns, where a client keeps rows in the catalog.
  ///
  /// The client puts rows into the newest such table, whatever columns it has.
  func extendInlinedTables(of table: CatalogTable, _ next: SnapshotHead) throws(StorageError) {
    guard let newest = try inlinedTables(of: table).last else { return }
    var types: [String: String] = [:]
    try connection.query("SELECT name, type FROM pragma_table_info(?)", [.text(newest.name)]) {
      row in types[row.text(0)] = row.text(1)
    }
    var columns = ["row_id BIGINT", "begin_snapshot BIGINT", "end_snapshot BIGINT"]
    try connection.query(
      """
      SELECT column_id, column_name, column_type FROM ducklake_column
      WHERE table_id = ? AND parent_column IS NULL AND end_snapshot IS NULL
      ORDER BY column_order
      """, [.integer(table.id)]
    ) { row in
      let known = newest.columnNames[row.int64(0)].flatMap { types[$0] }
      let name = row.text(1).split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
      columns.append("\"\(name)\" \(known ?? Self.inlinedType(row.text(2)))")
    }
    let name = "ducklake_inlined_data_\(table.id)_\(next.schemaVersion)"
    try connection.execute(
      "CREATE TABLE IF NOT EXISTS \"\(name)\"(\(columns.joined(separator: ", ")))")
    try connection.execute(
      "INSERT INTO ducklake_inlined_data_tables VALUES(?, ?, ?)",
      [.integer(table.id), .text(name), .integer(next.schemaVersion)])
  }

  /// The type of SQLite in which the client keeps values of a type.
  private static func inlinedType(_ type: String) -> String {
    ["boolean", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"].contains(type)
      ? "BIGINT" : type == "blob" ? "BLOB" : "VARCHAR"
  }

  /// The names of a table's columns at a snapshot, by column id.
  private func columnNames(of table: Int64, at snapshot: Int64) throws(StorageError) -> [Int64:
    String]
  {
    var names: [Int64: String] = [:]
    try connection.query(
      """
      SELECT column_id, column_name FROM ducklake_column
      WHERE table_id = ?1 AND parent_column IS NULL
        AND begin_snapshot <= ?2 AND (end_snapshot IS NULL OR end_snapshot > ?2)
      """, [.integer(table), .integer(snapshot)]
    ) { row in names[row.int64(0)] = row.text(1) }
    return names
  }
}
