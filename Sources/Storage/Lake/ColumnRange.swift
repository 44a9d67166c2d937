internal import Columns

/// A range of one column's values by which a scan skips files and row groups.
///
/// It only skips what cannot hold such rows: rows outside the range may still be passed.
public struct ColumnRange: Equatable, Sendable {
  /// The values that are wanted.
  enum Bounds: Equatable, Sendable {
    case integers(ClosedRange<Int64>)
    case text(String)
  }

  /// The column's name.
  public let column: String
  let bounds: Bounds

  /// Wants the values of a range of an integer, date or timestamp column.
  public init(_ column: String, _ range: ClosedRange<Int64>) {
    self.column = column
    bounds = .integers(range)
  }

  /// Wants one value of a text column.
  public init(_ column: String, equals text: String) {
    self.column = column
    bounds = .text(text)
  }

  /// Whether values within two bounds can be among those wanted; nil is no bound.
  func overlaps(minimum: Value?, maximum: Value?) -> Bool {
    switch bounds {
    case .integers(let range):
      if case .int(let least)? = minimum, least > range.upperBound { return false }
      if case .int(let most)? = maximum, most < range.lowerBound { return false }
    case .text(let text):
      if case .string(let least)? = minimum,
        text.utf8.lexicographicallyPrecedes(least.utf8)
      {
        return false
      }
      if case .string(let most)? = maximum, most.utf8.lexicographicallyPrecedes(text.utf8) {
        return false
      }
    }
    return true
  }
}
