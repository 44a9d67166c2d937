internal import Columns
internal import Tabular

/// What the first rows under a header hold: by it the header is judged once, and suspicious rows
/// one by one.
struct SheetProfile: Sendable {
  /// How many rows are looked at.
  static let sampleRows = 512

  /// The columns, those behind the header's last one included.
  private(set) var columns: [ColumnProfile] = []
  /// What marks each column, kept because rows ask for it.
  private(set) var marks: [ValueShape] = []
  /// The header's names, cut to twenty characters.
  let names: [String]
  private(set) var rowCount = 0
  private(set) var recordIDs = RecordIDForm()
  /// The width to which record ids are filled with zeros; 0 where none is known.
  private(set) var recordIDWidth = 0
  private var shortRows = 0
  private var longRows = 0

  /// The profile of nothing.
  init() { names = [] }

  /// Looks at the records among the first rows of a block.
  ///
  /// - Parameters:
  ///   - first: The first row to look at.
  ///   - isRecord: Whether a row is a record, rather than a sum or a page's head.
  init(
    _ block: RawRows, from first: Int, _ layout: Layout, names: [String], isRecord: (Int) -> Bool
  ) {
    self.names = names.map { String($0.prefix(20)) }
    var text: [UInt8] = []
    for row in first..<max(first, min(block.rowCount, first + Self.sampleRows))
    where block.problems[row] == .none && isRecord(row) {
      let count = block.columnCount(row: row)
      rowCount += 1
      if count < layout.width { shortRows += 1 }
      if count > layout.width { longRows += 1 }
      while columns.count < min(count, 4_096) { columns.append(ColumnProfile()) }
      for column in columns.indices {
        text.removeAll(keepingCapacity: true)
        let cell = block.cell(row: row, column: column)
        TextCleaner.append(
          block.cells.bytes.span.extracting(cell), to: &text, style: .lines)
        columns[column].add(text, line: Int(block.lineNumbers[row]))
        if column == layout.recordID { recordIDs.add(text) }
      }
    }
    marks = columns.map(\.mark)
    recordIDWidth = recordIDs.width ?? 0
  }

  /// Whether the file leaves out empty cells at the end of its rows.
  var isTrimmed: Bool { shortRows * 5 > rowCount }
  /// Whether rows have no more cells than the header, not even empty ones.
  var hasNoExtraCells: Bool { rowCount >= 20 && longRows * 20 < rowCount }

  /// A column in messages: its number, and its name where the file has a header.
  func label(_ column: Int) -> String {
    names.indices.contains(column) && !names[column].isEmpty
      ? "column \(column + 1) '\(names[column])'" : "column \(column + 1)"
  }
}
