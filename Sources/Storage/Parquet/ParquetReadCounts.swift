/// How much of a file has been read: what pruning saved is what is missing here.
public struct ParquetReadCounts: Equatable, Sendable {
  /// The data pages that were decoded.
  public let pageCount: Int
  /// The bytes of column chunks that were read, page headers and dictionaries included.
  public let byteCount: Int
}
