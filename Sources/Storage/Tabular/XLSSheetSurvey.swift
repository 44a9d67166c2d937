internal import Bytes

/// What must be known of a sheet before its cells are read: whether they stand in order.
struct XLSSheetSurvey {
  /// Where a cell stands in its sheet, and its record in the stream.
  ///
  /// Row, column and offset from the sheet's start lie in one number, by which places are sorted.
  struct Place: Comparable {
    private var bits: UInt64

    init(row: Int, column: Int, offset: Int) {
      bits = UInt64(row) << 48 | UInt64(column) << 32 | UInt64(offset)
    }

    var row: Int { Int(bits >> 48) }
    var column: Int { Int(bits >> 32 & 0xffff) }
    var offset: Int { Int(bits & 0xffff_ffff) }

    func isSameCell(as other: Place) -> Bool { bits >> 32 == other.bits >> 32 }

    static func < (left: Place, right: Place) -> Bool { left.bits < right.bits }
  }

  private let sheet: XLSWorkbook.Sheet
  private var records: XLSRecordReader

  init(_ workbook: XLSWorkbook, _ sheet: XLSWorkbook.Sheet) {
    self.sheet = sheet
    records = XLSRecordReader(workbook.stream, from: sheet.offset)
  }

  /// Whether each cell stands after those above it and to its left.
  mutating func isOrdered() throws(StorageError) -> Bool {
    try records.enterSheet(sheet)
    var last = -1
    while try records.nextInSheet(sheet) {
      guard let cells = try records.cells() else { continue }
      let first = cells.row << 16 + cells.columns.lowerBound
      if first <= last { return false }
      last = first + max(0, cells.columns.count - 1)
    }
    return true
  }

  /// The places of all cells, sorted.
  mutating func sortedCells() throws(StorageError) -> [Place] {
    try records.enterSheet(sheet)
    var places: [Place] = []
    while try records.nextInSheet(sheet) {
      guard let cells = try records.cells() else { continue }
      let offset = records.offset - sheet.offset
      guard offset <= UInt32.max else {
        throw StorageError(.limitExceeded, "a sheet whose cells lack order is too large")
      }
      for column in cells.columns where column <= 0xffff {
        places.append(Place(row: cells.row, column: column, offset: offset))
      }
    }
    places.sort()
    return places
  }

  /// The merged ranges, which stand after the cells.
  mutating func mergedRanges() throws(StorageError) -> [CellRange] {
    try records.enterSheet(sheet)
    var ranges: [CellRange] = []
    while try records.nextInSheet(sheet) {
      guard records.kind == .mergedCells else { continue }
      let count = try records.take16()
      try records.require(count * 8)
      for at in stride(from: 0, to: count * 8, by: 8) {
        let (first, last) = (records.number16(at: at), records.number16(at: at + 2))
        let (left, right) = (records.number16(at: at + 4), records.number16(at: at + 6))
        ranges.append(
          CellRange(
            firstRow: min(first, last), firstColumn: min(left, right), lastRow: max(first, last),
            lastColumn: max(left, right)))
      }
    }
    return ranges
  }
}
