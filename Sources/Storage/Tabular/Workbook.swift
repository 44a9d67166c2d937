internal import Bytes
internal import Columns

/// A workbook of any of the formats that have sheets, opened.
enum Workbook: Sendable {
  case xlsx(XLSXWorkbook)
  case xls(XLSWorkbook)
  case xmlSpreadsheet(XMLSpreadsheet)

  var sheetNames: [String] {
    switch self {
    case .xlsx(let workbook): workbook.sheets.map(\.name)
    case .xls(let workbook): workbook.sheets.map(\.name)
    case .xmlSpreadsheet(let workbook): workbook.sheets.map(\.name)
    }
  }

  var isSheetHidden: [Bool] {
    switch self {
    case .xlsx(let workbook): workbook.sheets.map(\.isHidden)
    case .xls(let workbook): workbook.sheets.map(\.isHidden)
    case .xmlSpreadsheet(let workbook): workbook.sheets.map(\.isHidden)
    }
  }

  /// Reads the rows of all sheets, one after the other.
  ///
  /// - Parameter text: The text of a workbook that is one text.
  func readRows(
    _ text: () throws(StorageError) -> any ByteStream, limits: TabularLimits, blockRows: Int,
    _ body: (RawRows) throws -> Void
  ) throws {
    var rowsBytes = 0
    switch self {
    case .xlsx(let workbook):
      let strings = try workbook.readSharedStrings()
      try forEachSheet { sheet in
        var reader = try XLSXSheetReader(
          workbook, sheet: sheet, strings: strings, blockRows: blockRows)
        reader.builder.rowsBytes = rowsBytes
        try reader.read(body)
        rowsBytes = reader.builder.rowsBytes
      }
    case .xls(let workbook):
      let texts = try workbook.readSharedTexts()
      try forEachSheet { sheet in
        var reader = XLSSheetReader(workbook, sheet: sheet, texts: texts, blockRows: blockRows)
        reader.builder.rowsBytes = rowsBytes
        try reader.read(body)
        rowsBytes = reader.builder.rowsBytes
      }
    case .xmlSpreadsheet(let workbook):
      var reader = XMLSpreadsheetReader(
        workbook, try text(), limits: limits, blockRows: blockRows)
      try reader.read(body)
    }
  }

  /// Calls for each sheet; a fault that says nothing of its place is one of the sheet's.
  private func forEachSheet(_ body: (Int) throws -> Void) throws {
    for (sheet, name) in sheetNames.enumerated() {
      do {
        try body(sheet)
      } catch var error as StorageError {
        if error.location.path == nil && error.location.sheet == nil { error.location.sheet = name }
        throw error
      }
    }
  }

  /// The merged ranges of a sheet.
  func mergedRanges(sheet: Int) throws(StorageError) -> [CellRange] {
    switch self {
    case .xlsx(let workbook): return try XLSXSheetReader.mergedRanges(workbook, sheet: sheet)
    case .xls(let workbook):
      var survey = XLSSheetSurvey(workbook, workbook.sheets[sheet])
      return try survey.mergedRanges()
    case .xmlSpreadsheet(let workbook): return workbook.sheets[sheet].mergedRanges
    }
  }
}
