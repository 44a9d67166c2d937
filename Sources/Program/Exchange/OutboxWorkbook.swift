internal import Tabular

/// Writes a unit's workbook and its CSV.
struct OutboxWorkbook: Sendable {
  private let rows: [OutboxRow]
  /// For each row the cells that we fill, made once for all sheets and the CSV.
  private let cells: [[WorkbookCell]]

  init(_ rows: [OutboxRow]) {
    self.rows = rows
    cells = rows.map { row in OutboxColumns.outputs.map { $0.cell(row) } }
  }

  /// 内部使用·严禁外传, on every page and in every name.
  static let marking = "内部使用·严禁外传"

  /// The workbook.
  func xlsx(unitName: String, batchID: String) -> [UInt8] {
    var writer = XLSXWriter()
    func begin(_ name: String, columns: [WorkbookSheet.Column]) {
      var sheet = WorkbookSheet(
        name: name, title: "\(unitName)  \(name)  批次 \(batchID)  \(Self.marking)",
        columns: columns)
      sheet.pageHeader = "\(unitName)  批次 \(batchID)  \(Self.marking)"
      sheet.pageFooter = "\(Self.marking)  \(unitName)"
      writer.beginSheet(sheet)
    }
    for sheet in OutboxSheet.all {
      begin(
        sheet.name,
        columns: sheet.takesAnswers ? OutboxColumns.all : OutboxColumns.outputs.map(\.column))
      write(sheet, to: &writer)
    }
    begin(
      "填报说明", columns: [.init("序号", width: 6), .init("说明", width: 110, style: .wrapped)])
    for (index, text) in OutboxSheet.instructions.enumerated() {
      writer.append([String(index + 1), text])
    }
    return writer.finish()
  }

  private func write(_ sheet: OutboxSheet, to writer: inout XLSXWriter) {
    let inputs = Array(
      repeating: WorkbookCell.empty, count: sheet.takesAnswers ? OutboxColumns.inputs.count : 0)
    var isEmpty = true
    for index in rows.indices where rows[index].line.sections.contains(sheet.section) {
      isEmpty = false
      writer.append(cells: cells[index] + inputs)
    }
    if isEmpty { writer.append(["本批次没有此类事项"]) }
  }

  /// The same as CSV: one row for each line, with the sheets it stands on.
  ///
  /// It does not name its batch, whose id is derived from it.
  func csv() -> [UInt8] {
    var writer = CSVWriter(textEncoding: .utf8BOM, lineEnding: .crlf, formulaGuard: .apostrophe)
    writer.append(
      ["所在表"] + OutboxColumns.outputs.map(\.column.header) + OutboxColumns.inputs.map(\.header))
    let blanks = Array(repeating: "", count: OutboxColumns.inputs.count)
    for index in rows.indices {
      let sheets = OutboxSheet.all.filter { rows[index].line.sections.contains($0.section) }
      writer.append(field: sheets.map(\.name).joined(separator: "、"))
      for cell in cells[index] { writer.append(field: Self.text(cell)) }
      for blank in blanks { writer.append(field: blank) }
      writer.endRow()
    }
    return writer.takeBytes()
  }

  private static func text(_ cell: WorkbookCell) -> String {
    switch cell {
    case .text(let text): protected(text)
    case .integer(let number): String(number)
    default: ""
    }
  }

  /// A text of many digits gets a tab after it: a spreadsheet would round it or drop its zeros.
  private static func protected(_ text: String) -> String {
    let count = text.utf8.count
    guard count > 0, text.utf8.allSatisfy({ $0 &- 48 < 10 }) else { return text }
    return count >= 11 || text.utf8.first == 48 ? text + "\t" : text
  }
}
