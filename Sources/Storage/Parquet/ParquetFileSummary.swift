/// What a finished file holds, as a catalog wants to know it.
public struct ParquetFileSummary: Equatable, Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// The file's size.
  public let byteCount: Int
  /// The size of the footer, without its length and the closing magic.
  public let footerSize: Int
  /// One summary for each column, in the order of the writer's columns.
  public let columns: [ParquetColumnSummary]
}
