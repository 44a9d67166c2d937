internal import Bytes
internal import Columns

/// Reads the rows of a workbook's sheet.
struct XLSXSheetReader {
  /// How a cell's value is written.
  private enum Kind {
    case number
    case shared
    case inline
    case text
    case bool
  }

  private let workbook: XLSXWorkbook
  private let strings: StringColumn
  private var xml: XMLReader
  private var builder: RawRowsBuilder
  private var rowNumber = 0
  private var value: [UInt8] = []
  private var text: [UInt8] = []

  init(
    _ workbook: XLSXWorkbook, sheet: Int, strings: StringColumn, blockRows: Int
  ) throws(StorageError) {
    self.workbook = workbook
    self.strings = strings
    xml = try workbook.sheetReader(sheet)
    builder = RawRowsBuilder(
      sheet: sheet, blockRows: blockRows, maximumColumns: workbook.limits.columns)
  }

  mutating func read(_ body: (RawRows) throws -> Void) throws {
    while true {
      switch try xml.next() {
      case .endOfFile: throw StorageError(.corrupt, "a sheet ends too early")
      case .start:
        guard xml.isNamed("row") else { continue }
        try readRow()
        try builder.emit(isLast: false, body)
      case .end:
        if xml.isNamed("sheetData") || xml.isNamed("worksheet") {
          return try builder.emit(isLast: true, body)
        }
      case .text: break
      }
    }
  }

  private mutating func readRow() throws(StorageError) {
    let start = xml.tokenOffset
    rowNumber = xml.integer("r") ?? rowNumber + 1
    if xml.isEmptyElement { return }
    while true {
      switch try xml.next() {
      case .endOfFile: throw StorageError(.corrupt, "a sheet ends inside a row")
      case .start:
        if xml.isNamed("c") { try readCell() }
      case .end:
        guard xml.isNamed("row") else { continue }
        builder.endRow(
          line: rowNumber, byteRange: .init(offset: start, length: xml.offset - start),
          trimming: true)
        return
      case .text: break
      }
    }
  }

  private mutating func readCell() throws(StorageError) {
    let column = try self.column()
    let style = xml.integer("s") ?? 0
    let kind = self.kind()
    // Cells that hold nothing are not written; cells that come twice or backwards are not moved.
    while builder.columnCount < column { builder.append(cell: []) }
    if xml.isEmptyElement { return builder.append(cell: []) }
    value.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    try readContent()
    appendCell(kind, style: style)
  }

  /// The column that a cell stands in, from its reference such as `AB12`.
  private func column() throws(StorageError) -> Int {
    guard let reference = xml.attribute("r") else { return builder.columnCount }
    var column = 0
    for letter in xml[reference] {
      let upper = letter & 0xdf
      guard upper >= 65 && upper <= 90 else { break }
      column = column * 26 + Int(upper) - 64
      if column > 16_384 { throw StorageError(.corrupt, "a cell lies beyond the last column XFD") }
    }
    return max(0, column - 1)
  }

  private func kind() -> Kind {
    guard let type = xml.attribute("t") else { return .number }
    let bytes = xml[type]
    if bytes.elementsEqual("s".utf8) { return .shared }
    if bytes.elementsEqual("inlineStr".utf8) { return .inline }
    if bytes.elementsEqual("n".utf8) { return .number }
    if bytes.elementsEqual("b".utf8) { return .bool }
    return .text
  }

  /// Reads up to the cell's end: its value, and the text of an inline string.
  private mutating func readContent() throws(StorageError) {
    var isInValue = false
    var isInText = false
    var phoneticDepth = 0
    while true {
      switch try xml.next() {
      case .endOfFile: throw StorageError(.corrupt, "a sheet ends inside a cell")
      case .text:
        if isInValue {
          xml.appendText(to: &value)
        } else if isInText && phoneticDepth == 0 {
          xml.appendText(to: &text)
        }
      case .start:
        if xml.isEmptyElement { continue }
        if xml.isNamed("v") {
          isInValue = true
        } else if xml.isNamed("t") {
          isInText = true
        } else if xml.isNamed("rPh") {
          phoneticDepth += 1
        }
      case .end:
        if xml.isNamed("c") { return }
        if xml.isNamed("v") {
          isInValue = false
        } else if xml.isNamed("t") {
          isInText = false
        } else if xml.isNamed("rPh") {
          phoneticDepth -= 1
        }
      }
    }
  }

  private mutating func appendCell(_ kind: Kind, style: Int) {
    switch kind {
    case .shared:
      if let index = Int(decimal: value[...]), index < strings.count {
        builder.append(cellFrom: strings, index)
      } else {
        builder.append(cell: value)
      }
    case .inline:
      XMLText.resolveEscapes(&text, from: 0)
      builder.append(cell: text)
    case .text:
      XMLText.resolveEscapes(&value, from: 0)
      builder.append(cell: value)
    case .bool:
      let isTrue = value == [UInt8(ascii: "1")] || value == Array("true".utf8)
      builder.append(cell: Array((isTrue ? "TRUE" : "FALSE").utf8))
    case .number:
      text.removeAll(keepingCapacity: true)
      let format = style < workbook.formats.count ? workbook.formats[style] : .number
      format.append(value[...], isFrom1904: workbook.isFrom1904, to: &text)
      builder.append(cell: text)
    }
  }

  /// The merged ranges that stand after the rows.
  static func mergedRanges(_ workbook: XLSXWorkbook, sheet: Int) throws(StorageError) -> [CellRange]
  {
    var xml = try workbook.sheetReader(sheet)
    var ranges: [CellRange] = []
    while true {
      let token = try xml.next()
      if token == .endOfFile { return ranges }
      guard token == .start, xml.isNamed("mergeCell"), let text = xml.string("ref"),
        let range = CellRange(text)
      else { continue }
      ranges.append(range)
    }
  }
}
