internal import Bytes

/// Reads the rows of an XML Spreadsheet 2003, which many systems export under the name `.xls`.
///
/// Dates are written in it as ISO 8601 has them, and stay so.
struct XMLSpreadsheetReader {
  private let spreadsheet: XMLSpreadsheet
  private let limits: TabularLimits
  private let blockRows: Int
  private var xml: XMLReader
  private var builder: RawRowsBuilder
  private var sheet = -1
  private var place = XMLSpreadsheet.Place()
  private var value: [UInt8] = []
  private var hasFaults = false

  init(
    _ spreadsheet: XMLSpreadsheet, _ stream: any ByteStream, limits: TabularLimits, blockRows: Int
  ) {
    self.spreadsheet = spreadsheet
    self.limits = limits
    self.blockRows = blockRows
    xml = XMLReader(stream)
    builder = RawRowsBuilder(sheet: 0, blockRows: blockRows, limits: limits)
  }

  mutating func read(_ body: (RawRows) throws -> Void) throws {
    while true {
      switch try xml.next() {
      case .endOfFile:
        throw StorageError(.corrupt, "the workbook ends too early: the file is cut")
      case .start:
        if xml.isNamed("Worksheet") {
          try builder.emit(isLast: true, body)
          sheet += 1
          place = XMLSpreadsheet.Place()
          let rowsBytes = builder.rowsBytes
          builder = RawRowsBuilder(sheet: sheet, blockRows: blockRows, limits: limits)
          builder.rowsBytes = rowsBytes
        } else if xml.isNamed("Row") && sheet >= 0 {
          try readRow()
          try builder.emit(isLast: false, body)
        }
      case .end:
        if xml.isNamed("Workbook") { return try builder.emit(isLast: true, body) }
      case .text: break
      }
    }
  }

  private mutating func readRow() throws(StorageError) {
    let start = xml.tokenOffset
    place.enterRow(xml)
    hasFaults = false
    if xml.isEmptyElement { return }
    while true {
      switch try xml.next() {
      case .endOfFile: throw StorageError(.corrupt, "a sheet ends inside a row")
      case .start: if xml.isNamed("Cell") { try readCell() }
      case .end:
        guard xml.isNamed("Row") else { continue }
        return builder.endRow(
          line: place.row + 1, byteRange: .init(offset: start, length: xml.offset - start),
          problem: hasFaults ? .invalidBytes : .none, trimming: true)
      case .text: break
      }
    }
  }

  private mutating func readCell() throws(StorageError) {
    place.enterCell(xml)
    guard builder.canTake(column: place.column) else {
      throw StorageError(
        .corrupt, at: .init(line: place.row + 1), "the cells of a row are not in their order")
    }
    builder.fill(upTo: place.column)
    let style = xml.string("StyleID")
    if xml.isEmptyElement { return builder.endCell() }
    value.removeAll(keepingCapacity: true)
    var type = ""
    var isInData = false
    var commentDepth = 0
    while true {
      switch try xml.next() {
      case .endOfFile: throw StorageError(.corrupt, "a sheet ends inside a cell")
      case .text: if isInData { appendText() }
      case .start:
        if xml.isEmptyElement { continue }
        if xml.isNamed("Comment") {
          commentDepth += 1
        } else if xml.isNamed("Data") && commentDepth == 0 {
          type = xml.string("Type") ?? ""
          isInData = true
        }
      case .end:
        if xml.isNamed("Cell") { return appendCell(type, style: style) }
        if xml.isNamed("Comment") { commentDepth -= 1 }
        if xml.isNamed("Data") { isInData = false }
      }
    }
  }

  private mutating func appendText() {
    var text: [UInt8] = []
    xml.appendText(to: &text)
    let (utf8, _) = UTF8Check.mended(text)
    value += utf8
  }

  private mutating func appendCell(_ type: String, style: String?) {
    hasFaults = hasFaults || UTF8Text.hasReplacement(value)
    switch type {
    case "Number":
      let format = style.flatMap { spreadsheet.paddedStyles[$0] } ?? .number
      let number = value
      builder.appendCell { output in
        number.withUnsafeBufferPointer { format.append($0, isFrom1904: false, to: &output) }
      }
    case "Boolean": builder.append(cell: Array((value == [0x31] ? "TRUE" : "FALSE").utf8))
    default: builder.append(cell: value)
    }
  }
}
