public import Bytes

extension TabularSource {
  /// The references of the cells of a workbook's sheet that hold a formula, such as `C7`.
  ///
  /// Readers give the value that a formula had when the file was saved; this tells it from one that
  /// somebody typed. Costs as much as reading the sheet. Only XLSX is looked into.
  ///
  /// - Parameter limit: How many references are given at most.
  public func formulaCells(sheet: Int, limit: Int = 100_000) throws(StorageError) -> Set<String> {
    guard case .xlsx(let workbook) = workbook else { return [] }
    do {
      return try XLSXSheetReader.formulaCells(workbook, sheet: sheet, limit: limit)
    } catch { throw error.at(path: path) }
  }
}

extension XLSXSheetReader {
  /// The references of the cells with a formula.
  static func formulaCells(_ workbook: XLSXWorkbook, sheet: Int, limit: Int)
    throws(StorageError) -> Set<String>
  {
    var xml = try workbook.sheetReader(sheet)
    var references: Set<String> = []
    var reference: String?
    while references.count < limit {
      let token = try xml.next()
      if token == .endOfFile { break }
      guard token == .start else { continue }
      if xml.isNamed("c") {
        reference = xml.string("r")
      } else if xml.isNamed("f"), let reference {
        references.insert(reference)
      }
    }
    return references
  }
}
