internal import Bytes
internal import Columns
internal import Complaints
internal import Tabular

/// Rows of a table with the columns of an annotator behind them; rows in, rows out, in order.
///
/// Objects of JSON become lines of JSON, whose own members stay as they stand; any other table
/// becomes CSV.
struct RowFilter {
  let annotator: any RowAnnotator
  /// The names of the columns where the table has no row of names; none is written then.
  let columns: [String]
  /// The table's path, for messages.
  let path: String
  /// How many rows had cells beyond the header's.
  private(set) var longRows = 0
  private var header: [String]?
  private var positions: [Int] = []
  private var writer = CSVWriter(textEncoding: .utf8, lineEnding: .lf)

  init(_ annotator: any RowAnnotator, columns: [String], path: String) {
    self.annotator = annotator
    self.columns = columns
    self.path = path
  }

  /// Reads a table and gives what is to be written, piece by piece.
  mutating func run(_ source: TabularSource, _ write: ([UInt8]) throws -> Void) throws {
    if source.format.isJSON {
      if !columns.isEmpty { throw UsageError("--columns is for tables; JSON objects have names") }
      var lines = ObjectLines(annotator, path: path)
      return try source.readObjects(members: annotator.reads) { try write(lines.lines(of: $0)) }
    }
    if !columns.isEmpty { try begin(columns, line: nil) }
    try source.readRows { rows in
      try append(rows)
      try write(writer.takeBytes())
    }
    if header == nil { throw AnalysisError(.missingColumn, at: .init(path: path), "no rows") }
  }

  /// Adds a block of rows; the first of all is the header, unless that is known.
  private mutating func append(_ rows: RawRows) throws {
    var first = 0
    if header == nil, rows.rowCount > 0 {
      let names = rows.texts(row: 0)
      try begin(names, line: Int(rows.lineNumbers[0]))
      writer.append(names + annotator.adds.map(\.name))
      first = 1
    }
    guard let header, first < rows.rowCount else { return }
    let read = positions.map { position in
      var column = StringColumn()
      for row in first..<rows.rowCount {
        column.append(utf8: rows.cells.bytes.span.extracting(rows.cell(row: row, column: position)))
      }
      return column
    }
    let added = try annotator.annotate(read)
    for row in first..<rows.rowCount {
      if rows.columnCount(row: row) > header.count { longRows += 1 }
      for column in header.indices {
        writer.append(field: rows.cells.bytes[rows.cell(row: row, column: column)])
      }
      for column in added { writer.append(field: column.bytes[column.range(row - first)]) }
      writer.endRow()
    }
  }

  private mutating func begin(_ names: [String], line: Int?) throws {
    positions = try annotator.reads.map { name in
      guard let position = names.firstIndex(of: name) else {
        throw AnalysisError(
          .missingColumn, at: .init(path: path, line: line),
          "no column \(name)\(NearestName.hint(name, in: names))")
      }
      return position
    }
    if let name = annotator.adds.map(\.name).first(where: names.contains) {
      throw AnalysisError(
        .missingColumn, at: .init(path: path, line: line),
        "there is a column \(name) already: give it another name")
    }
    header = names
  }
}
