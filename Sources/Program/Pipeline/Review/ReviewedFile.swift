internal import Bytes
internal import Tabular

/// A review queue as a reviewer gives it back.
struct ReviewedFile {
  /// A row of it: the cells that an import reads, by the header above them.
  struct Row {
    /// The sheet's name.
    let sheet: String
    /// The row's number in the sheet.
    let line: Int
    private let cells: [String: String]
    private let columns: [String: String]
    private let formulas: Set<String>

    init(
      sheet: String, line: Int, cells: [String: String], columns: [String: String],
      formulas: Set<String>
    ) {
      self.sheet = sheet
      self.line = line
      self.cells = cells
      self.columns = columns
      self.formulas = formulas
    }

    /// The text under a header, without blanks at its ends.
    subscript(_ header: String) -> String { cells[header] ?? "" }

    /// The letters of a header's column.
    func column(_ header: String) -> String { columns[header] ?? "" }

    /// The headers whose cells hold formulas.
    var formulaHeaders: [String] {
      ReviewSheet.needed.filter { formulas.contains(column($0) + String(line)) }
    }

    /// Whether the reviewer left every cell empty.
    var isBlank: Bool { ReviewSheet.inputs.allSatisfy { self[$0].isEmpty } }
  }

  private(set) var rows: [Row] = []
  private let path: String

  /// Reads a workbook.
  ///
  /// - Throws: `configuration` where no sheet of it is a review queue, or a column is gone.
  init(path: String) throws {
    self.path = path
    let source = try TabularSource.open(path: path)
    guard source.format == .xlsx else {
      throw StorageError(.configuration, path: path, "not an .xlsx workbook: save it as one")
    }
    var sheet = -1
    var headers: [Int: String]?
    var formulas: Set<String> = []
    var foundHeader = false
    try source.readRows { block in
      if block.sheet != sheet {
        sheet = block.sheet
        headers = nil
      }
      let name = source.sheets.indices.contains(sheet) ? source.sheets[sheet] : ""
      for row in 0..<block.rowCount {
        let texts = block.texts(row: row).map(\.trimmed)
        let line = Int(block.lineNumbers[row])
        if let headers {
          take(texts, headers, at: (name, line), formulas)
        } else if texts.contains(ReviewSheet.key) {
          headers = try self.headers(texts, sheet: name, line: line)
          formulas = try source.formulaCells(sheet: sheet)
          foundHeader = true
        }
      }
    }
    guard foundHeader else {
      throw StorageError(
        .configuration, path: path,
        "not an exported review: no row has a cell \(ReviewSheet.key)")
    }
  }

  /// The headers that an import reads, by their columns.
  private func headers(_ texts: [String], sheet: String, line: Int) throws -> [Int: String] {
    var headers: [Int: String] = [:]
    for (column, text) in texts.enumerated()
    where ReviewSheet.needed.contains(text) || text == ReviewSheet.reason {
      if headers.values.contains(text) {
        throw fault("column \(text) stands there twice", sheet, line)
      }
      headers[column] = text
    }
    let missing = ReviewSheet.needed.filter { !headers.values.contains($0) }
    if !missing.isEmpty {
      throw fault("columns are gone: \(missing.joined(separator: "、"))", sheet, line)
    }
    return headers
  }

  private func fault(_ detail: String, _ sheet: String, _ line: Int) -> StorageError {
    StorageError(.configuration, at: .init(path: path, sheet: sheet, line: line), detail)
  }

  private mutating func take(
    _ texts: [String], _ headers: [Int: String], at place: (sheet: String, line: Int),
    _ formulas: Set<String>
  ) {
    var cells: [String: String] = [:]
    var columns: [String: String] = [:]
    for (column, header) in headers {
      if column < texts.count { cells[header] = texts[column] }
      columns[header] = CellRange.columnName(column)
    }
    let row = Row(
      sheet: place.sheet, line: place.line, cells: cells, columns: columns, formulas: formulas)
    // The line that says that nothing is to be looked at, and rows that were emptied.
    let isEmpty = row[ReviewSheet.stamp].isEmpty && row.isBlank && row.formulaHeaders.isEmpty
    if !isEmpty { rows.append(row) }
  }
}
