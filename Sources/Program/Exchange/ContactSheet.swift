internal import Tabular

/// 联系单: how to reach the persons of those assignments whose lead may know it.
struct ContactSheet: Sendable {
  let unitName: String
  let batchID: String
  let rows: [OutboxRow]

  /// The rows that have a contact; only they make a sheet.
  init(unitName: String, batchID: String, rows: [OutboxRow]) {
    self.unitName = unitName
    self.batchID = batchID
    self.rows = rows.filter { $0.contact != nil }
  }

  private static let columns: [WorkbookSheet.Column] = [
    .init("交办编号", width: 21), .init("标题", width: 40, style: .wrapped),
    .init("联系人", width: 12), .init("联系电话", width: 18),
    .init("提供依据", width: 60, style: .wrapped),
  ]

  private func texts(_ row: OutboxRow) -> [String] {
    [
      row.line.assignmentNo, row.title, row.contact?.name ?? "", row.contact?.phone ?? "",
      row.contact?.basis ?? "",
    ]
  }

  func xlsx() -> [UInt8] {
    var writer = XLSXWriter()
    let marking = "\(OutboxWorkbook.marking)·仅限办理本件联系使用，办结后销毁"
    var sheet = WorkbookSheet(
      name: "联系单", title: "\(unitName)  联系单  批次 \(batchID)  \(marking)",
      columns: Self.columns)
    sheet.pageHeader = "\(unitName)  批次 \(batchID)  \(OutboxWorkbook.marking)"
    sheet.pageFooter = marking
    writer.beginSheet(sheet)
    for row in rows { writer.append(texts(row)) }
    return writer.finish()
  }

  func csv() -> [UInt8] {
    var writer = CSVWriter(textEncoding: .utf8BOM, lineEnding: .crlf, formulaGuard: .apostrophe)
    writer.append(Self.columns.map(\.header))
    for row in rows {
      var texts = texts(row)
      if !texts[3].isEmpty { texts[3] += "\t" }
      writer.append(texts)
    }
    return writer.takeBytes()
  }
}
