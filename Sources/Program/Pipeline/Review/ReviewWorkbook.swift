internal import Columns
internal import Complaints
internal import Tabular

/// Writes a review queue as a workbook.
struct ReviewWorkbook {
  private let city: CityConfiguration
  private let title: String

  /// Makes a writer.
  ///
  /// - Parameter day: The day up to which requests were looked at.
  init(_ city: CityConfiguration, day: Int32) {
    self.city = city
    title = "\(city.name)诉求分类复核  截至\(CivilTime.format(day: day))  内部使用·严禁外传"
  }

  /// The workbook's bytes.
  func bytes(_ rows: [ReviewRow]) -> [UInt8] {
    var writer = XLSXWriter()
    begin(ReviewSheet.name, columns: ReviewSheet.columns(city), in: &writer)
    for row in rows { writer.append(cells: cells(row), fitsHeight: true) }
    if rows.isEmpty { writer.append(["没有需要复核的诉求"]) }
    begin(
      ReviewSheet.directoryName,
      columns: [
        .init("代码", width: 9), .init("一级", width: 14, style: .wrapped),
        .init("二级", width: 16, style: .wrapped), .init("三级", width: 20, style: .wrapped),
        .init("含义和界限", width: 76, style: .wrapped), .init("受理", width: 6),
      ], in: &writer)
    for category in city.taxonomy.categories {
      let texts = [
        category.code, category.level1, category.level2, category.level3, category.definition,
        category.inScope ? ReviewSheet.yes : ReviewSheet.no,
      ]
      writer.append(cells: texts.map { .text($0) }, fitsHeight: true)
    }
    begin(
      ReviewSheet.instructionsName,
      columns: [.init("序号", width: 6), .init("说明", width: 110, style: .wrapped)], in: &writer)
    for (index, text) in ReviewSheet.instructions.enumerated() {
      writer.append([String(index + 1), text])
    }
    return writer.finish()
  }

  private func begin(
    _ name: String, columns: [WorkbookSheet.Column], in writer: inout XLSXWriter
  ) {
    var sheet = WorkbookSheet(name: name, title: title, columns: columns)
    sheet.pageHeader = title
    sheet.pageFooter = "内部使用·严禁外传"
    writer.beginSheet(sheet)
  }

  private func cells(_ row: ReviewRow) -> [WorkbookCell] {
    let reason = row.detail.isEmpty ? row.reason.label : "\(row.reason.label)：\(row.detail)"
    let candidates = (0..<2).map { index -> String in
      guard index < row.candidates.count else { return "" }
      let candidate = row.candidates[index]
      return "\(ReviewSheet.option(candidate.category)) \(Self.decimal(candidate.share))"
    }
    let inputs = ReviewSheet.inputs.map { _ in WorkbookCell.empty }
    return [
      .text(row.key.text), .text(reason), .text(row.platform),
      .text(CivilTime.format(row.receivedAt)), .text(row.title), .text(row.content),
      .text(row.sourceLabel), .text(row.answer.map(ReviewSheet.option) ?? "（未定）"),
      .text(Self.decimal(row.confidence)), .text(candidates[0]), .text(candidates[1]),
      .text(row.evidence), .text(row.place), .text(row.requestType), .integer(row.likeCount),
    ] + inputs + [.text(row.stamp.text)]
  }

  /// A share with two decimals.
  private static func decimal(_ share: Double) -> String {
    let hundredths = Int((min(max(share, 0), 1) * 100).rounded())
    return "\(hundredths / 100).\(CivilTime.padded(hundredths % 100, 2))"
  }
}
