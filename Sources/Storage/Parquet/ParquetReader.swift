public import Bytes
public import Columns

/// Reads the columns of a Parquet file, one row group at a time.
///
/// May be used from several threads at once.
public final class ParquetReader: Sendable {
  /// The file's columns as found.
  public let columns: [ParquetColumn]
  /// The number of rows in each row group.
  public let rowGroupRowCounts: [Int]
  /// The file's key-value metadata.
  public let metadata: [String: String]

  /// Opens a file and reads its footer.
  public init(path: String) throws(StorageError) {
    throw StorageError(.unsupported, path: path, "reading Parquet")
  }

  /// The number of rows.
  public var rowCount: Int { rowGroupRowCounts.reduce(0, +) }

  /// The statistics of a column in a row group, each nil where the file has none.
  public func statistics(
    rowGroup: Int, column: Int
  ) -> (minimum: Value?, maximum: Value?, nullCount: Int?) {
    (nil, nil, nil)
  }

  /// Reads some columns of a row group, in the order asked for.
  public func read(rowGroup: Int, columns: [Int]) throws(StorageError) -> [Column] {
    throw StorageError(.unsupported, "reading Parquet")
  }
}
