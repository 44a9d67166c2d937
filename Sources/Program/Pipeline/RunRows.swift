internal import Columns
internal import Complaints
internal import Lake

/// The requests that a run took or changed, and what other tables hold about them.
struct RunRows {
  /// Where a row of another table lies.
  typealias Places = [Int64: RecordSettlement.Position]

  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Calls `body` with the run's requests, those it carries on, and those that people decided on
  /// since the last run, batch by batch; each request comes once.
  ///
  /// - Parameter columns: The columns wanted; `run_id` and `request_id` are read beside them.
  func forEachBatch(columns: [String], _ body: (RecordBatch) throws -> Void) throws {
    try forEachBatch(of: Tables.requests, columns: columns, body)
    let decided = try decidedIDs()
    guard let least = decided.min(), let most = decided.max() else { return }
    let worked = Set(try context.workedRuns())
    let wanted = columns + ["run_id", "request_id"].filter { !columns.contains($0) }
    try context.store.lake.scan(
      Tables.requests.name, columns: wanted, where: ColumnRange("request_id", least...most)
    ) { batch, _ in
      let ids = batch.int64s("request_id").values
      let runs = batch.strings("run_id")
      let rows = ids.indices.filter {
        decided.contains(ids[$0]) && !worked.contains(runs.text($0))
      }
      if !rows.isEmpty { try body(batch.gathering(rows).selecting(columns)) }
    }
  }

  /// The requests on which people decided in the runs that this one carries on.
  func decidedIDs() throws -> Set<Int64> {
    var ids: Set<Int64> = []
    try forEachBatch(of: Tables.decisions, columns: ["subject", "subject_id"]) { batch in
      let subjects = batch.strings("subject")
      let keys = batch.strings("subject_id")
      for row in 0..<batch.rowCount where subjects[row] == PersonDecisions.subject {
        if let key = PersonDecisions.Key(keys.text(row)) { ids.insert(key.requestID) }
      }
    }
    return ids
  }

  /// Calls `body` with the rows of a table that the run, or one that it carries on, wrote.
  func forEachBatch(
    of table: TableDefinition, columns: [String], _ body: (RecordBatch) throws -> Void
  ) throws {
    let wanted = columns.contains("run_id") ? columns : columns + ["run_id"]
    for run in try context.workedRuns() {
      let runID = Array(run.utf8)
      // Files that came before the run hold no row of its name: their statistics say so.
      try context.store.lake.scan(
        table.name, columns: wanted, where: ColumnRange("run_id", equals: run)
      ) { batch, _ in
        let runs = batch.strings("run_id")
        let rows = (0..<batch.rowCount).filter { row in
          runs.bytes[runs.range(row)].elementsEqual(runID)
        }
        if rows.isEmpty { return }
        try body(
          rows.count == batch.rowCount
            ? batch.selecting(columns) : batch.gathering(rows).selecting(columns))
      }
    }
  }

  /// The ids of the run's requests.
  func changedIDs() throws -> Set<Int64> {
    var ids: Set<Int64> = []
    try forEachBatch(columns: ["request_id"]) { ids.formUnion($0.int64s("request_id").values) }
    return ids
  }
}

extension LakeCommit {
  /// Appends rows, replacing those that stood under the same key.
  func replace(
    _ table: String, _ batch: RecordBatch, key: String = "request_id", earlier: RunRows.Places
  ) throws {
    if earlier.isEmpty { return try append(table, batch) }
    let ids = batch.int64s(key).values
    let fresh = ids.indices.filter { earlier[ids[$0]] == nil }
    let known = ids.indices.filter { earlier[ids[$0]] != nil }
    try append(table, batch.gathering(fresh))
    try update(
      table, batch.gathering(known),
      replacing: known.compactMap { earlier[ids[$0]] }.map { ($0.dataFileID, $0.row) })
  }
}
