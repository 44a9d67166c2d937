public import Bytes
public import Columns
internal import SQLite

extension Lake {
  /// The columns of a table at a snapshot that are read here, in order.
  ///
  /// - Parameters:
  ///   - table: The table's name at that snapshot.
  ///   - snapshot: The state to look at, nil for the newest.
  public func schema(of table: String, snapshot: Int64? = nil) throws(StorageError) -> Schema {
    try refresh()
    return Schema(try self.table(table, at: snapshot).columns.map(\.field))
  }

  /// The numbers of the snapshots that have not been expired, ascending.
  public func snapshots() throws(StorageError) -> [Int64] {
    var numbers: [Int64] = []
    try connection.query("SELECT snapshot_id FROM ducklake_snapshot ORDER BY snapshot_id") { row in
      numbers.append(row.int64(0))
    }
    return numbers
  }

  /// A table as it is, or as it was at an earlier snapshot.
  func table(_ name: String, at snapshot: Int64?) throws(StorageError) -> CatalogTable {
    guard let snapshot, snapshot != latestSnapshot else { return try table(name) }
    let version = try connection.integer(
      "SELECT schema_version FROM ducklake_snapshot WHERE snapshot_id = ?", [.integer(snapshot)])
    guard let version else {
      throw StorageError(.notFound, path: connection.path, "no snapshot \(snapshot)")
    }
    if version == schemaVersion { return try table(name) }
    guard let table = try readTables(at: snapshot)[name] else {
      throw StorageError(
        .notFound, path: connection.path, "no table \(name) at snapshot \(snapshot)")
    }
    return table
  }

  /// Reads the tables of schema `main` at a snapshot.
  func readTables(at snapshot: Int64) throws(StorageError) -> [String: CatalogTable] {
    let columns = try readColumns(at: snapshot)
    let partitions = try readPartitions(at: snapshot)
    var tables: [String: CatalogTable] = [:]
    try connection.query(
      """
      SELECT t.table_id, t.table_name, t.path, t.path_is_relative, s.path, s.path_is_relative
      FROM ducklake_table t JOIN ducklake_schema s USING (schema_id)
      WHERE t.begin_snapshot <= ?1 AND (t.end_snapshot IS NULL OR t.end_snapshot > ?1)
        AND s.begin_snapshot <= ?1 AND (s.end_snapshot IS NULL OR s.end_snapshot > ?1)
        AND s.schema_name = 'main'
      """, [.integer(snapshot)]
    ) { row in
      let name = row.text(1)
      let isRelative = row.int64(3) != 0 && row.int64(5) != 0
      let relative = isRelative ? row.text(4) + row.text(2) : nil
      let folder =
        relative.map { dataPath + $0 }
        ?? (row.int64(3) != 0 ? row.text(4) + row.text(2) : row.text(2))
      let found = columns[row.int64(0)] ?? ([], [])
      tables[name] = CatalogTable(
        id: row.int64(0), name: name, folder: folder,
        columns: found.known.map { $0.adopting(definitions[name]?.schema) },
        foreignColumns: found.foreign, partition: partitions[row.int64(0)],
        sortedBy: definitions[name]?.sortedBy ?? [])
    }
    return tables
  }

  /// The columns of each table, in order: those of types read here, and the names of others.
  private func readColumns(at snapshot: Int64) throws(StorageError) -> [Int64: (
    known: [CatalogColumn], foreign: [String]
  )] {
    var rows: [ColumnRow] = []
    var children: [Int64: [Int64: [ColumnRow]]] = [:]
    try connection.query(
      """
      SELECT table_id, column_id, column_name, column_type, parent_column, initial_default,
        default_value, default_value_type, nulls_allowed
      FROM ducklake_column
      WHERE begin_snapshot <= ?1 AND (end_snapshot IS NULL OR end_snapshot > ?1)
      ORDER BY table_id, column_order
      """, [.integer(snapshot)]
    ) { row in
      let found = ColumnRow(
        table: row.int64(0), id: row.int64(1), name: row.text(2), type: row.text(3),
        initialDefault: row.optionalText(5), defaultValue: row.optionalText(6),
        isLiteral: row.text(7) != "expression", isNullable: row.isNull(8) || row.int64(8) != 0)
      if let parent = row.optionalInt64(4) {
        children[found.table, default: [:]][parent, default: []].append(found)
      } else {
        rows.append(found)
      }
    }
    var columns: [Int64: (known: [CatalogColumn], foreign: [String])] = [:]
    for row in rows {
      if let column = row.column(children[row.table]?[row.id] ?? []) {
        columns[row.table, default: ([], [])].known.append(column)
      } else {
        columns[row.table, default: ([], [])].foreign.append(row.name)
      }
    }
    return columns
  }

  /// The partitionings by year and month of one column; any other kind counts as none.
  private func readPartitions(at snapshot: Int64) throws(StorageError)
    -> [Int64: CatalogTable.Partition]
  {
    var found: [(table: Int64, id: Int64, column: Int64, isLive: Bool)] = []
    try connection.query(
      """
      SELECT i.table_id, i.partition_id, min(c.column_id),
        i.begin_snapshot <= ?1 AND (i.end_snapshot IS NULL OR i.end_snapshot > ?1)
      FROM ducklake_partition_info i JOIN ducklake_partition_column c USING (partition_id)
      GROUP BY i.table_id, i.partition_id
      HAVING count(*) = 2 AND min(c.column_id) = max(c.column_id)
        AND sum(c.partition_key_index = 0 AND c.transform = 'year') = 1
        AND sum(c.partition_key_index = 1 AND c.transform = 'month') = 1
      """, [.integer(snapshot)]
    ) { row in found.append((row.int64(0), row.int64(1), row.int64(2), row.int64(3) != 0)) }
    var partitions: [Int64: CatalogTable.Partition] = [:]
    for live in found where live.isLive {
      let equal = found.filter { $0.table == live.table && $0.column == live.column }
      partitions[live.table] = CatalogTable.Partition(
        id: live.id, columnID: live.column, equalIDs: Set(equal.map(\.id)))
    }
    return partitions
  }
}

/// A row of `ducklake_column`.
private struct ColumnRow {
  let table: Int64
  let id: Int64
  let name: String
  let type: String
  let initialDefault: String?
  let defaultValue: String?
  let isLiteral: Bool
  let isNullable: Bool

  /// The column, nil for a type that is not read.
  func column(_ children: [ColumnRow]) -> CatalogColumn? {
    guard let type = ColumnType(duckLakeName: type),
      type == .stringList
        ? children.count == 1 && children[0].type == "varchar" : children.isEmpty
    else { return nil }
    var newRows: Value? = isLiteral ? .null : nil
    if isLiteral, let defaultValue, defaultValue != "NULL" {
      newRows = CatalogDefault.read(defaultValue, type)
    }
    return CatalogColumn(
      id: id, field: Field(name, type), catalogType: self.type, elementID: children.first?.id,
      initialDefault: initialDefault.map { CatalogDefault.read($0, type) } ?? .null,
      defaultValue: newRows, isNullable: isNullable)
  }
}
