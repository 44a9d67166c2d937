internal import Bytes
internal import Classification
internal import Columns
internal import Complaints
internal import Tabular

/// Rows of a file as CSV with the likeliest labels behind them.
struct RowLabeller {
  let model: LinearModel
  /// The names of the text columns.
  let texts: [String]
  /// How many labels each row gets.
  let top: Int
  /// The file, for messages.
  let path: String
  /// The names in the first row; nil before it was read.
  private(set) var header: [String]?
  /// How many rows had cells beyond the header's.
  private(set) var longRows = 0
  private var positions: [Int] = []
  private var writer = CSVWriter(textEncoding: .utf8, lineEnding: .lf)

  init(model: LinearModel, texts: [String], top: Int, path: String) {
    self.model = model
    self.texts = texts
    self.top = top
    self.path = path
  }

  /// Adds a block of rows; the first of all is the header.
  mutating func append(_ rows: RawRows) throws {
    var first = 0
    if header == nil, rows.rowCount > 0 {
      try readHeader(rows)
      first = 1
    }
    guard let header, first < rows.rowCount else { return }
    let columns = positions.map { position in
      var column = StringColumn()
      for row in first..<rows.rowCount {
        column.append(utf8: rows.cells.bytes.span.extracting(rows.cell(row: row, column: position)))
      }
      return column
    }
    let predictions = model.predict(columns, top: top)
    for row in first..<rows.rowCount {
      if rows.columnCount(row: row) > header.count { longRows += 1 }
      for column in header.indices {
        writer.append(field: rows.cells.bytes[rows.cell(row: row, column: column)])
      }
      for rank in 0..<top {
        writer.append(field: model.labels[predictions.label(row - first, rank: rank)])
        writer.append(field: Self.decimal(predictions.confidence(row - first, rank: rank)))
      }
      writer.endRow()
    }
  }

  /// What was written since the last call.
  mutating func takeBytes() -> [UInt8] { writer.takeBytes() }

  private mutating func readHeader(_ rows: RawRows) throws {
    let names = rows.texts(row: 0)
    positions = try texts.map { name in
      guard let position = names.firstIndex(of: name) else {
        throw AnalysisError(
          .missingColumn, at: .init(path: path, line: Int(rows.lineNumbers[0])),
          "no column \(name)\(NearestName.hint(name, in: names))")
      }
      return position
    }
    header = names
    writer.append(names + (1...top).flatMap { ["label_\($0)", "confidence_\($0)"] })
  }

  private static func decimal(_ share: Double) -> String {
    let units = Int((share * 10_000).rounded())
    return "\(units / 10_000).\(CivilTime.padded(units % 10_000, 4))"
  }
}
