internal import Bytes
internal import Columns
internal import Complaints
internal import Tabular

/// Named columns of a file of any format that we read, taken by the names in its first row.
struct TextTable {
  /// One column for each name asked for, in that order.
  private(set) var columns: [StringColumn]

  /// Reads columns of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - names: The columns that must be there.
  ///   - extra: Columns that may be missing, and are empty then; they follow the others.
  /// - Throws: `missingColumn`, naming the file and the nearest column, where one is not there.
  init(path: String, columns names: [String], optional extra: [String] = []) throws {
    var columns = (names + extra).map { _ in StringColumn() }
    var positions: [Int?]?
    let source = try TabularSource.open(path: path)
    try source.readRows { rows in
      var first = 0
      if positions == nil, rows.rowCount > 0 {
        positions = try Self.positions(of: names, extra, in: rows, path: path)
        first = 1
      }
      guard let positions, first < rows.rowCount else { return }
      for row in first..<rows.rowCount {
        for (index, position) in positions.enumerated() {
          let cell = position.map { rows.cell(row: row, column: $0) } ?? 0..<0
          columns[index].append(utf8: rows.cells.bytes.span.extracting(cell))
        }
      }
    }
    if positions == nil { throw AnalysisError(.missingColumn, at: .init(path: path), "no rows") }
    self.columns = columns
  }

  /// How many rows the file has below its header.
  var rowCount: Int { columns.first?.count ?? 0 }

  private static func positions(
    of names: [String], _ extra: [String], in rows: RawRows, path: String
  ) throws -> [Int?] {
    let header = (0..<rows.columnCount(row: 0)).map { rows.text(row: 0, column: $0) }
    for name in names where !header.contains(name) {
      throw AnalysisError(
        .missingColumn, at: .init(path: path, line: Int(rows.lineNumbers[0])),
        "no column \(name)\(NearestName.hint(name, in: header))")
    }
    return (names + extra).map { header.firstIndex(of: $0) }
  }
}
