import Bytes
import Columns
import Foundation
import Lake

/// The operations, by name.
final class OperationRunner {
  private var lake: Lake?

  func run(_ operation: JSONObject) throws -> [String: Any] {
    switch try operation.text("op") {
    case "open": try open(operation)
    case "scan": try scan(operation)
    case "snapshots": ["snapshots": try current().snapshots()]
    case "count": ["count": try current().rowCount(operation.text("table"))]
    case "stage": try stage(operation)
    case "commit": try commit(operation)
    case "alter": try alter(operation)
    case "compact":
      [
        "snapshot": try current().compact(
          closedBefore: Int(operation.integer("month")), at: operation.text("time"),
          rewritingDeletes: operation.members["rewrite"] as? Bool ?? false
        ).snapshot ?? NSNull()
      ]
    case "expire":
      ["forgotten": try current().expire(olderThan: operation.text("time")).snapshotCount]
    case "orphans": ["orphans": try current().orphans()]
    case "verify": ["damages": try damages()]
    case let other: throw StorageError(.notFound, "no operation \(other)")
    }
  }

  /// What verification finds damaged.
  private func damages() throws -> [String] {
    let lake = try current()
    return LakeVerification(lake.connection, folder: lake.folder).run()
      .filter { $0.kind.weight == .damage }
      .map { "\($0.kind.code) \($0.table ?? "") \($0.column ?? ""): \($0.detail)" }
  }

  private func current() throws -> Lake {
    guard let lake else { throw StorageError(.notFound, "open a lake first") }
    return lake
  }

  private func open(_ operation: JSONObject) throws -> [String: Any] {
    let tables = try operation.objects("tables").map { table in
      TableDefinition(
        try table.text("name"), table.optionalText("comment") ?? "",
        partitionDate: table.optionalText("partition"), sortedBy: try table.texts("sorted"),
        try fields(table))
    }
    let opened = try Lake.open(
      folder: operation.text("folder"), tables: tables, author: "driver",
      at: operation.text("time"))
    lake = opened
    return ["snapshot": opened.latestSnapshot]
  }

  private func fields(_ table: JSONObject) throws -> [Field] {
    try table.lists("columns").map { column in
      guard let name = column.first as? String, column.count > 1, let type = column[1] as? String,
        let type = ColumnType(rawValue: type)
      else { throw StorageError(.corrupt, "no column: \(column)") }
      return Field(name, type)
    }
  }

  private func alter(_ operation: JSONObject) throws -> [String: Any] {
    let changes = try operation.objects("changes").map(change)
    return [
      "snapshot": try current().alter(
        operation.text("table"), changes, message: "alter", at: operation.text("time"))
    ]
  }

  private func change(_ change: JSONObject) throws -> TableChange {
    func type() throws -> ColumnType {
      guard let type = ColumnType(rawValue: try change.text("type")) else {
        throw StorageError(.corrupt, "no type: \(change.members)")
      }
      return type
    }
    let name = try change.text("column")
    switch try change.text("change") {
    case "add":
      return .add(
        Field(name, try type(), change.optionalText("comment") ?? ""),
        default: try Value(json: change.members["default"], type()))
    case "rename": return .rename(name, to: try change.text("to"))
    case "widen": return .widen(name, to: try type())
    case "drop": return .drop(name)
    case "comment": return .comment(column: name, try change.text("text"))
    case let other: throw StorageError(.notFound, "no change \(other)")
    }
  }

  /// All live rows, each after its lineage id.
  private func scan(_ operation: JSONObject) throws -> [String: Any] {
    let lake = try current()
    let name = try operation.text("table")
    let snapshot = operation.optionalInteger("snapshot")
    let schema = try lake.schema(of: name, snapshot: snapshot)
    let names = schema.fields.map(\.name)
    var rows: [[Any]] = []
    try lake.scan(name, columns: names, snapshot: snapshot) { batch, origin in
      for row in 0..<batch.rowCount {
        rows.append([origin.rowIDs[row]] + batch.columns.map { $0[row].json })
      }
    }
    return ["columns": names, "types": schema.fields.map(\.type.rawValue), "rows": rows]
  }

  // MARK: - Commits

  private var staged: LakeCommit?

  /// Stages inserts, updates and deletes without committing them.
  private func stage(_ operation: JSONObject) throws -> [String: Any] {
    let lake = try current()
    let commit = staged ?? lake.begin()
    staged = commit
    do {
      for part in try operation.objects("parts") { try stage(part, in: commit, lake) }
    } catch {
      commit.rollback()
      staged = nil
      throw error
    }
    return [:]
  }

  /// Stages what is named, and commits all that is staged.
  private func commit(_ operation: JSONObject) throws -> [String: Any] {
    _ = try stage(operation)
    let commit = try staged ?? current().begin()
    staged = nil
    let snapshot = try commit.commit(
      message: operation.optionalText("message") ?? "", at: operation.text("time"))
    return ["snapshot": snapshot ?? NSNull()]
  }

  private func stage(_ part: JSONObject, in commit: LakeCommit, _ lake: Lake) throws {
    let table = try part.text("table")
    switch try part.text("part") {
    case "insert": try commit.append(table, batch(part, lake))
    case "delete":
      let keys = Set(try part.integers("keys"))
      for found in try places(table, try part.text("key"), keys, lake).values {
        try commit.delete(table, dataFileID: found.dataFileID, rows: [found.row])
      }
    case "update":
      let key = try part.text("key")
      let batch = try batch(part, lake)
      let keys = integers(batch[key])
      let found = try places(table, key, Set(keys), lake)
      let origins = try keys.map { id in
        guard let place = found[id] else { throw StorageError(.notFound, "no row \(id)") }
        return place
      }
      try commit.update(table, batch, replacing: origins)
    case let other: throw StorageError(.notFound, "no part \(other)")
    }
  }

  /// A batch of the rows of an operation, with the columns that it names.
  private func batch(_ part: JSONObject, _ lake: Lake) throws -> RecordBatch {
    let names = try part.texts("columns")
    let schema = try lake.schema(of: part.text("table")).selecting(names)
    var batch = RecordBatch(schema: schema)
    for row in try part.lists("rows") {
      var values: [String: Value] = [:]
      for (field, value) in zip(schema.fields, row) {
        values[field.name] = try Value(json: value, field.type)
      }
      batch.appendRow(values)
    }
    return batch
  }

  private func places(_ table: String, _ key: String, _ keys: Set<Int64>, _ lake: Lake) throws
    -> [Int64: (dataFileID: Int64, row: Int)]
  {
    var found: [Int64: (dataFileID: Int64, row: Int)] = [:]
    try lake.scan(table, columns: [key]) { batch, origin in
      for (index, id) in integers(batch[key]).enumerated() where keys.contains(id) {
        found[id] = (origin.dataFileID, origin.rows[index])
      }
    }
    return found
  }

  private func integers(_ column: Column) -> [Int64] {
    switch column {
    case .int32(let column): column.values.map { Int64($0) }
    case .int64(let column): column.values
    default: []
    }
  }
}
