internal import Columns
internal import Complaints
internal import Intake
internal import Lake

/// The rows of `request_changes`: which fields of known requests their sources have changed.
///
/// Versions that follow each other within one commit are compared one by one, though `requests`
/// keeps the last alone; so the history is whole, whatever snapshots are forgotten.
struct RequestChanges {
  /// A row that changes a record's content, and what the record said before.
  struct Change {
    /// The row, and its batch.
    let batch: Int
    let row: Int
    let requestID: Int64
    /// The row of the same window that it follows; nil where that is in the lake.
    let before: (batch: Int, row: Int)?
  }

  /// The fields that are compared; whose request it is belongs to the vault.
  static let fields = Tables.requests.schema.fields.map(\.name).filter {
    ![
      "request_id", "platform", "source", "source_record_id", "received_on", "person_id", "file_id",
      "file_row", "run_id",
    ].contains($0)
  }

  private let lake: Lake

  init(_ lake: Lake) { self.lake = lake }

  /// Compares what rows say with what was known before.
  ///
  /// - Parameters:
  ///   - changes: The rows, in their order.
  ///   - batches: The batches of the window.
  func rows(_ changes: [Change], _ batches: [IntakeBatch]) throws -> RecordBatch {
    var output = RecordBatch(schema: Tables.requestChanges.schema)
    if changes.isEmpty { return output }
    let old = try lake.lookup(
      Tables.requests.name, key: "request_id",
      in: Set(changes.filter { $0.before == nil }.map(\.requestID)),
      columns: ["request_id"] + Self.fields)
    var places: [Int64: Int] = [:]
    for (row, id) in old.int64s("request_id").values.enumerated() { places[id] = row }
    for change in changes {
      let new = batches[change.batch]
      let (before, row): (RecordBatch, Int)
      if let earlier = change.before {
        (before, row) = (batches[earlier.batch].requests, earlier.row)
      } else if let place = places[change.requestID] {
        (before, row) = (old, place)
      } else {
        continue
      }
      append(change, new, before, row, to: &output)
    }
    return output
  }

  private func append(
    _ change: Change, _ new: IntakeBatch, _ before: RecordBatch, _ row: Int,
    to output: inout RecordBatch
  ) {
    for field in Self.fields {
      let (was, isNow) = (before.value(field, row), new.requests.value(field, change.row))
      if was == isNow { continue }
      output.appendRow([
        "request_id": .int(change.requestID),
        "received_on": new.requests.value("received_on", change.row),
        "seen_at": new.states.value("seen_at", change.row), "field": .string(field),
        "old": Self.text(was, of: field), "new": Self.text(isNow, of: field),
        "file_id": new.requests.value("file_id", change.row),
        "run_id": new.requests.value("run_id", change.row),
      ])
    }
  }

  /// A value as text.
  private static func text(_ value: Value, of field: String) -> Value {
    switch value {
    case .int(let number) where field.hasSuffix("_at"): .string(CivilTime.format(number))
    case .int(let number): .string(String(number))
    case .double(let number): .string("\(number)")
    case .bool(let flag): .string(flag ? "true" : "false")
    case .list(let texts): .string(texts.joined(separator: "、"))
    case .string, .null: value
    }
  }
}
