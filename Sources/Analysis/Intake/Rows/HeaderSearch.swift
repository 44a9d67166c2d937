internal import Bytes
internal import Columns
internal import Complaints
internal import Tabular

/// The search for the header of a sheet: rows above it are titles.
struct HeaderSearch {
  /// How many rows were looked at.
  private(set) var rows = 0
  /// Whether one of them had several cells, so that the sheet holds a table.
  private(set) var sawTable = false
  private var best: (matches: Int, line: Int, names: [String])?
  /// Texts of title rows, which may stand again on later pages.
  private(set) var titles: Set<String> = []

  /// Looks at a row; gives the layout when it is the header.
  ///
  /// - Throws: `missingColumn` when it is, but lacks a column that the mapping names.
  mutating func look(
    _ block: RawRows, _ row: Int, _ mapping: SourceMapping, _ context: IntakeContext
  ) throws(AnalysisError) -> (layout: Layout, columns: [String: Int])? {
    rows += 1
    let columns = Layout.columns(block, row)
    var layout = Layout.resolve(mapping, columns)
    layout.width = block.columnCount(row: row)
    let missing = missingRules(mapping, layout, essentialOnly: true)
    if missing.isEmpty, !columns.isEmpty {
      let lacking = missingRules(mapping, layout, essentialOnly: mapping.header.isLenient)
      if let cell = lacking.first {
        throw Self.missing(
          cell, in: columns.keys.sorted(), line: Int(block.lineNumbers[row]), block.sheet, context)
      }
      layout.recordIDHeader = Array(
        block.cells.bytes[block.cell(row: row, column: layout.recordID)])
      layout.names = block.texts(row: row)
      return (layout, columns)
    }
    note(block, row, columns, mapping)
    return nil
  }

  private mutating func note(
    _ block: RawRows, _ row: Int, _ columns: [String: Int], _ mapping: SourceMapping
  ) {
    if columns.count >= 3 { sawTable = true }
    if columns.count <= 2 {
      titles.formUnion(columns.keys)
    }
    let wanted = Set(mapping.rules.flatMap { $0.cells.flatMap(\.keys) })
    let matches = columns.keys.count { wanted.contains($0) }
    let line = Int(block.lineNumbers[row])
    if best == nil || matches > best?.matches ?? 0 {
      best = (matches, line, columns.keys.sorted())
    }
  }

  /// The cells that no column of a layout serves.
  private func missingRules(
    _ mapping: SourceMapping, _ layout: Layout, essentialOnly: Bool
  ) -> [(rule: ColumnRule, cell: ColumnRule.Cell)] {
    var missing: [(rule: ColumnRule, cell: ColumnRule.Cell)] = []
    for (index, rule) in mapping.rules.enumerated() {
      guard essentialOnly ? rule.isRequired : rule.needsColumn || rule.isRequired else { continue }
      let hasFallback = layout.fallbacks(index).contains { layout.columns[$0] >= 0 }
      if essentialOnly, hasFallback { continue }
      for (cell, place) in zip(rule.cells, layout.cells(index)) where layout.columns[place] < 0 {
        missing.append((rule, cell))
      }
    }
    return missing
  }

  /// The error of a sheet without a header.
  func error(
    _ mapping: SourceMapping, sheet: Int, context: IntakeContext
  ) -> AnalysisError {
    let lost = mapping.rules.first { $0.isRequired }
    guard let rule = lost, let cell = rule.cells.first else {
      return AnalysisError(.missingColumn, at: Self.place(sheet, nil, context), "no header")
    }
    guard let best, best.matches > 0 || sawTable else {
      return AnalysisError(
        .missingColumn, at: Self.place(sheet, nil, context),
        rows == 0
          ? "the file has no rows"
          : "none of the first \(rows) rows is a header: \(Self.name(cell)) for"
            + " \(rule.target.name) is wanted")
    }
    let names = Set(best.names)
    let missing =
      mapping.rules.filter(\.isRequired).flatMap { rule in rule.cells.map { (rule, $0) } }
      .first { _, cell in cell.position == nil && !cell.keys.contains { names.contains($0) } }
    return Self.missing(
      missing.map { (rule: $0.0, cell: $0.1) } ?? (rule, cell), in: best.names, line: best.line,
      sheet, context)
  }

  private static func missing(
    _ lost: (rule: ColumnRule, cell: ColumnRule.Cell), in names: [String], line: Int, _ sheet: Int,
    _ context: IntakeContext
  ) -> AnalysisError {
    let shown = names.map { String($0.prefix(20)) }
    let nearest = lost.cell.keys.lazy.compactMap { NearestName.nearest($0, in: shown) }.first
    let hint =
      nearest.map { "; the nearest header there is \($0)" }
      ?? "; the headers there are \(shown.prefix(12).joined(separator: ", "))"
    return AnalysisError(
      .missingColumn, at: place(sheet, line, context),
      "column \(name(lost.cell)) for \(lost.rule.target.name) is missing\(hint)")
  }

  private static func name(_ cell: ColumnRule.Cell) -> String {
    cell.position.map { "number \($0 + 1)" } ?? cell.names.joined(separator: " or ")
  }

  static func place(
    _ sheet: Int, _ line: Int?, _ context: IntakeContext
  ) -> StorageError.Location {
    let names = context.sheets
    let name = names.indices.contains(sheet) && !names[sheet].isEmpty ? names[sheet] : nil
    return StorageError.Location(path: context.fileName, sheet: name, line: line)
  }
}
