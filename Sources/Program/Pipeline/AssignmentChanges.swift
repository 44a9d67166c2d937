internal import Columns
internal import Complaints
internal import Lake

/// What a run changes on assignments that exist: closings that the sources report, added voices.
struct AssignmentChanges {
  private let context: RunContext
  /// The rows of the book that are closed, and when.
  private(set) var closed: [Int: Int64] = [:]
  /// The rows of the book whose matter got a new voice.
  private(set) var appended: Set<Int> = []

  init(_ context: RunContext) { self.context = context }

  /// How many assignments are closed.
  var closedCount: Int { closed.count }

  /// Closes assignments whose requests are all answered at their sources.
  mutating func close(_ rows: [Int], _ members: CaseMembers, _ item: MatterCase) {
    let times = item.rows.compactMap { members.states[members.ids[$0]]?.closedAt }
    for row in rows { closed[row] = min(times.max() ?? context.seenAt, context.seenAt) }
  }

  /// Notes that a matter got a new voice; its clocks stay as they are.
  mutating func append(_ rows: [Int]) { appended.formUnion(rows) }

  /// Replaces closed rows, stops their clocks and adds events.
  func stage(in commit: LakeCommit, _ book: AssignmentBook) throws {
    var events = RecordBatch(schema: Tables.assignmentEvents.schema)
    let ids = book.batch.int64s("assignment_id").values
    let rows = closed.keys.sorted()
    var batch = book.batch.gathering(rows)
    batch["state"] = .string(
      StringColumn(rows.map { _ in AssignmentState.closed.rawValue as String? }))
    try commit.update(
      Tables.assignments.name, batch,
      replacing: rows.map { (book.positions[$0].dataFileID, book.positions[$0].row) })
    for row in rows {
      events.appendRow(event(ids[row], "closed", at: closed[row] ?? context.seenAt, "来源平台已办结"))
    }
    for row in appended.sorted() {
      events.appendRow(event(ids[row], "appended", at: context.seenAt, "同一事项有新的反映"))
    }
    try commit.append(Tables.assignmentEvents.name, events)
    try stopClocks(Set(rows.map { ids[$0] }), closed: closed, ids: ids, in: commit)
  }

  private func event(_ id: Int64, _ name: String, at time: Int64, _ note: String)
    -> [String: Value]
  {
    [
      "assignment_id": .int(id), "at": .int(time), "event": .string(name),
      "actor": .string("minsheng"), "note": .string(note), "run_id": .string(context.run.runID),
    ]
  }

  private func stopClocks(
    _ assignments: Set<Int64>, closed: [Int: Int64], ids: [Int64], in commit: LakeCommit
  ) throws {
    if assignments.isEmpty { return }
    var stops: [Int64: Int64] = [:]
    for (row, time) in closed { stops[ids[row]] = time }
    try context.store.lake.scan(
      Tables.assignmentClocks.name, columns: Tables.assignmentClocks.schema.fields.map(\.name)
    ) { batch, origin in
      let owners = batch.int64s("assignment_id").values
      let rows = owners.indices.filter { assignments.contains(owners[$0]) }
      if rows.isEmpty { return }
      var stopped = batch.gathering(rows)
      stopped["stopped_at"] = .int64(ValueColumn(rows.map { stops[owners[$0]] ?? context.seenAt }))
      try commit.update(
        Tables.assignmentClocks.name, stopped,
        replacing: rows.map { (origin.dataFileID, origin.rows[$0]) })
    }
  }
}
