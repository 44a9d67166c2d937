internal import Columns
internal import Complaints
internal import Intake
internal import Lake

/// Takes what requests showed out of the rows that other tables have about them.
struct RemaskedCopies {
  /// How many rows changed, by table, in the order of tables.
  private(set) var counts: [(table: String, rows: Int)] = []
  private let lake: Lake
  private let mending: LeakMending
  /// The ids of requests, matters and assignments whose rows may hold a copy.
  private var touched: Set<Int64>
  private static let keys = ["request_id", "matter_id", "assignment_id", "subject_id"]

  init(_ lake: Lake, _ leaks: Leaks) throws {
    self.lake = lake
    mending = LeakMending(leaks)
    touched = leaks.requestIDs
    try extend(through: Tables.matterRequests, from: "request_id", to: "matter_id")
    try extend(through: Tables.assignments, from: "matter_id", to: "assignment_id")
  }

  /// Adds the ids that rows of a table connect with those known.
  private mutating func extend(through table: TableDefinition, from: String, to: String) throws {
    var found: Set<Int64> = []
    let known = touched
    try lake.scan(table.name, columns: [from, to]) { batch, _ in
      let targets = batch.int64s(to).values
      for (row, id) in batch.int64s(from).values.enumerated() where known.contains(id) {
        found.insert(targets[row])
      }
    }
    touched.formUnion(found)
  }

  /// Replaces the rows that hold a copy, in all tables but those that are masked themselves.
  mutating func replace(in commit: LakeCommit) throws {
    let masked = [Tables.requests, Tables.requestStates, Tables.requestChanges].map(\.name)
    for table in Tables.all where !masked.contains(table.name) {
      let texts = table.schema.fields.filter { $0.type == .string && !Self.keys.contains($0.name) }
        .map(\.name)
      let keys = table.schema.fields.map(\.name).filter { Self.keys.contains($0) }
      let hasList = table.schema.index(of: "matter_ids") != nil
      if keys.isEmpty && !hasList { continue }
      var count = 0
      try lake.scan(table.name, columns: keys + (hasList ? ["matter_ids"] : []) + texts) {
        batch, origin in
        let rows = touchedRows(batch, keys, hasList: hasList)
        count += try replace(table.name, batch, origin, rows: rows, texts: texts, commit)
      }
      if count > 0 { counts.append((table.name, count)) }
    }
  }

  private func touchedRows(_ batch: RecordBatch, _ keys: [String], hasList: Bool) -> [Int] {
    let ids = keys.map { Self.numbers(batch[$0]) }
    let lists = hasList ? batch.lists("matter_ids") : nil
    return (0..<batch.rowCount).filter { row in
      ids.contains { column in column[row].map { touched.contains($0) } ?? false }
        || (lists?[row] ?? []).contains { Int64($0).map { touched.contains($0) } ?? false }
    }
  }

  /// The ids that a key column holds; in text, as in `123/0`, the number before the slash.
  private static func numbers(_ column: Column) -> [Int64?] {
    (0..<column.count).map { row in
      switch column[row] {
      case .int(let id): id
      case .string(let text): Int64(text.prefix { $0 != "/" })
      default: nil
      }
    }
  }

  private func replace(
    _ table: String, _ batch: RecordBatch, _ origin: RowOrigin, rows: [Int], texts: [String],
    _ commit: LakeCommit
  ) throws -> Int {
    var changed: [Int] = []
    var mended: [[String?]] = texts.map { _ in [] }
    let columns = texts.map { batch.strings($0) }
    for row in rows {
      let old = columns.map { $0[row] }
      let new = old.map { text in text.flatMap { mending.mended($0) } ?? text }
      if new == old { continue }
      changed.append(row)
      for (index, text) in new.enumerated() { mended[index].append(text) }
    }
    if changed.isEmpty { return 0 }
    try commit.update(
      table,
      RecordBatch(
        schema: Schema(texts.map { Field($0, .string) }),
        columns: mended.map { .string(StringColumn($0)) }),
      replacing: changed.map { (origin.dataFileID, origin.rows[$0]) })
    return changed.count
  }
}
