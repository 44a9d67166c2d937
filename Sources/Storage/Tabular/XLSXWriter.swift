/// Writes a workbook into memory; the same calls give the same bytes.
public struct XLSXWriter: Sendable {
  /// Starts a workbook without sheets.
  public init() {}

  /// Starts a sheet; the rows that follow belong to it. Names that are taken get a number.
  public mutating func beginSheet(_ sheet: WorkbookSheet) {
  }

  /// Writes a row of texts.
  public mutating func append(_ row: [String]) {
  }

  /// Writes a row of cells.
  public mutating func append(cells: [WorkbookCell]) {
  }

  /// Ends the workbook and gives its file.
  public mutating func finish() -> [UInt8] { [] }
}
