internal import Columns

/// Writes the XML of one sheet.
struct SheetWriter: Sendable {
  /// The most UTF-16 units of a cell.
  static let cellUnits = 32_767
  static let cutMark = "…（内容过长，已截断）"

  private let sheet: WorkbookSheet
  private(set) var part = DeflatedPart()
  private var rowCount = 0
  private let columnNames: [[UInt8]]
  private var firstDataRow = 0

  /// The rows that a printer repeats on each page.
  var repeatedRows: Int? { sheet.hasHeader && !sheet.columns.isEmpty ? firstDataRow : nil }

  /// The values that each column allows.
  var allowedValues: [[String]] { sheet.columns.map(\.allowed) }

  init(_ sheet: WorkbookSheet) {
    self.sheet = sheet
    columnNames = (0..<max(64, sheet.columns.count)).map {
      Array(CellRange.columnName($0).utf8)
    }
    writeStart()
    let last = max(0, sheet.columns.count - 1)
    if let title = sheet.title {
      append(raw: "<row r=\"1\" ht=\"30\" customHeight=\"1\">")
      append(text: title, column: 0, style: .title)
      for column in 0..<last { appendEmpty(column: column + 1, style: .title) }
      append(raw: "</row>")
      rowCount = 1
    }
    if sheet.hasHeader && !sheet.columns.isEmpty {
      rowCount += 1
      append(raw: "<row r=\"\(rowCount)\" ht=\"32\" customHeight=\"1\">")
      rowCount -= 1
      for (column, description) in sheet.columns.enumerated() {
        append(text: description.header, column: column, style: .header)
      }
      append(raw: "</row>")
      rowCount += 1
    }
    firstDataRow = rowCount
  }

  /// The points that a row needs for its wrapped texts, at most twenty lines.
  func height(of cells: [WorkbookCell]) -> Int {
    var most = 1
    for (cell, column) in zip(cells, sheet.columns) {
      guard case .text(let text) = cell, column.style == .wrapped || column.style == .wrappedInput
      else { continue }
      var lines = 0
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let width = line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2000 ? 1 : 2) }
        lines += max(1, Int((Double(width) / max(column.width - 1, 1)).rounded(.up)))
      }
      most = max(most, lines)
    }
    return min(most, 20) * 15
  }

  /// Writes a row, given how many cells it has, its height in points, and what writes each cell.
  mutating func append(
    _ cellCount: Int, height: Int? = nil, _ write: (inout SheetWriter, Int) -> Void
  ) {
    if let height {
      append(raw: "<row r=\"\(rowCount + 1)\" ht=\"\(height)\" customHeight=\"1\">")
    } else {
      append(raw: "<row r=\"\(rowCount + 1)\">")
    }
    for column in 0..<cellCount { write(&self, column) }
    for column in cellCount..<max(cellCount, sheet.columns.count) {
      appendEmpty(column: column, style: XLSXStyle(sheet.columns[column].style))
    }
    append(raw: "</row>")
    rowCount += 1
    part.flushIfFull()
  }

  // MARK: - Cells

  mutating func append(_ cell: WorkbookCell, column: Int) {
    switch cell {
    case .empty: appendEmpty(column: column, style: style(column))
    case .text(let text): append(text: text, column: column)
    case .integer(let value):
      // Beyond 15 digits a spreadsheet would round.
      if abs(Double(value)) >= 1e15 {
        append(text: String(value), column: column)
      } else {
        append(number: String(value), column: column, style: .number)
      }
    case .number(let value):
      if value.isFinite {
        append(number: "\(value)", column: column, style: .number)
      } else {
        appendEmpty(column: column, style: style(column))
      }
    case .date(let days):
      append(number: String(Int(days) + Self.epoch), column: column, style: .date)
    case .dateTime(let timestamp):
      let days = CivilTime.day(of: timestamp)
      let fraction = Double(timestamp - Int64(days) * CivilTime.day) / Double(CivilTime.day)
      append(
        number: "\(Double(Int(days) + Self.epoch) + fraction)", column: column, style: .dateTime)
    }
  }

  /// The serial number of 1970-01-01 in the 1900 date system.
  private static let epoch = 25_569

  mutating func append(text: String, column: Int) {
    let style = style(column)
    append(text: text, column: column, style: style == .number ? .text : style)
  }

  private mutating func append(text: String, column: Int, style: XLSXStyle) {
    if text.isEmpty { return appendEmpty(column: column, style: style) }
    appendStart(column: column, style: style)
    append(raw: " t=\"inlineStr\"><is><t xml:space=\"preserve\">")
    XMLText.append(Self.fitted(text).utf8, to: &part.pending)
    append(raw: "</t></is></c>")
  }

  /// The text as a cell can hold it: one that is too long is cut and says so.
  static func fitted(_ text: String) -> String {
    guard text.utf8.count > cellUnits, text.utf16.count > cellUnits else { return text }
    var units = cellUnits - cutMark.utf16.count
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      units -= scalar.value > 0xffff ? 2 : 1
      if units < 0 { break }
      kept.append(scalar)
    }
    return String(kept) + cutMark
  }

  private mutating func append(number: String, column: Int, style: XLSXStyle) {
    appendStart(column: column, style: style)
    append(raw: "><v>\(number)</v></c>")
  }

  private mutating func appendEmpty(column: Int, style: XLSXStyle) {
    appendStart(column: column, style: style)
    append(raw: "/>")
  }

  private mutating func appendStart(column: Int, style: XLSXStyle) {
    append(raw: "<c r=\"")
    if column < columnNames.count {
      part.pending.append(contentsOf: columnNames[column])
    } else {
      append(raw: CellRange.columnName(column))
    }
    append(number: rowCount + 1)
    append(raw: "\" s=\"")
    append(number: Int(style.rawValue))
    part.pending.append(UInt8(ascii: "\""))
  }

  private func style(_ column: Int) -> XLSXStyle {
    column < sheet.columns.count ? XLSXStyle(sheet.columns[column].style) : .text
  }

  @inline(__always)
  private mutating func append(raw: StaticString) {
    raw.withUTF8Buffer { part.pending.append(contentsOf: $0) }
  }

  @_disfavoredOverload
  private mutating func append(raw: String) { part.pending.append(contentsOf: raw.utf8) }

  private mutating func append(number: Int) {
    if number < 10 {
      part.pending.append(UInt8(48 + number))
    } else {
      part.pending.append(contentsOf: String(number).utf8)
    }
  }
}

// MARK: - Before and after the rows

extension SheetWriter {
  private mutating func writeStart() {
    append(raw: XLSXParts.declaration)
    append(
      raw: "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
        + "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>")
    let frozen = (sheet.title == nil ? 0 : 1) + (sheet.hasHeader && !sheet.columns.isEmpty ? 1 : 0)
    if sheet.hasHeader && frozen > 0 {
      append(
        raw: "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"\(frozen)\""
          + " topLeftCell=\"A\(frozen + 1)\" activePane=\"bottomLeft\" state=\"frozen\"/>"
          + "<selection pane=\"bottomLeft\"/></sheetView></sheetViews>")
    }
    if !sheet.columns.isEmpty {
      append(raw: "<cols>")
      for (index, column) in sheet.columns.enumerated() {
        append(
          raw: "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(column.width)\""
            + " customWidth=\"1\"/>")
      }
      append(raw: "</cols>")
    }
    append(raw: "<sheetData>")
  }

  /// Writes what follows the rows and ends the part.
  ///
  /// - Parameter listFormulas: For each column the formula of the values it allows, if it has any.
  mutating func finish(listFormulas: [String?]) {
    append(raw: "</sheetData>")
    var merged = sheet.merged
    if sheet.title != nil && sheet.columns.count > 1 {
      merged.insert(
        CellRange(firstRow: 0, firstColumn: 0, lastRow: 0, lastColumn: sheet.columns.count - 1),
        at: 0)
    }
    if !merged.isEmpty {
      append(raw: "<mergeCells count=\"\(merged.count)\">")
      for range in merged { append(raw: "<mergeCell ref=\"\(range)\"/>") }
      append(raw: "</mergeCells>")
    }
    writeValidations(listFormulas)
    append(
      raw: "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.7\" bottom=\"0.6\" header=\"0.3\""
        + " footer=\"0.3\"/><pageSetup paperSize=\"9\""
        + " orientation=\"\(sheet.isLandscape ? "landscape" : "portrait")\" fitToHeight=\"0\"/>")
    writePageTexts()
    append(raw: "</worksheet>")
    part.finish()
  }

  private mutating func writeValidations(_ formulas: [String?]) {
    let count = formulas.count { $0 != nil }
    if count == 0 { return }
    append(raw: "<dataValidations count=\"\(count)\">")
    for (index, formula) in formulas.enumerated() {
      guard let formula else { continue }
      let name = CellRange.columnName(index)
      append(
        raw: "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\""
          + " sqref=\"\(name)\(firstDataRow + 1):\(name)\(max(rowCount, firstDataRow + 1))\">"
          + "<formula1>\(XLSXParts.escaped(formula))</formula1></dataValidation>")
    }
    append(raw: "</dataValidations>")
  }

  private mutating func writePageTexts() {
    if sheet.pageHeader == nil && sheet.pageFooter == nil { return }
    append(raw: "<headerFooter>")
    if let header = sheet.pageHeader {
      append(raw: "<oddHeader>\(XLSXParts.pageText("&C", header, ""))</oddHeader>")
    }
    let footer = XLSXParts.pageText("&L", sheet.pageFooter ?? "", "&R第 &P 页 / 共 &N 页")
    append(raw: "<oddFooter>\(footer)</oddFooter></headerFooter>")
  }
}
