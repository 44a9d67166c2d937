public import Bytes

/// A small CSV file with a header that configures something: units, limits, places.
///
/// UTF-8, with or without a byte order mark. Cells are trimmed. Empty rows and rows that
/// start with `#` are left out; rows may be shorter than the header.
public struct ConfigurationTable: Sendable {
  /// A column that a table may have.
  public struct ColumnRule: Sendable, ExpressibleByStringLiteral {
    /// The name in the header.
    public let name: String
    /// Whether the table must have it.
    public let isRequired: Bool

    /// Makes the rule of a column that the table must have.
    public init(stringLiteral name: String) {
      self.name = name
      isRequired = true
    }

    private init(optional name: String) {
      self.name = name
      isRequired = false
    }

    /// The rule of a column that the table may leave out; its cells are then empty.
    public static func optional(_ name: String) -> ColumnRule { ColumnRule(optional: name) }
  }

  /// The file's path.
  public let path: String
  /// The rows in file order.
  public let rows: [Row]

  /// Reads a table from a file.
  public static func read(path: String, columns: [ColumnRule])
    throws(StorageError) -> ConfigurationTable
  {
    try ConfigurationTable(path: path, bytes: FileSystem.read(path), columns: columns)
  }

  /// Reads a table from memory; the path is for messages only.
  ///
  /// - Throws: `configuration` for bytes that are not UTF-8, a broken quote, an unknown, missing or
  ///   repeated column, and a row with more cells than the header.
  public init(path: String, bytes: [UInt8], columns: [ColumnRule]) throws(StorageError) {
    let rows = try Self.readRows(bytes, path: path)
    guard let first = rows.lineNumbers.first else {
      throw StorageError(.configuration, path: path, "the file is empty; it needs a header row")
    }
    let header = rows.texts(row: 0).map { Self.trimmed($0) }
    let positions = try Self.positions(header, line: Int(first), path: path, columns: columns)
    var output: [Row] = []
    for index in 1..<rows.rowCount {
      let line = Int(rows.lineNumbers[index])
      let cells = rows.texts(row: index).map { Self.trimmed($0) }
      if cells.allSatisfy(\.isEmpty) { continue }
      if cells.count > header.count {
        throw StorageError(
          .configuration, at: .init(path: path, line: line),
          "the row has \(cells.count) cells, the header \(header.count):"
            + " put a cell that holds a comma into quotes")
      }
      output.append(Row(line: line, path: path, positions: positions, cells: cells))
    }
    self.path = path
    self.rows = output
  }

  private static func readRows(_ bytes: [UInt8], path: String) throws(StorageError) -> RawRows {
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let dialect = RecordCutter.Dialect(
      delimiter: UInt8(ascii: ","), quotedLines: 1_000, rowBytes: 1 << 20)
    var cutter = RecordCutter(dialect)
    var records: [RecordCutter.Record] = []
    var rows = RawRows()
    bytes.withUnsafeBufferPointer { buffer in
      _ = cutter.cut(buffer, from: start, isLast: true, into: &records)
      records.removeAll { buffer[$0.start] == UInt8(ascii: "#") }
      var reader = FieldReader(
        delimiter: dialect.delimiter, encoding: .utf8, maximumColumns: 1_000)
      reader.read(records[...], in: buffer, into: &rows)
    }
    rows.lineNumbers = records.map { Int32(clamping: $0.line) }
    for (row, problem) in rows.problems.enumerated() where problem != .none {
      let detail =
        switch problem {
        case .unterminatedQuote: "a quote is never closed"
        case .strayQuote: "a quote stands inside a cell: write it twice"
        case .invalidBytes: "the file is not UTF-8: save it as UTF-8"
        default: "the row cannot be read (\(problem.name))"
        }
      throw StorageError(
        .configuration, at: .init(path: path, line: records[row].line), detail)
    }
    return rows
  }

  private static func positions(
    _ header: [String], line: Int, path: String, columns: [ColumnRule]
  ) throws(StorageError) -> [String: Int] {
    func fault(_ column: String, _ detail: String) -> StorageError {
      StorageError(.configuration, at: .init(path: path, line: line, column: column), detail)
    }
    let known = columns.map(\.name)
    var positions: [String: Int] = [:]
    for (position, name) in header.enumerated() {
      guard known.contains(name) else {
        throw fault(
          name,
          "unknown column \"\(name)\"\(NearestName.hint(name, in: known));"
            + " known here: \(known.joined(separator: ", "))")
      }
      guard positions.updateValue(position, forKey: name) == nil else {
        throw fault(name, "the column comes twice")
      }
    }
    for column in columns where column.isRequired && positions[column.name] == nil {
      throw fault(column.name, "the column is missing")
    }
    return positions
  }
}
