internal import Bytes

extension XLSRecordReader {
  /// Goes to a sheet's first record.
  mutating func enterSheet(_ sheet: XLSWorkbook.Sheet) throws(StorageError) {
    seek(to: sheet.offset)
    guard try next(), kind == .startOfPart else {
      throw StorageError(
        .corrupt, at: .init(byteOffset: sheet.offset),
        "a sheet of the workbook is not where it should be: the file is broken, save it again")
    }
  }

  /// Goes on to the next record of a sheet itself, past charts inside it; false at its end.
  mutating func nextInSheet(_ sheet: XLSWorkbook.Sheet) throws(StorageError) -> Bool {
    var depth = 0
    while try next() {
      if offset >= sheet.end {
        throw StorageError(
          .corrupt, at: .init(byteOffset: offset),
          "the sheets of the workbook overlap: the file is broken, save it again")
      }
      switch kind {
      case .startOfPart: depth += 1
      case .endOfPart:
        if depth == 0 { return false }
        depth -= 1
      default: if depth == 0 { return true }
      }
    }
    throw StorageError(.corrupt, "a sheet ends too early: the file is cut")
  }

  /// The row and columns of the record at hand, if it is one of cells that hold something.
  func cells() throws(StorageError) -> (row: Int, columns: Range<Int>)? {
    switch kind {
    case .formula, .sharedText, .number, .text, .rich, .boolOrError, .compactNumber:
      try require(4)
      let column = number16(at: 2)
      return (number16(at: 0), column..<column + 1)
    case .numbers:
      try require(6)
      let column = number16(at: 2)
      return (number16(at: 0), column..<column + (count - 6) / 6)
    default: return nil
    }
  }
}
