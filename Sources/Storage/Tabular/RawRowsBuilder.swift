internal import Columns

/// Gathers rows into blocks and hands each on when it is full.
struct RawRowsBuilder {
  private let blockRows: Int
  private let sheet: Int
  private let maximumColumns: Int
  private let originalForm: RawRows.OriginalForm
  /// The block so far; cells are appended to its `cells`.
  private(set) var rows: RawRows
  private var rowCells = 0

  init(
    sheet: Int, blockRows: Int, maximumColumns: Int, originalForm: RawRows.OriginalForm = .same
  ) {
    precondition(blockRows > 0, "blocks have rows")
    self.sheet = sheet
    self.blockRows = blockRows
    self.maximumColumns = maximumColumns
    self.originalForm = originalForm
    rows = RawRows(sheet: sheet)
  }

  /// The number of cells of the row that is being built.
  var columnCount: Int { rows.cells.count - rowCells }

  /// Appends a cell to the row that is being built.
  mutating func append(cell: [UInt8]) { rows.cells.append(utf8: cell.span) }

  /// Appends a cell that a row of texts holds.
  mutating func append(cellFrom column: borrowing StringColumn, _ index: Int) {
    rows.cells.append(utf8: column.bytes.span.extracting(column.range(index)))
  }

  /// Ends the row; one without any text or original is dropped.
  ///
  /// - Parameters:
  ///   - trimming: Whether empty cells at the row's end are dropped.
  ///   - original: Where the row's bytes lie in `rows.original`, if they are kept there.
  mutating func endRow(
    line: Int, byteRange: RawRows.ByteRange, problem: RowProblem = .none, trimming: Bool,
    original: [UInt8]? = nil
  ) {
    let start = Int(rows.cells.offsets[rowCells])
    var problem = problem
    if rows.cells.bytes.count == start && problem == .none && original == nil {
      rows.cells.offsets.removeLast(columnCount)
      return
    }
    if trimming {
      while columnCount > 0 && rows.cells.range(rows.cells.count - 1).isEmpty {
        rows.cells.offsets.removeLast()
      }
    }
    if columnCount > maximumColumns {
      rows.cells.offsets.removeLast(columnCount)
      rows.cells.bytes.removeLast(rows.cells.bytes.count - start)
      problem = .tooLarge
    }
    rowCells = rows.cells.count
    rows.rowStarts.append(Int32(truncatingIfNeeded: rowCells))
    rows.lineNumbers.append(Int32(clamping: line))
    rows.byteRanges.append(byteRange)
    rows.problems.append(problem)
    if let original {
      let from = rows.original.count
      rows.original += original
      rows.originalRanges.append(from..<rows.original.count)
    }
  }

  /// Hands the block on when it is full, or holds anything and is the last.
  mutating func emit(isLast: Bool, _ body: (RawRows) throws -> Void) throws {
    let isFull =
      rows.rowCount >= blockRows || rows.cells.bytes.count >= DelimitedReader.blockBytes
    guard isFull || (isLast && rows.rowCount > 0) else { return }
    var block = rows
    block.originalForm = originalForm
    rows = RawRows(sheet: sheet)
    rowCells = 0
    try body(block)
  }
}
