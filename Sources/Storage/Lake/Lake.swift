public import Bytes
public import Columns
public import SQLite

/// A DuckLake 1.0 lakehouse: a catalog in SQLite beside a folder of Parquet files.
public final class Lake {
  /// The catalog's connection; the ledger tables of the pipeline live in the same file.
  public let connection: Connection
  /// The folder of the catalog and its data.
  public let folder: String

  init(connection: Connection, folder: String) {
    self.connection = connection
    self.folder = folder
  }

  /// Opens a lake, or creates it, and makes or extends the given tables.
  public static func open(folder: String, tables: [TableDefinition], author: String)
    throws(StorageError) -> Lake
  {
    throw StorageError(.unsupported, "not yet")
  }

  /// The number of the last committed snapshot.
  public var latestSnapshot: Int64 { 0 }

  /// The number of live rows of a table.
  public func rowCount(_ table: String) throws(StorageError) -> Int {
    throw StorageError(.unsupported, "not yet")
  }

  /// Reads live rows, row group by row group.
  public func scan(
    _ table: String, columns: [String], snapshot: Int64? = nil, months: ClosedRange<Int>? = nil,
    where range: ColumnRange? = nil, body: (RecordBatch, RowOrigin) throws -> Void
  ) throws {
    throw StorageError(.unsupported, "not yet")
  }

  /// Reads all live rows into one batch.
  public func readAll(
    _ table: String, columns: [String], snapshot: Int64? = nil, months: ClosedRange<Int>? = nil,
    where range: ColumnRange? = nil
  ) throws -> RecordBatch {
    throw StorageError(.unsupported, "not yet")
  }

  /// Starts a commit; one at a time.
  public func begin() -> LakeCommit { LakeCommit(lake: self) }

  /// The files that no committed row names, as paths.
  public func orphans() throws(StorageError) -> [String] { [] }

  /// Removes the orphans that this program made.
  public func removeOrphans() throws(StorageError) {}

  /// Merges the files of closed months and of partitions with more than 8 files.
  public func compact(closedBefore month: Int, at time: String) throws -> Int64? { nil }

  /// Forgets snapshots older than a time and removes the files only they name.
  public func expire(olderThan time: String) throws(StorageError) -> Int { 0 }
}
