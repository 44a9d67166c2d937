internal import Columns
package import Tabular

/// The first rows of a file of which no mapping knows anything: its header, and what its columns
/// hold.
package struct TableSample: Sendable {
  /// How many records are looked at.
  package static let recordLimit = 5_000

  /// The file's name without folders.
  package let fileName: String
  /// The file's shape.
  package let format: TabularFormat
  /// The text encoding.
  package let encoding: String
  /// The names of the sheets.
  package let sheets: [String]
  /// The sheet that holds the table.
  package private(set) var sheet = 0
  /// The line of the header, and of its second row where it has two; nil where there is none.
  package private(set) var headerLines: ClosedRange<Int>?
  /// How many rows stand above the header.
  package private(set) var titleRows = 0
  /// The columns, in file order.
  package private(set) var columns: [ColumnSample] = []
  /// How many records were looked at.
  package private(set) var records = 0
  /// Whether the file goes on behind them.
  package private(set) var isCut = false
  private var tops: [RawTop] = []
  private var current = -1
  private var isSettled = false

  /// A row near the top of a sheet.
  struct RawTop: Sendable {
    let line: Int
    let cells: [String]
  }

  private static let topRows = 40

  /// Makes an empty sample of a file.
  package init(
    fileName: String, format: TabularFormat, encoding: String, sheets: [String]
  ) {
    self.fileName = fileName
    self.format = format
    self.encoding = encoding
    self.sheets = sheets
  }

  /// Looks at the next block.
  ///
  /// - Returns: Whether more is wanted.
  package mutating func add(_ block: RawRows) -> Bool {
    if block.sheet != current {
      if isSettled { return false }
      settle(isEnd: true)
      if isSettled && records > 0 { return false }
      isSettled = false
      current = block.sheet
      tops = []
    }
    for row in 0..<block.rowCount {
      if isSettled {
        if records >= Self.recordLimit {
          isCut = true
          return false
        }
        take(block.texts(row: row))
      } else {
        tops.append(RawTop(line: Int(block.lineNumbers[row]), cells: block.texts(row: row)))
        if tops.count >= Self.topRows { settle(isEnd: false) }
      }
    }
    return true
  }

  /// Ends the sample.
  package mutating func finish() { if !isSettled { settle(isEnd: true) } }

  /// Says which columns of the sheet have cells merged downwards.
  package mutating func note(merged ranges: [CellRange]) {
    let end = headerLines?.upperBound ?? 0
    for range in ranges where range.lastRow > range.firstRow && range.firstRow >= end {
      for column in range.firstColumn...range.lastColumn where columns.indices.contains(column) {
        columns[column].isMergedDown = true
      }
    }
  }

  /// Finds the header among the rows held back and counts the others.
  private mutating func settle(isEnd: Bool) {
    let rows = tops
    tops = []
    guard let found = HeaderGuess.find(rows.map(\.cells)) else {
      if !isEnd { isSettled = true }
      return
    }
    sheet = max(current, 0)
    isSettled = true
    columns = found.names.enumerated().map { ColumnSample(name: $1, position: $0) }
    if let header = found.rows {
      headerLines = rows[header.lowerBound].line...rows[header.upperBound].line
      titleRows = header.lowerBound
    } else {
      headerLines = nil
      titleRows = 0
    }
    for row in rows[(found.rows.map { $0.upperBound + 1 } ?? 0)...] { take(row.cells) }
  }

  /// Counts a record; rows that repeat the header, hold sums or belong to the page are none.
  private mutating func take(_ cells: [String]) {
    let filled = cells.count { !$0.isEmpty }
    if filled == 0 || (columns.count >= 5 && filled <= 2) { return }
    let repeats = zip(cells, columns).count { !$0.isEmpty && $0 == $1.name }
    if headerLines != nil, repeats * 2 > filled { return }
    while columns.count < cells.count, columns.count < 4_096 {
      columns.append(ColumnSample(name: "", position: columns.count))
    }
    for index in columns.indices {
      let bytes = index < cells.count ? Array(cells[index].utf8) : []
      columns[index].add(bytes.span)
    }
    records += 1
  }
}
