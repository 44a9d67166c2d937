internal import Bytes
internal import SQLite

/// The rows of the catalog as they stand, damaged or not; only verification reads them so.
struct CatalogImage {
  struct Snapshot {
    let id: Int64
    let schemaVersion: Int64
    let nextCatalogID: Int64
    let nextFileID: Int64
  }

  struct Table {
    let id: Int64
    let name: String
    /// The table's folder, absolute, with a closing slash.
    let folder: String
    let begin: Int64
    let end: Int64?
    /// Its present name and those it had before.
    let names: Set<String>
  }

  struct Column {
    let id: Int64
    let tableID: Int64
    let begin: Int64
    let end: Int64?
    let name: String
    let type: String
    let parentID: Int64?
  }

  struct Partition {
    let id: Int64
    let tableID: Int64
    /// The column whose year and month cut the table; nil for any other partitioning.
    let dateColumnID: Int64?
  }

  /// A row of `ducklake_data_file` or `ducklake_delete_file`.
  struct File {
    let id: Int64
    let tableID: Int64
    let begin: Int64
    let end: Int64?
    /// The absolute path.
    let path: String
    let rowCount: Int
    let byteCount: Int
    /// nil where the catalog does not say.
    let footerSize: Int?
    let partialMax: Int64?
    /// Whether it is encrypted, mapped by name or not Parquet, and so not read here.
    let isForeign: Bool
    /// Of a data file the lineage id of its first row.
    let rowIDStart: Int64?
    /// Of a data file its partitioning.
    let partitionID: Int64?
    /// Of a delete file the data file whose rows it deletes.
    let dataFileID: Int64?

    /// Whether the newest snapshot reads it.
    var isLive: Bool { end == nil }
  }

  struct TableCount {
    let tableID: Int64
    let recordCount: Int64
    let nextRowID: Int64
  }

  let connection: Connection
  let dataPath: String
  var snapshots: [Snapshot] = []
  var changes: [Int64: String] = [:]
  var tables: [Int64: Table] = [:]
  var columns: [Int64: [Column]] = [:]
  var partitions: [Int64: Partition] = [:]
  var dataFiles: [File] = []
  var deleteFiles: [File] = []
  var counts: [Int64: TableCount] = [:]

  /// Reads the catalog.
  ///
  /// - Throws: `sqlite` where a table or column of the catalog is missing or unreadable.
  init(_ connection: Connection, dataPath: String) throws(StorageError) {
    self.connection = connection
    self.dataPath = dataPath
    try readSnapshots()
    try readTables()
    try readColumns()
    try readPartitions()
    try readDataFiles()
    try readDeleteFiles()
    try readCounts()
  }

  /// The number of the newest snapshot; −1 where there is none.
  var newest: Int64 { snapshots.last?.id ?? -1 }

  /// A table's name, or its number where it is not known.
  func name(ofTable id: Int64) -> String { tables[id]?.name ?? "table \(id)" }

  /// The columns that a table had at a snapshot, without elements of lists.
  func columns(of table: Int64, at snapshot: Int64) -> [Column] {
    (columns[table] ?? []).filter { column in
      column.parentID == nil && column.begin <= snapshot
        && (column.end.map { $0 > snapshot } ?? true)
    }
  }

  private mutating func readSnapshots() throws(StorageError) {
    var snapshots: [Snapshot] = []
    try connection.query(
      """
      SELECT snapshot_id, schema_version, next_catalog_id, next_file_id
      FROM ducklake_snapshot ORDER BY snapshot_id
      """
    ) { row in
      snapshots.append(
        Snapshot(
          id: row.int64(0), schemaVersion: row.int64(1), nextCatalogID: row.int64(2),
          nextFileID: row.int64(3)))
    }
    var changes: [Int64: String] = [:]
    try connection.query("SELECT snapshot_id, changes_made FROM ducklake_snapshot_changes") { row in
      changes[row.int64(0)] = row.text(1)
    }
    (self.snapshots, self.changes) = (snapshots, changes)
  }

  private mutating func readTables() throws(StorageError) {
    var tables: [Int64: Table] = [:]
    let dataPath = dataPath
    try connection.query(
      """
      SELECT t.table_id, t.table_name, t.path, t.path_is_relative, s.path, s.path_is_relative,
        t.begin_snapshot, t.end_snapshot
      FROM ducklake_table t JOIN ducklake_schema s USING (schema_id)
      ORDER BY t.table_id, t.begin_snapshot
      """
    ) { row in
      var folder = row.text(2)
      if row.int64(3) != 0 {
        folder = row.text(4) + folder
        if row.int64(5) != 0 { folder = dataPath + folder }
      }
      tables[row.int64(0)] = Table(
        id: row.int64(0), name: row.text(1), folder: folder, begin: row.int64(6),
        end: row.optionalInt64(7),
        names: (tables[row.int64(0)]?.names ?? []).union([row.text(1)]))
    }
    self.tables = tables
  }

  private mutating func readColumns() throws(StorageError) {
    var columns: [Int64: [Column]] = [:]
    try connection.query(
      """
      SELECT column_id, table_id, begin_snapshot, end_snapshot, column_name, column_type,
        parent_column
      FROM ducklake_column ORDER BY table_id, column_order, begin_snapshot
      """
    ) { row in
      columns[row.int64(1), default: []].append(
        Column(
          id: row.int64(0), tableID: row.int64(1), begin: row.int64(2),
          end: row.optionalInt64(3), name: row.text(4), type: row.text(5),
          parentID: row.optionalInt64(6)))
    }
    self.columns = columns
  }

  private mutating func readPartitions() throws(StorageError) {
    var partitions: [Int64: Partition] = [:]
    try connection.query(
      """
      SELECT i.partition_id, i.table_id,
        CASE WHEN count(*) = 2 AND min(c.column_id) = max(c.column_id)
          AND sum(c.partition_key_index = 0 AND c.transform = 'year') = 1
          AND sum(c.partition_key_index = 1 AND c.transform = 'month') = 1
        THEN min(c.column_id) END
      FROM ducklake_partition_info i JOIN ducklake_partition_column c USING (partition_id)
      GROUP BY i.partition_id, i.table_id
      """
    ) { row in
      partitions[row.int64(0)] = Partition(
        id: row.int64(0), tableID: row.int64(1), dateColumnID: row.optionalInt64(2))
    }
    self.partitions = partitions
  }

  private mutating func readDataFiles() throws(StorageError) {
    var files: [File] = []
    let image = self
    try connection.query(
      """
      SELECT data_file_id, table_id, begin_snapshot, end_snapshot, path, path_is_relative,
        record_count, file_size_bytes, footer_size, partial_max,
        mapping_id IS NOT NULL OR encryption_key IS NOT NULL OR lower(file_format) <> 'parquet',
        row_id_start, partition_id, NULL
      FROM ducklake_data_file ORDER BY table_id, data_file_id
      """
    ) { row in files.append(image.file(row)) }
    dataFiles = files
  }

  private mutating func readDeleteFiles() throws(StorageError) {
    var files: [File] = []
    let image = self
    try connection.query(
      """
      SELECT delete_file_id, table_id, begin_snapshot, end_snapshot, path, path_is_relative,
        delete_count, file_size_bytes, footer_size, partial_max,
        encryption_key IS NOT NULL OR coalesce(lower(format), 'parquet') <> 'parquet',
        NULL, NULL, data_file_id
      FROM ducklake_delete_file ORDER BY table_id, delete_file_id
      """
    ) { row in files.append(image.file(row)) }
    deleteFiles = files
  }

  private func file(_ row: Statement) -> File {
    let path = row.text(4)
    let folder = tables[row.int64(1)]?.folder ?? dataPath
    return File(
      id: row.int64(0), tableID: row.int64(1), begin: row.int64(2), end: row.optionalInt64(3),
      path: row.int64(5) != 0 ? folder + path : path, rowCount: row.int(6),
      byteCount: row.int(7), footerSize: row.optionalInt64(8).map { Int($0) },
      partialMax: row.optionalInt64(9), isForeign: row.int64(10) != 0,
      rowIDStart: row.optionalInt64(11), partitionID: row.optionalInt64(12),
      dataFileID: row.optionalInt64(13))
  }

  private mutating func readCounts() throws(StorageError) {
    var counts: [Int64: TableCount] = [:]
    try connection.query(
      "SELECT table_id, record_count, next_row_id FROM ducklake_table_stats"
    ) { row in
      counts[row.int64(0)] = TableCount(
        tableID: row.int64(0), recordCount: row.int64(1), nextRowID: row.int64(2))
    }
    self.counts = counts
  }
}
