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

  /// The row before, which may be the upper one of a header of two rows.
  private var previous: [String]?
  /// Why the row before is no header by itself: it lacks columns that the next row may bring.
  private var held: AnalysisError?

  /// A header that was found.
  struct Found {
    var layout: Layout
    /// The names in the form in which they are compared, each with its first column.
    var columns: [String: Int]
    /// The names as they stand there; those of two rows joined.
    var names: [String]
  }

  /// Whether the row before is a header if the next one brings the columns that it lacks.
  var isWaiting: Bool { held != nil }

  /// Looks at a row; gives the layout when it is the header, or ends one of two rows.
  ///
  /// - Throws: `missingColumn` when the row before was it, but lacks a column that the mapping names.
  mutating func look(
    _ block: RawRows, _ row: Int, _ mapping: SourceMapping, _ context: IntakeContext
  ) throws(AnalysisError) -> Found? {
    rows += 1
    let names = block.texts(row: row)
    let upper = previous
    previous = names.count <= 4_096 ? names : nil
    let alone = header(names, mapping)
    if let alone,
      missingRules(mapping, alone.layout, essentialOnly: mapping.header.isLenient).isEmpty
    {
      return alone
    }
    if let upper, let joined = TwoRowHeader.join(upper, names),
      let both = header(joined, mapping),
      missingRules(mapping, both.layout, essentialOnly: mapping.header.isLenient).isEmpty
    {
      return both
    }
    if let held { throw held }
    guard let alone else {
      note(block, row, Layout.columns(names), mapping)
      return nil
    }
    let lacking = missingRules(mapping, alone.layout, essentialOnly: mapping.header.isLenient)
    sawTable = true
    held = lacking.first.map {
      Self.missing(
        $0, in: alone.columns.keys.sorted(), line: Int(block.lineNumbers[row]), block.sheet, context
      )
    }
    return nil
  }

  /// The header that some names make; nil where they lack what no record can do without.
  private func header(_ names: [String], _ mapping: SourceMapping) -> Found? {
    let columns = Layout.columns(names)
    if columns.isEmpty { return nil }
    var layout = Layout.resolve(mapping, columns)
    guard missingRules(mapping, layout, essentialOnly: true).isEmpty else { return nil }
    layout.width = names.count
    layout.names = names
    layout.recordIDHeader =
      names.indices.contains(layout.recordID) ? Array(names[layout.recordID].utf8) : []
    return Found(layout: layout, columns: columns, names: names)
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
    if let held { return held }
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
