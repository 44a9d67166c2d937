/// How much a tabular file may hold; what goes past a limit is a fault, not a crash.
public struct TabularLimits: Sendable {
  /// The most bytes that a compressed file or one member of it may unfold to.
  public var decompressedBytes = 8 << 30
  /// The most that compressed bytes may grow, once they unfold to more than 64 MiB.
  ///
  /// Tables come to 10 or 50, and deflate itself ends at 1,032.
  public var expansion = 200
  /// The most bytes that all rows of a workbook, page or JSON text may come to, a cell counting for
  /// four more; set to `expansion` times the file's size, once that is more than 64 MiB.
  var rowsBytes = Int.max
  /// The most bytes of all shared strings of a workbook.
  public var sharedStringBytes = 1 << 30
  /// The most lines that a quoted field may run over before its quote counts as never closed.
  public var quotedLines = 1_000
  /// The most bytes of a row.
  public var rowBytes = 16 << 20
  /// The most cells of a row.
  public var columns = 16_384
  /// The deepest nesting of JSON values.
  public var depth = 128

  /// The limits for input from the city's own systems.
  public static let `default` = TabularLimits()

  /// Makes the default limits.
  public init() {}
}
