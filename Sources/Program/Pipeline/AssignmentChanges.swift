internal import Columns
internal import Complaints
internal import Lake

/// What a run changes on assignments that exist: closings that the sources report, added voices,
/// and units that give way to others after people's decisions.
struct AssignmentChanges {
  private let context: RunContext
  /// The rows of the book that are closed, and when.
  private(set) var closed: [Int: Int64] = [:]
  /// The rows of the book whose matter got a new voice.
  private(set) var appended: Set<Int> = []
  /// The rows of the book that another unit takes over, and which.
  private(set) var reassigned: [Int: String] = [:]

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

  /// Gives a matter's open assignments up, because another unit is to lead.
  mutating func reassign(_ rows: [Int], to lead: String) {
    for row in rows { reassigned[row] = lead }
    appended.subtract(rows)
  }

  /// Enters into new lead rows which assignment they take the place of.
  func noteSuperseded(in assignments: inout RecordBatch, _ book: AssignmentBook) {
    if reassigned.isEmpty { return }
    let bookRoles = book.batch.strings("role")
    var earlier: [Int64: Int64] = [:]
    for row in reassigned.keys where bookRoles.text(row) == Role.lead.rawValue {
      earlier[book.batch.int64s("matter_id").values[row]] =
        book.batch.int64s("assignment_id").values[row]
    }
    let roles = assignments.strings("role")
    var column = assignments.int64s("supersedes_id")
    var superseded = ValueColumn<Int64>()
    for (row, matter) in assignments.int64s("matter_id").values.enumerated() {
      let isLead = roles.text(row) == Role.lead.rawValue
      superseded.append(isLead ? earlier[matter] ?? column[row] : column[row], zero: 0)
    }
    column = superseded
    assignments["supersedes_id"] = .int64(column)
  }

  /// Replaces closed and reassigned rows, stops their clocks and adds events.
  func stage(in commit: LakeCommit, _ book: AssignmentBook) throws {
    var events = RecordBatch(schema: Tables.assignmentEvents.schema)
    let ids = book.batch.int64s("assignment_id").values
    let rows = (Array(closed.keys) + Array(reassigned.keys)).sorted()
    var batch = book.batch.gathering(rows)
    batch["state"] = .string(
      StringColumn(
        rows.map { row in
          closed[row] == nil
            ? AssignmentState.reassigned.rawValue : AssignmentState.closed.rawValue
        }))
    try commit.update(
      Tables.assignments.name, batch,
      replacing: rows.map { (book.positions[$0].dataFileID, book.positions[$0].row) })
    for row in rows {
      if let time = closed[row] {
        events.appendRow(event(ids[row], "closed", at: time, "来源平台已办结"))
      } else {
        events.appendRow(event(ids[row], "reassigned", at: context.issuedAt, note(of: row)))
      }
    }
    for row in appended.sorted() {
      events.appendRow(event(ids[row], "appended", at: context.seenAt, "同一事项有新的反映"))
    }
    try commit.append(Tables.assignmentEvents.name, events)
    try stopClocks(Set(rows.map { ids[$0] }), closed: closed, ids: ids, in: commit)
  }

  /// Why a reassigned row is given up, as its unit reads it.
  func note(of row: Int) -> String {
    let name = reassigned[row].flatMap { unit in
      context.city.units[unit]?.name(on: CivilTime.day(of: context.issuedAt))
    }
    return "经人工复核更正，改派\(name ?? reassigned[row] ?? "")"
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
