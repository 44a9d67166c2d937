/// How a file is written.
///
/// Bytes depend on these options, the rows and the zlib version only: not on the clock, and not on
/// how many cores there are.
public struct ParquetWriteOptions: Sendable {
  /// How pages are compressed.
  public var codec = ParquetCodec.gzip
  /// The most rows in a row group.
  public var rowGroupSize = 131_072
  /// The most rows in a page.
  public var pageRowCount = 20_000
  /// The plain size past which a page is closed.
  public var pageByteCount = 1 << 20
  /// The columns whose ascending order (nulls last) the rows are already in; declared to readers.
  public var sortedBy: [String] = []
  /// Key-value metadata of the file; written sorted by key.
  public var metadata: [(String, String)] = []

  /// Makes the default options.
  public init() {}
}
