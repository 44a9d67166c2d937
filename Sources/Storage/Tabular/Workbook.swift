internal import Bytes
internal import Columns

/// A workbook of either format, opened.
enum Workbook: Sendable {
  case xlsx(XLSXWorkbook)
  case xls(XLSWorkbook)

  var sheetNames: [String] {
    switch self {
    case .xlsx(let workbook): workbook.sheets.map(\.name)
    case .xls(let workbook): workbook.sheets.map(\.name)
    }
  }

  var isSheetHidden: [Bool] {
    switch self {
    case .xlsx(let workbook): workbook.sheets.map(\.isHidden)
    case .xls(let workbook): workbook.sheets.map(\.isHidden)
    }
  }

  /// Reads the rows of all sheets, one after the other.
  func readRows(blockRows: Int, _ body: (RawRows) throws -> Void) throws {
    let strings =
      switch self {
      case .xlsx(let workbook): try workbook.readSharedStrings()
      case .xls(let workbook): try workbook.readSharedTexts()
      }
    for (sheet, name) in sheetNames.enumerated() {
      do {
        switch self {
        case .xlsx(let workbook):
          var reader = try XLSXSheetReader(
            workbook, sheet: sheet, strings: strings, blockRows: blockRows)
          try reader.read(body)
        case .xls(let workbook):
          var reader = XLSSheetReader(
            workbook, sheet: sheet, texts: strings, blockRows: blockRows)
          try reader.read(body)
        }
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
    }
  }
}
