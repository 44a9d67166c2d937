public import Columns

/// What a finished file holds in one column.
public struct ParquetColumnSummary: Equatable, Sendable {
  /// The field id of the column; for a list, of its element, to which all figures then apply.
  public let fieldID: Int32
  /// The size of the column in the file, compressed, with page headers.
  public let byteCount: Int
  /// The number of entries, nulls included; a list without elements is one entry.
  public let valueCount: Int
  /// The number of entries without a value.
  public let nullCount: Int
  /// A value no entry is below; nil when there are no values to compare.
  ///
  /// `.int` for integers, dates and timestamps; texts are cut to 64 bytes at a character boundary.
  public let minimum: Value?
  /// A value no entry is above; nil when there are no values to compare.
  ///
  /// A text cut to 64 bytes has its last character raised by one.
  public let maximum: Value?
  /// Whether a double column holds a NaN, which `minimum` and `maximum` leave out.
  public let containsNaN: Bool
}
