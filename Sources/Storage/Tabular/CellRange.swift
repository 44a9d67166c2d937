/// A rectangle of a sheet's cells; rows and columns count from 0, both ends included.
public struct CellRange: Equatable, Sendable {
  /// The first row.
  public var firstRow: Int
  /// The first column.
  public var firstColumn: Int
  /// The last row.
  public var lastRow: Int
  /// The last column.
  public var lastColumn: Int

  /// Makes a rectangle from its corners.
  public init(firstRow: Int, firstColumn: Int, lastRow: Int, lastColumn: Int) {
    self.firstRow = firstRow
    self.firstColumn = firstColumn
    self.lastRow = lastRow
    self.lastColumn = lastColumn
  }
}

extension CellRange {
  /// Reads a rectangle as a spreadsheet writes it: `A1:F1`, or one cell, `B2`.
  public init?(_ text: String) {
    let corners = text.replacing("$", with: "").split(separator: ":", maxSplits: 1)
    guard let first = corners.first.flatMap({ Self.corner($0) }),
      let last = corners.last.flatMap({ Self.corner($0) })
    else { return nil }
    self.init(
      firstRow: min(first.row, last.row), firstColumn: min(first.column, last.column),
      lastRow: max(first.row, last.row), lastColumn: max(first.column, last.column))
  }

  private static func corner(_ text: Substring) -> (row: Int, column: Int)? {
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    guard (1...3).contains(letters.utf8.count), let row = Int(text.dropFirst(letters.count)),
      (1...1_048_576).contains(row)
    else { return nil }
    let column = letters.uppercased().utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
    return (row - 1, column - 1)
  }
}

extension CellRange: CustomStringConvertible {
  /// The rectangle as a spreadsheet writes it: `A1:F1`.
  public var description: String {
    Self.reference(row: firstRow, column: firstColumn) + ":"
      + Self.reference(row: lastRow, column: lastColumn)
  }

  /// A cell as a spreadsheet writes it: row 0, column 27 is `AB1`.
  public static func reference(row: Int, column: Int) -> String {
    columnName(column) + String(row + 1)
  }

  /// A column as a spreadsheet writes it: 27 is `AB`.
  public static func columnName(_ column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column
    repeat {
      letters.append(UInt8(65 + rest % 26))
      rest = rest / 26 - 1
    } while rest >= 0
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}
