internal import Columns
internal import Tabular

/// Where each rule finds its cells in the rows under one header.
struct Layout: Equatable, Sendable {
  /// The columns of all rules' cells and then fallbacks, one rule after the other; -1 where the
  /// file has none.
  var columns: [Int]
  /// Where each rule's cells start in `columns`; one more entry than rules.
  var cellStarts: [Int]
  /// Where each rule's fallbacks start in `columns`.
  var fallbackStarts: [Int]
  /// How many cells the header has.
  var width: Int
  /// The columns that are filled from above; the first starts a block.
  var fill: [Int]
  /// The column of the record id, or of its first part.
  var recordID: Int
  /// The column of the time of receipt, which rows of sums leave empty.
  var receivedAt: Int
  /// The header's own text over the record id, by which its repetition is known.
  var recordIDHeader: [UInt8]
  /// The header's names as they stand there.
  var names: [String] = []

  /// The columns of a rule's cells.
  func cells(_ rule: Int) -> Range<Int> { cellStarts[rule]..<fallbackStarts[rule] }
  /// The columns of a rule's fallbacks.
  func fallbacks(_ rule: Int) -> Range<Int> { fallbackStarts[rule]..<cellStarts[rule &+ 1] }

  /// A layout by positions alone.
  static func positional(_ mapping: SourceMapping) -> Layout {
    var layout = resolve(mapping, [:])
    layout.width = 0
    return layout
  }

  /// The layout that a row of header names gives.
  static func resolve(_ mapping: SourceMapping, _ columns: [String: Int]) -> Layout {
    func column(_ cell: ColumnRule.Cell) -> Int {
      if let position = cell.position { return position }
      for key in cell.keys {
        if let index = columns[key] { return index }
      }
      return -1
    }
    var layout = Layout(
      columns: [], cellStarts: [0], fallbackStarts: [], width: 0,
      fill: mapping.fillDown.map(column), recordID: -1,
      receivedAt: -1, recordIDHeader: [])
    for rule in mapping.rules {
      let cells = rule.cells.map(column)
      if rule.target == .sourceRecordID { layout.recordID = cells.first ?? -1 }
      if rule.target == .receivedAt { layout.receivedAt = cells.first ?? -1 }
      layout.columns += cells
      layout.fallbackStarts.append(layout.columns.count)
      layout.columns += rule.fallbacks.map(column)
      layout.cellStarts.append(layout.columns.count)
    }
    return layout
  }

  /// The names of a row in the form in which they are compared, each with its first column.
  static func columns(_ names: [String]) -> [String: Int] {
    var columns: [String: Int] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty && name.utf8.count <= 400 {
      let key = HeaderName.key(name)
      if !key.isEmpty, columns[key] == nil { columns[key] = index }
    }
    return columns
  }
}
