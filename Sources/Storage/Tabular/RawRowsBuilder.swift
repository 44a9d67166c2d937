internal import Bytes
internal import Columns

/// Gathers rows into blocks and hands each on when it is full.
struct RawRowsBuilder {
  /// A block ends once its rows have this many cells.
  private static let blockCells = 4 << 20

  private let blockRows: Int
  private let sheet: Int
  private let maximumColumns: Int
  private let maximumBytes: Int
  private let originalForm: RawRows.OriginalForm
  /// The block so far; cells are appended to its `cells`.
  private(set) var rows: RawRows
  /// Where the row that is being built starts.
  private var rowCells = 0
  private var rowStart = 0
  private var isTooLarge = false
  /// What all rows have come to, those that were dropped too; goes on from sheet to sheet.
  var rowsBytes = 0
  private let maximumRowsBytes: Int

  init(
    sheet: Int, blockRows: Int, limits: TabularLimits, originalForm: RawRows.OriginalForm = .same
  ) {
    precondition(blockRows > 0, "blocks have rows")
    self.sheet = sheet
    self.blockRows = blockRows
    maximumColumns = limits.columns
    maximumBytes = limits.rowBytes
    maximumRowsBytes = limits.rowsBytes
    self.originalForm = originalForm
    rows = RawRows(sheet: sheet)
  }

  /// The number of cells of the row that is being built; more than any column's number once it is
  /// too large.
  var columnCount: Int { isTooLarge ? Int.max : cellCount }

  private var cellCount: Int { rows.cells.count - rowCells }

  /// Whether a cell of a column may follow those of the row so far; in a row that is too large any.
  @inline(__always)
  func canTake(column: Int) -> Bool { cellCount <= column || isTooLarge }

  /// Appends a cell to the row that is being built.
  mutating func append(cell: [UInt8]) { cell.withUnsafeBufferPointer { append(cell: $0) } }

  /// Appends a cell to the row that is being built.
  @inline(__always)
  mutating func append(cell: UnsafeBufferPointer<UInt8>) {
    rows.cells.bytes.append(contentsOf: cell)
    endCell()
  }

  /// Appends a cell that a column of texts holds.
  @inline(__always)
  mutating func append(cellFrom column: borrowing StringColumn, _ index: Int) {
    if isTooLarge { return }
    let range = column.range(index)
    column.bytes.withUnsafeBufferPointer {
      rows.cells.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
    }
    endCell()
  }

  /// Appends a cell that `write` appends to the texts.
  @inline(__always)
  mutating func appendCell(_ write: (inout [UInt8]) -> Void) {
    write(&rows.cells.bytes)
    endCell()
  }

  /// Appends empty cells until the row has some number of them.
  @inline(__always)
  mutating func fill(upTo count: Int) {
    while columnCount < count { endCell() }
  }

  /// Ends a cell, whose bytes have been appended; of a row that is too large nothing is kept.
  @inline(__always)
  mutating func endCell() {
    let end = rows.cells.bytes.count
    rows.cells.offsets.append(Int32(truncatingIfNeeded: end))
    if cellCount > maximumColumns || end &- rowStart > maximumBytes || isTooLarge { dropCells() }
  }

  @inline(never)
  private mutating func dropCells() {
    isTooLarge = true
    rowsBytes += rows.cells.bytes.count - rowStart + 4 * cellCount
    rows.cells.bytes.removeLast(rows.cells.bytes.count - rowStart)
    rows.cells.offsets.removeLast(cellCount)
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
    var problem = problem
    rowsBytes += rows.cells.bytes.count - rowStart + 4 * cellCount
    if isTooLarge {
      isTooLarge = false
      problem = .tooLarge
    }
    if rows.cells.bytes.count == rowStart && problem == .none && original == nil {
      rows.cells.offsets.removeLast(cellCount)
      return
    }
    if trimming {
      while cellCount > 0 && rows.cells.range(rows.cells.count - 1).isEmpty {
        rows.cells.offsets.removeLast()
      }
    }
    rowCells = rows.cells.count
    rowStart = rows.cells.bytes.count
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
    if rowsBytes > maximumRowsBytes {
      throw StorageError(
        .limitExceeded, at: .init(line: rows.lineNumbers.last.map { Int($0) }),
        "the rows unfold to more than \(maximumRowsBytes) bytes: the file is broken or hostile")
    }
    let isFull =
      rows.rowCount >= blockRows || rows.cells.bytes.count >= DelimitedReader.blockBytes
      || rows.cells.count >= Self.blockCells
    guard isFull || (isLast && rows.rowCount > 0) else { return }
    var block = rows
    block.originalForm = originalForm
    block.mendTexts()
    rows = RawRows(sheet: sheet)
    // The next block is likely to be as large.
    rows.cells.bytes.reserveCapacity(isLast ? 0 : block.cells.bytes.count)
    rows.cells.offsets.reserveCapacity(isLast ? 0 : block.cells.offsets.count)
    rowCells = 0
    rowStart = 0
    try body(block)
  }
}
