public import Columns

/// A change of a table's columns, which no data file is rewritten for.
public enum TableChange: Equatable, Sendable {
  /// Adds a column at the end; rows that are there already hold the value, as new rows do that do
  /// not name the column.
  case add(Field, default: Value = .null)
  /// Gives a column another name.
  case rename(String, to: String)
  /// Gives a column a wider type: `int32` becomes `int64`.
  case widen(String, to: ColumnType)
  /// Takes a column away; earlier snapshots keep it.
  case drop(String)
  /// Replaces the comment of a column, or of the table itself where none is named; empty for none.
  case comment(column: String?, String)
}
