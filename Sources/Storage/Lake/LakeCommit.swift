public import Bytes
public import Columns
public import SQLite

/// Rows to add, delete and replace, which become visible together or not at all.
public final class LakeCommit {
  private let lake: Lake

  init(lake: Lake) { self.lake = lake }

  /// Adds rows to a table.
  public func append(_ table: String, _ batch: RecordBatch) throws(StorageError) {
    throw StorageError(.unsupported, "not yet")
  }

  /// Deletes rows by their positions in a data file.
  public func delete(_ table: String, dataFileID: Int64, rows: [Int]) throws(StorageError) {
    throw StorageError(.unsupported, "not yet")
  }

  /// Replaces rows, which keep their lineage ids.
  public func update(
    _ table: String, _ batch: RecordBatch, replacing origins: [(dataFileID: Int64, row: Int)]
  ) throws(StorageError) {
    throw StorageError(.unsupported, "not yet")
  }

  /// Makes all of it durable in one transaction.
  public func commit(
    message: String, at time: String, ledger: (Connection) throws -> Void = { _ in }
  ) throws -> Int64? {
    throw StorageError(.unsupported, "not yet")
  }

  /// Removes what was staged.
  public func rollback() {}
}
