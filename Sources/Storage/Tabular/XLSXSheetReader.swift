internal import Bytes
internal import Columns

/// Reads the rows of a workbook's sheet.
struct XLSXSheetReader {
  /// The last row that a sheet can have.
  private static let maximumRows = 1_048_576

  let workbook: XLSXWorkbook
  private let strings: StringColumn
  var xml: XMLReader
  var builder: RawRowsBuilder
  private var rowNumber = 0
  /// Whether a cell of the row refers to a shared text that is not there.
  private var isReferenceBroken = false
  private var value: [UInt8] = []
  private var text: [UInt8] = []

  init(
    _ workbook: XLSXWorkbook, sheet: Int, strings: StringColumn, blockRows: Int
  ) throws(StorageError) {
    self.workbook = workbook
    self.strings = strings
    xml = try workbook.sheetReader(sheet)
    builder = RawRowsBuilder(
      sheet: sheet, blockRows: blockRows, limits: workbook.limits)
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
    if rowNumber > Self.maximumRows {
      throw StorageError(
        .corrupt, "a row lies beyond the last row \(Self.maximumRows): save the workbook again")
    }
    if xml.isEmptyElement { return }
    while true {
      readPlainCells()
      switch try xml.next() {
      case .endOfFile: throw StorageError(.corrupt, "a sheet ends inside a row")
      case .start:
        if xml.isNamed("c") { try readCell() }
      case .end:
        guard xml.isNamed("row") else { continue }
        if isReferenceBroken {
          throw StorageError(
            .corrupt, at: .init(line: rowNumber),
            "a cell refers to a shared text that is not there: save the workbook again")
        }
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
    let kind = xml.attribute("t").map { XLSXCellTag.Kind(xml[$0]) } ?? .number
    guard builder.canTake(column: column) else {
      throw StorageError(
        .corrupt, at: .init(line: rowNumber),
        "the cells of a row are not in their order: save the workbook again")
    }
    // Cells that hold nothing are not written.
    builder.fill(upTo: column)
    if xml.isEmptyElement { return builder.endCell() }
    value.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    try readContent()
    if kind == .inline { swap(&value, &text) }
    appendResolvedCell(kind, style: style)
  }

  /// Appends a cell, given its value or text as it stands in the XML.
  @inline(never)
  mutating func appendDecodedCell(
    _ kind: XLSXCellTag.Kind, style: Int, _ encoded: UnsafeBufferPointer<UInt8>
  ) {
    value.removeAll(keepingCapacity: true)
    XMLText.appendDecoded(Array(encoded)[...], to: &value)
    appendResolvedCell(kind, style: style)
  }

  /// Appends the cell whose value is at hand.
  private mutating func appendResolvedCell(_ kind: XLSXCellTag.Kind, style: Int) {
    if kind == .inline || kind == .text { XMLText.resolveEscapes(&value, from: 0) }
    let resolved = value
    resolved.withUnsafeBufferPointer { appendCell(kind, style: style, $0) }
  }

  /// The column that a cell stands in, from its reference such as `AB12`.
  private func column() throws(StorageError) -> Int {
    guard let reference = xml.attribute("r") else { return builder.columnCount }
    var column = 0
    for letter in xml[reference] {
      let upper = letter & 0xdf
      guard upper >= 65 && upper <= 90 else { break }
      column = column * 26 + Int(upper) - 64
      if column > 16_384 {
        throw StorageError(
          .corrupt, "a cell lies beyond the last column XFD: save the workbook again")
      }
    }
    return max(0, column - 1)
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
        if value.count + text.count > workbook.limits.rowBytes {
          throw StorageError(
            .limitExceeded, at: .init(line: rowNumber),
            "a cell is longer than \(workbook.limits.rowBytes) bytes")
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

  /// Appends a cell, given its value or text with nothing left to be resolved.
  @inline(__always)
  mutating func appendCell(
    _ kind: XLSXCellTag.Kind, style: Int, _ value: UnsafeBufferPointer<UInt8>
  ) {
    switch kind {
    case .shared:
      if let index = Int(decimal: value), index < strings.count {
        builder.append(cellFrom: strings, index)
      } else {
        isReferenceBroken = isReferenceBroken || !value.isEmpty
        builder.append(cell: value)
      }
    case .inline, .text: builder.append(cell: value)
    case .bool:
      let isTrue = value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8)
      builder.append(cell: Array((isTrue ? "TRUE" : "FALSE").utf8))
    case .number:
      let format = style < workbook.formats.count ? workbook.formats[style] : .number
      builder.appendCell { format.append(value, isFrom1904: workbook.isFrom1904, to: &$0) }
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
