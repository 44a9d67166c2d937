internal import Columns

extension RawRows {
  /// Makes a block of rows whose cells are at hand, as where somebody has mended them.
  ///
  /// - Parameters:
  ///   - rows: The cells of each row.
  ///   - lineNumbers: The line of each row.
  ///   - byteRanges: Where each row's bytes lie in the file that it came from.
  ///   - sheet: The sheet's index.
  public init(
    rows: [[String]], lineNumbers: [Int], byteRanges: [ByteRange], sheet: Int = 0
  ) {
    precondition(
      rows.count == lineNumbers.count && rows.count == byteRanges.count, "a place for each row")
    self.init(sheet: sheet)
    for row in rows {
      for cell in row { cells.append(cell) }
      rowStarts.append(Int32(truncatingIfNeeded: cells.count))
      problems.append(.none)
    }
    self.lineNumbers = lineNumbers.map { Int32(clamping: $0) }
    self.byteRanges = byteRanges
    delimiter = UInt8(ascii: ",")
  }
}
