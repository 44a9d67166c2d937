internal import Bytes
internal import Columns

/// Reads the rows of a sheet of an Excel 97–2003 workbook.
///
/// Records of cells stand in the order of rows and columns, as Excel writes them; then the sheet is
/// read as it comes. Where they do not (some export programs write column by column, or a cell
/// twice), they are sorted by their place first: eight bytes of memory for each cell. Of a cell
/// that stands twice the last counts.
struct XLSSheetReader {
  /// The most columns that such a sheet has.
  private static let maximumColumns = 256

  private let workbook: XLSWorkbook
  private let sheet: XLSWorkbook.Sheet
  private let texts: StringColumn
  private var records: XLSRecordReader
  var builder: RawRowsBuilder
  private var row = -1
  private var rowStart = 0
  private var rowEnd = 0
  private var text: [UInt8] = []

  init(_ workbook: XLSWorkbook, sheet: Int, texts: StringColumn, blockRows: Int) {
    self.workbook = workbook
    self.sheet = workbook.sheets[sheet]
    self.texts = texts
    records = XLSRecordReader(workbook.stream, from: self.sheet.offset)
    builder = RawRowsBuilder(
      sheet: sheet, blockRows: blockRows, limits: workbook.limits)
  }

  mutating func read(_ body: (RawRows) throws -> Void) throws {
    var survey = XLSSheetSurvey(workbook, sheet)
    if try survey.isOrdered() {
      try readInOrder(body)
    } else {
      try readSorted(survey.sortedCells(), body)
    }
    endRow()
    try builder.emit(isLast: true, body)
  }

  private mutating func readInOrder(_ body: (RawRows) throws -> Void) throws {
    try records.enterSheet(sheet)
    while try records.nextInSheet(sheet) {
      guard let cells = try records.cells() else { continue }
      try begin(row: cells.row, body)
      for column in cells.columns { try readCell(column) }
      rowEnd = records.nextOffset
    }
  }

  private mutating func readSorted(
    _ places: [XLSSheetSurvey.Place], _ body: (RawRows) throws -> Void
  )
    throws
  {
    for (index, place) in places.enumerated() {
      if index + 1 < places.count && places[index + 1].isSameCell(as: place) { continue }
      records.seek(to: sheet.offset + place.offset)
      guard try records.next(), try records.cells() != nil else { continue }
      try begin(row: place.row, body)
      try readCell(place.column)
      rowEnd = records.nextOffset
    }
  }

  private mutating func begin(row: Int, _ body: (RawRows) throws -> Void) throws {
    guard row != self.row else { return }
    endRow()
    try builder.emit(isLast: false, body)
    self.row = row
    rowStart = records.offset
  }

  private mutating func endRow() {
    guard row >= 0 else { return }
    builder.endRow(
      line: row + 1,
      byteRange: .init(offset: rowStart, length: max(0, rowEnd - rowStart)), trimming: true)
  }

  // MARK: - Cells

  /// Reads one of the cells of the record at hand.
  private mutating func readCell(_ column: Int) throws(StorageError) {
    guard column < Self.maximumColumns else {
      throw StorageError(
        .corrupt, at: .init(line: row + 1), "a cell lies beyond the last column IV")
    }
    builder.fill(upTo: column)
    switch records.kind {
    case .number:
      try records.require(14)
      append(records.double(at: 6), format: records.number16(at: 4))
    case .compactNumber:
      try records.require(10)
      append(Self.number(compact: records.number32(at: 6)), format: records.number16(at: 4))
    case .numbers:
      let at = 4 + (column - records.number16(at: 2)) * 6
      try records.require(at + 6)
      append(Self.number(compact: records.number32(at: at + 2)), format: records.number16(at: at))
    case .sharedText:
      try records.require(10)
      let index = Int(records.number32(at: 6))
      guard index < texts.count else {
        throw StorageError(
          .corrupt, at: .init(line: row + 1),
          "a cell refers to a text that is not there: the file is broken, save it again")
      }
      builder.append(cellFrom: texts, index)
    case .text, .rich:
      try records.drop(6)
      try appendText()
    case .boolOrError:
      try records.require(8)
      append(isError: records.byte(at: 7) != 0, code: records.byte(at: 6))
    case .formula: try readFormula()
    default: break
    }
  }

  /// The result that a formula had when the file was saved.
  private mutating func readFormula() throws(StorageError) {
    try records.require(14)
    guard records.number16(at: 12) == 0xffff else {
      return append(records.double(at: 6), format: records.number16(at: 4))
    }
    switch records.byte(at: 6) {
    case 0: try readFormulaText()
    case 1: append(isError: false, code: records.byte(at: 8))
    case 2: append(isError: true, code: records.byte(at: 8))
    default: builder.append(cell: [])
    }
  }

  /// A formula's text stands in a record after it.
  private mutating func readFormulaText() throws(StorageError) {
    while try records.next() {
      switch records.kind {
      case .formulaText: return try appendText()
      case .array, .dataTable, .sharedFormula, .continue: continue
      default:
        records.seek(to: records.offset)
        return builder.append(cell: [])
      }
    }
    builder.append(cell: [])
  }

  private mutating func appendText() throws(StorageError) {
    text.removeAll(keepingCapacity: true)
    try records.takeText(to: &text)
    builder.append(cell: text)
  }

  private mutating func append(_ value: Double, format index: Int) {
    text.removeAll(keepingCapacity: true)
    let format = index < workbook.formats.count ? workbook.formats[index] : .number
    format.append(value, isFrom1904: workbook.isFrom1904, to: &text)
    builder.append(cell: text)
  }

  private mutating func append(isError: Bool, code: UInt8) {
    let name =
      isError ? Self.errorNames[code] ?? "#ERROR!" : code != 0 ? "TRUE" : "FALSE"
    builder.append(cell: Array(name.utf8))
  }

  /// The number that 32 bits stand for: a whole number or the upper half of a floating-point one,
  /// and perhaps a hundredth of it.
  static func number(compact bits: UInt32) -> Double {
    let value =
      bits & 2 != 0
      ? Double(Int32(bitPattern: bits) >> 2) : Double(bitPattern: UInt64(bits & ~3) << 32)
    return bits & 1 != 0 ? value / 100 : value
  }

  private static let errorNames: [UInt8: String] = [
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?",
    0x24: "#NUM!", 0x2a: "#N/A",
  ]
}
