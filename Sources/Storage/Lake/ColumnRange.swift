/// A range of one integer, date or timestamp column by which a scan skips files and row groups.
///
/// It only skips what cannot hold such rows: rows outside the range may still be passed.
public struct ColumnRange: Equatable, Sendable {
  /// The column's name.
  public let column: String
  /// The values that are wanted.
  public let range: ClosedRange<Int64>

  /// Makes a range.
  public init(_ column: String, _ range: ClosedRange<Int64>) {
    self.column = column
    self.range = range
  }
}
