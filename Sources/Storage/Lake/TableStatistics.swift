internal import Bytes
internal import Columns
internal import Parquet
internal import SQLite

/// The bounds of one column, as the catalog keeps them.
struct ColumnStatistics: Equatable, Sendable {
  let type: ColumnType
  var containsNull: Bool
  /// nil for other types than double.
  var containsNaN: Bool?
  var minimum: String?
  var maximum: String?

  /// Whether there are values that no bounds are known of, which is how the client marks a column
  /// from its first NaN on.
  var isUnbounded: Bool { containsNaN == true && minimum == nil && maximum == nil }

  init(
    type: ColumnType, containsNull: Bool, containsNaN: Bool?, minimum: String?, maximum: String?
  ) {
    self.type = type
    self.containsNull = containsNull
    self.containsNaN = containsNaN
    self.minimum = minimum
    self.maximum = maximum
  }

  init(_ summary: ParquetColumnSummary, of type: ColumnType) {
    self.type = type
    containsNull = summary.nullCount > 0
    containsNaN = type == .double ? summary.containsNaN : nil
    minimum = StatisticsText.text(summary.minimum, of: type)
    maximum = StatisticsText.text(summary.maximum, of: type)
  }

  /// Widens the bounds by those of more rows; bounds are nil only where all rows are null.
  mutating func merge(_ other: ColumnStatistics) {
    containsNull = containsNull || other.containsNull
    let isUnbounded = isUnbounded
    if let nan = other.containsNaN { containsNaN = (containsNaN ?? false) || nan }
    if isUnbounded { return }
    if let least = other.minimum,
      minimum.map({ StatisticsText.precedes(least, $0, type: type) }) ?? true
    {
      minimum = least
    }
    if let greatest = other.maximum,
      maximum.map({ StatisticsText.precedes($0, greatest, type: type) }) ?? true
    {
      maximum = greatest
    }
  }
}

/// The statistics of the tables that a snapshot changes.
struct StatisticsByTable {
  let connection: Connection
  private var tables: [Int64: TableStatistics] = [:]

  init(connection: Connection) { self.connection = connection }

  /// Changes a table's statistics, which are read when first asked for.
  mutating func change(
    _ table: CatalogTable, _ body: (inout TableStatistics) throws(StorageError) -> Void
  ) throws(StorageError) {
    var statistics: TableStatistics
    if let known = tables[table.id] {
      statistics = known
    } else {
      statistics = try TableStatistics(of: table, connection)
    }
    try body(&statistics)
    tables[table.id] = statistics
  }

  /// Writes all of them.
  func store() throws(StorageError) {
    for (_, table) in tables.sorted(by: { $0.key < $1.key }) { try table.store(in: connection) }
  }
}

/// A table's row in `ducklake_table_stats` with those of its columns.
struct TableStatistics {
  private let tableID: Int64
  private var isNew = true
  private var recordCount: Int64 = 0
  private(set) var nextRowID: Int64 = 0
  private var byteCount: Int64 = 0
  private var columns: [Int64: ColumnStatistics] = [:]
  private var known: Set<Int64> = []
  private var isExtended = false

  init(of table: CatalogTable, _ connection: Connection) throws(StorageError) {
    tableID = table.id
    var counts: (Int64, Int64, Int64)?
    try connection.query(
      """
      SELECT record_count, next_row_id, file_size_bytes
      FROM ducklake_table_stats WHERE table_id = ?
      """, [.integer(table.id)]
    ) { row in counts = (row.int64(0), row.int64(1), row.int64(2)) }
    guard let counts else { return }
    isNew = false
    (recordCount, nextRowID, byteCount) = counts
    var types: [Int64: ColumnType] = [:]
    for column in table.columns { types[column.leafID] = column.leafType }
    var columns: [Int64: ColumnStatistics] = [:]
    try connection.query(
      """
      SELECT column_id, contains_null, contains_nan, min_value, max_value
      FROM ducklake_table_column_stats WHERE table_id = ?
      """, [.integer(table.id)]
    ) { row in
      guard let type = types[row.int64(0)] else { return }
      columns[row.int64(0)] = ColumnStatistics(
        type: type, containsNull: row.isNull(1) || row.int64(1) != 0,
        containsNaN: row.optionalInt64(2).map { $0 != 0 }, minimum: row.optionalText(3),
        maximum: row.optionalText(4))
    }
    known = Set(columns.keys)
    // A client may keep no bounds of a column that has values, from a NaN on.
    let doubles = types.filter { $0.value == .double && columns[$0.key] == nil }
    if !doubles.isEmpty {
      try connection.query(
        """
        SELECT DISTINCT s.column_id FROM ducklake_file_column_stats s
        JOIN ducklake_data_file f USING (data_file_id)
        WHERE s.table_id = ? AND f.end_snapshot IS NULL AND s.value_count > 0
        """, [.integer(table.id)]
      ) { row in
        guard doubles[row.int64(0)] != nil else { return }
        columns[row.int64(0)] = ColumnStatistics(
          type: .double, containsNull: true, containsNaN: true, minimum: nil, maximum: nil)
      }
    }
    self.columns = columns
  }

  /// Counts a new data file.
  mutating func add(_ file: StagedFile) {
    recordCount += Int64(file.summary.rowCount)
    byteCount += Int64(file.summary.byteCount)
    if file.merged == nil {
      if !file.hasRowIDs { nextRowID += Int64(file.summary.rowCount) }
      isExtended = true
    }
  }

  /// Takes a data file that has ended out of the counts; bounds stay as wide as they were.
  mutating func remove(_ file: DataFile) {
    recordCount = max(0, recordCount - Int64(file.rowCount))
    byteCount = max(0, byteCount - file.byteCount)
  }

  /// Widens a column's bounds.
  mutating func merge(_ statistics: ColumnStatistics, into column: Int64) {
    if var current = columns[column] {
      current.merge(statistics)
      columns[column] = current
    } else {
      // Rows before the column was added hold null.
      var first = statistics
      first.containsNull = first.containsNull || !isNew
      columns[column] = first
    }
  }

  /// Writes the rows.
  func store(in connection: Connection) throws(StorageError) {
    if isNew {
      try connection.execute(
        "INSERT INTO ducklake_table_stats VALUES(?, ?, ?, ?)",
        [.integer(tableID), .integer(recordCount), .integer(nextRowID), .integer(byteCount)])
    } else {
      try connection.execute(
        """
        UPDATE ducklake_table_stats SET record_count = ?, next_row_id = ?, file_size_bytes = ?
        WHERE table_id = ?
        """,
        [.integer(recordCount), .integer(nextRowID), .integer(byteCount), .integer(tableID)])
    }
    if isExtended {
      // Columns of types that are not written here have no value in the new rows.
      try connection.execute(
        "UPDATE ducklake_table_column_stats SET contains_null = 1 WHERE table_id = ?",
        [.integer(tableID)])
    }
    for (id, column) in columns.sorted(by: { $0.key < $1.key }) {
      let values: [SQLValue] = [
        .int(column.containsNull ? 1 : 0), .optional(column.containsNaN.map { $0 ? 1 : 0 }),
        .optional(column.minimum), .optional(column.maximum), .integer(tableID), .integer(id),
      ]
      try connection.execute(
        known.contains(id)
          ? """
          UPDATE ducklake_table_column_stats
          SET contains_null = ?1, contains_nan = ?2, min_value = ?3, max_value = ?4
          WHERE table_id = ?5 AND column_id = ?6
          """ : "INSERT INTO ducklake_table_column_stats VALUES(?5, ?6, ?1, ?2, ?3, ?4, NULL)",
        values)
    }
  }
}
