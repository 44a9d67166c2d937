internal import Tabular

/// Writes a unit's workbook and its CSV.
struct OutboxWorkbook: Sendable {
  let unitName: String
  let batchID: String
  let rows: [OutboxRow]

  /// 内部使用·严禁外传, on every page and in every name.
  static let marking = "内部使用·严禁外传"

  /// The workbook.
  func xlsx() -> [UInt8] {
    var writer = XLSXWriter()
    for sheet in OutboxSheet.all { write(sheet, to: &writer) }
    writeInstructions(to: &writer)
    return writer.finish()
  }

  private func begin(_ name: String, columns: [WorkbookSheet.Column], to writer: inout XLSXWriter) {
    var sheet = WorkbookSheet(
      name: name, title: "\(unitName)  \(name)  批次 \(batchID)  \(Self.marking)",
      columns: columns)
    sheet.pageHeader = "\(unitName)  批次 \(batchID)  \(Self.marking)"
    sheet.pageFooter = "\(Self.marking)  \(unitName)"
    writer.beginSheet(sheet)
  }

  private func write(_ sheet: OutboxSheet, to writer: inout XLSXWriter) {
    let outputs = OutboxColumns.outputs
    begin(
      sheet.name, columns: sheet.takesAnswers ? OutboxColumns.all : outputs.map(\.column),
      to: &writer)
    let inputs = Array(
      repeating: WorkbookCell.empty, count: sheet.takesAnswers ? OutboxColumns.inputs.count : 0)
    var isEmpty = true
    for row in rows where row.line.sections.contains(sheet.section) {
      isEmpty = false
      writer.append(cells: outputs.map { $0.cell(row) } + inputs)
    }
    if isEmpty { writer.append(["本批次没有此类事项"]) }
  }

  private func writeInstructions(to writer: inout XLSXWriter) {
    begin(
      "填报说明",
      columns: [.init("序号", width: 6), .init("说明", width: 110, style: .wrapped)], to: &writer)
    for (index, text) in OutboxSheet.instructions.enumerated() {
      writer.append([String(index + 1), text])
    }
  }

  /// The same as CSV: one row for each line, with the sheets it stands on.
  func csv() -> [UInt8] {
    var writer = CSVWriter(textEncoding: .utf8BOM, lineEnding: .crlf, formulaGuard: .apostrophe)
    writer.append(
      ["所在表"] + OutboxColumns.outputs.map(\.column.header) + OutboxColumns.inputs.map(\.header))
    let blanks = Array(repeating: "", count: OutboxColumns.inputs.count)
    for row in rows { writer.append(Self.texts(row) + blanks) }
    return writer.takeBytes()
  }

  /// A row as texts; this is also what the batch's id is derived from.
  static func texts(_ row: OutboxRow) -> [String] {
    let sheets = OutboxSheet.all.filter { row.line.sections.contains($0.section) }
    return [sheets.map(\.name).joined(separator: "、")]
      + OutboxColumns.outputs.map { output in
        switch output.cell(row) {
        case .text(let text): protected(text)
        case .integer(let number): String(number)
        default: ""
        }
      }
  }

  /// A text of many digits gets a tab after it: a spreadsheet would round it or drop its zeros.
  private static func protected(_ text: String) -> String {
    let count = text.utf8.count
    guard count > 0, text.utf8.allSatisfy({ $0 &- 48 < 10 }) else { return text }
    return count >= 11 || text.utf8.first == 48 ? text + "\t" : text
  }
}
