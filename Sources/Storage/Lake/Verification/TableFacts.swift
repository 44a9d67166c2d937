internal import Columns
internal import Parquet

/// What the files of a table hold together.
struct TableFacts {
  let tableID: Int64
  /// The bounds of each column over all live files, by the id that statistics are kept under.
  var columns: [Int64: (facts: ColumnFacts, type: ColumnType)] = [:]
  /// How many rows more the live files hold than the catalog says of them.
  var surplus = 0
  /// The row ids that files without ids of their own stand for, with the file.
  var ranges: [(ids: Range<Int64>, path: String)] = []
  /// The row ids of live rows.
  var marks = RowMarks()
  /// The greatest row id.
  var greatestID: Int64 = -1
  /// How many live rows have an id that another one has, and the file of the first.
  var duplicates = 0
  var duplicatePath: String?

  /// From here on the DuckDB client numbers rows that it changes in the transaction that adds them.
  private static let localIDs: Int64 = 1_000_000_000_000_000_000

  init(tableID: Int64) { self.tableID = tableID }

  /// Takes in the row ids of a file.
  mutating func addRowIDs(of examination: FileExamination, deleted: [Int]) {
    let (entry, rowCount) = (examination.entry, examination.reader.rowCount)
    if let ids = examination.rowIDs {
      guard ids.count == rowCount else { return }
      greatestID = max(greatestID, ids.filter { $0 < Self.localIDs }.max() ?? -1)
      if entry.isLive { mark(rowCount, deleted, entry.path) { ids[$0] } }
      return
    }
    guard let start = entry.rowIDStart, rowCount > 0,
      !start.addingReportingOverflow(Int64(rowCount)).overflow
    else { return }
    ranges.append((start..<start + Int64(rowCount), entry.path))
    greatestID = max(greatestID, start + Int64(rowCount) - 1)
    if entry.isLive { mark(rowCount, deleted, entry.path) { start + Int64($0) } }
  }

  private mutating func mark(
    _ rowCount: Int, _ deleted: [Int], _ path: String, _ id: (Int) -> Int64
  ) {
    var next = 0
    for row in 0..<rowCount {
      while next < deleted.count && deleted[next] < row { next += 1 }
      if next < deleted.count && deleted[next] == row { continue }
      if id(row) < Self.localIDs && !marks.insert(id(row)) {
        duplicates += 1
        duplicatePath = duplicatePath ?? path
      }
    }
  }
}
