public import Bytes
public import Columns

/// Writes record batches to a Parquet file.
public final class ParquetWriter {
  /// The columns written.
  public let columns: [ParquetColumn]

  /// Creates the file, with mode 0600.
  public init(path: String, columns: [ParquetColumn], options: ParquetWriteOptions)
    throws(StorageError)
  {
    self.columns = columns
  }

  /// Writes a batch, whose columns must have the order and types of `columns`.
  public func write(_ batch: RecordBatch) throws(StorageError) {
    throw StorageError(.unsupported, "writing Parquet")
  }

  /// Writes the footer, syncs and closes the file.
  public func finish() throws(StorageError) -> ParquetFileSummary {
    throw StorageError(.unsupported, "writing Parquet")
  }
}
