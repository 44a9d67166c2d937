internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Tabular
internal import Vault

/// One file as a dry run shows it.
struct FilePreview: Sendable {
  /// A rejected row, without its content.
  struct Problem: Sendable {
    let line: Int
    let reason: String
    /// The columns it is about; nil for the whole row.
    let column: String?
    let detail: String
  }

  let path: String
  /// Why the file would be refused whole.
  var refusal: String?
  private(set) var format = ""
  private(set) var encoding = ""
  private(set) var headers: [IntakeSession.Header] = []
  private(set) var rowsRead = 0
  private(set) var rejected = 0
  private(set) var structuralRows = 0
  /// For each column of the file how many of its records fill it.
  private(set) var cellFill: [Int] = []
  /// For each column of the store how many acceptable records fill it.
  private(set) var valueFill: [(name: String, count: Int)] = []
  /// The first records as they would be stored: masked.
  private(set) var samples: [JSONValue] = []
  private(set) var problems: [Problem] = []
  private(set) var reasons: [String: Int] = [:]
  private(set) var damages: [String: Int] = [:]
  private(set) var notes: [String] = []
  /// What the first records of each column of the file look like.
  private(set) var columns: [ColumnSample] = []
  /// What each column becomes.
  private(set) var targets: [[String]] = []
  private var mapping: SourceMapping?
  /// How many records `columns` has seen at most.
  static let shapeRows = 5_000
  private let sampleCount = 10
  private let problemLimit = 10_000

  init(path: String) { self.path = path }

  /// The share of records that would be quarantined.
  var quarantineShare: Double { rowsRead == 0 ? 0 : Double(rejected) / Double(rowsRead) }

  /// Reads the file whole.
  mutating func read(by mapping: SourceMapping, city: CityConfiguration, date: Int32) throws {
    let source = try TabularSource.open(path: path)
    self.mapping = mapping
    format = source.format.rawValue
    encoding = source.encoding
    var session = IntakeSession(
      mapping: mapping, city: city,
      context: IntakeContext(
        fileID: 0, fileName: path, sheets: source.sheets, runID: "dry-run",
        seenAt: CivilTime.timestamp(date + 1),
        receivedNotAfter: CivilTime.timestamp(date + 1, hour: 7),
        // Tokens are made with the vault's key; a dry run opens no vault.
        personTokens: { _, phones in
          ValueColumn(
            Array(repeating: 0, count: phones.count),
            validity: Validity(mask: Array(repeating: false, count: phones.count)))
        },
        requestID: { RequestID.make(receivedOn: $0, platform: $1, sourceRecordID: $2) }))
    try source.readRows { block in
      let batch = try session.add(block)
      headers = session.headers
      add(block)
      add(batch)
    }
    try session.finish()
  }

  private mutating func add(_ block: RawRows) {
    let start = headers.last { $0.sheet == block.sheet }?.line ?? 0
    if let header = headers.last, columns.isEmpty { name(header.names) }
    for row in 0..<block.rowCount where Int(block.lineNumbers[row]) > start {
      let count = block.columnCount(row: row)
      look(block, row)
      while cellFill.count < count { cellFill.append(0) }
      for column in 0..<count where !block.cell(row: row, column: column).isEmpty {
        cellFill[column] += 1
      }
    }
  }

  private mutating func name(_ names: [String]) {
    targets = mapping?.targets(ofColumns: names) ?? []
    columns = names.enumerated().map { ColumnSample(name: $1, position: $0) }
  }

  /// Looks at the cells of one of the first records.
  private mutating func look(_ block: RawRows, _ row: Int) {
    let count = block.columnCount(row: row)
    guard (columns.first?.shape.cells ?? 0) < Self.shapeRows else { return }
    if columns.isEmpty, headers.isEmpty { name(Array(repeating: "", count: count)) }
    for index in columns.indices {
      columns[index].add(block.cells.bytes.span.extracting(block.cell(row: row, column: index)))
    }
  }

  /// Columns that look like persons' and would be stored: the mapping should say whose they are.
  var suspects: [(column: ColumnSample, targets: [String])] {
    zip(columns, targets).compactMap { column, targets in
      let stored = targets.filter { !SourceMapping.isPersonal($0) && $0 != "accused" }
      let shape = column.shape
      let isName =
        shape.share(.name) > 0.8 && column.distinct >= 20 && shape.share(.unit) < 0.3
        && shape.share(.division) < 0.3
      let isPerson = isName || shape.share(.phone) > 0.5 || shape.share(.idNumber) > 0.5
      return stored.isEmpty || !isPerson ? nil : (column, stored)
    }
  }

  private mutating func add(_ batch: IntakeBatch) {
    rowsRead += batch.rowsRead
    rejected += batch.rejects.count
    structuralRows += batch.structuralRows
    notes += batch.notes
    for warning in batch.warnings { damages[warning.kind, default: 0] += warning.count }
    for reject in batch.rejects {
      reasons[reject.reason, default: 0] += 1
      if problems.count < problemLimit {
        problems.append(
          Problem(
            line: reject.line, reason: reject.reason,
            column: mapping?.columns(ofReason: reject.reason), detail: reject.detail))
      }
    }
    if valueFill.isEmpty {
      valueFill = Self.columns(batch).map { (name: $0.name, count: 0) }
    }
    for (index, column) in Self.columns(batch).enumerated() {
      valueFill[index].count += batch.requests.rowCount - column.column.validity.nullCount
    }
    for row in 0..<min(sampleCount - samples.count, batch.requests.rowCount) {
      samples.append(Self.sample(batch, row))
    }
  }

  /// The columns that a record of the file fills, but for those that say where it came from.
  private static func columns(_ batch: IntakeBatch) -> [(name: String, column: Column)] {
    let own = ["request_id", "file_id", "file_row", "run_id", "person_id", "seen_at", "revision"]
    var columns: [(name: String, column: Column)] = []
    for part in [batch.requests, batch.states] {
      for (field, column) in zip(part.schema.fields, part.columns)
      where !own.contains(field.name) && !columns.contains(where: { $0.name == field.name }) {
        columns.append((field.name, column))
      }
    }
    return columns
  }

  private static func sample(_ batch: IntakeBatch, _ row: Int) -> JSONValue {
    var members: [JSONValue.Member] = []
    for part in [batch.requests, batch.states] {
      for (field, column) in zip(part.schema.fields, part.columns)
      where !members.contains(where: { $0.key == field.name }) {
        let known = columns(batch).contains { $0.name == field.name }
        if known, let text = text(column[row], field.type) {
          members.append(.init(field.name, .string(text)))
        }
      }
    }
    return .object(members)
  }

  private static func text(_ value: Value, _ type: ColumnType) -> String? {
    switch value {
    case .null: nil
    case .bool(let value): String(value)
    case .int(let value):
      switch type {
      case .timestamp: CivilTime.format(value)
      case .date: CivilTime.format(day: Int32(truncatingIfNeeded: value))
      default: String(value)
      }
    case .double(let value): String(value)
    case .string(let value): value
    case .list(let values): values.joined(separator: "、")
    }
  }
}
