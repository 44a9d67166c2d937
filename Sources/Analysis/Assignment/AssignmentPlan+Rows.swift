internal import Columns
internal import Complaints

extension AssignmentPlan {
  /// Makes rows of drafts, in id order.
  init(_ drafts: [AssignmentDraft], runID: String) {
    let ids = drafts.map(\.id)
    let order = drafts.indices.sorted { ids[$0] < ids[$1] }
    assignments = Self.assignmentRows(drafts, order: order, runID: runID)
    clocks = Self.clockRows(drafts, order: order, runID: runID)
    events = Self.eventRows(drafts, order: order, runID: runID)
  }

  private static func assignmentRows(_ drafts: [AssignmentDraft], order: [Int], runID: String)
    -> RecordBatch
  {
    var rows = RowColumns(schema: Tables.assignments.schema)
    rows.set("assignment_id", order.map { Optional(drafts[$0].id) })
    rows.set("assignment_no", order.map { Optional(number(drafts[$0])) })
    rows.set("matter_id", order.map { Optional(drafts[$0].matter.matterID) })
    rows.set("unit_code", order.map { drafts[$0].unit })
    rows.set("unit_name", order.map { drafts[$0].unitName })
    rows.set("role", order.map { Optional(drafts[$0].role.rawValue) })
    rows.set("mode", order.map { Optional(drafts[$0].mode.rawValue) })
    rows.set("round", order.map { Int32(clamping: drafts[$0].matter.round) })
    rows.set("rule_id", order.map { drafts[$0].decision.ruleID })
    rows.set(
      "basis", order.map { drafts[$0].decision.basis.isEmpty ? nil : drafts[$0].decision.basis })
    rows.set("candidates", order.map { drafts[$0].decision.candidates })
    rows.set("urgency", order.map { Optional(drafts[$0].matter.urgency.rawValue) })
    rows.set("assigned_at", order.map { drafts[$0].assignedAt })
    rows.set("state", order.map { Optional(drafts[$0].state.rawValue) })
    rows.set("reason", order.map { drafts[$0].reason })
    rows.set("decided_by", order.map { Optional(drafts[$0].decision.decidedBy) })
    rows.set("confidence", order.map { drafts[$0].decision.confidence })
    rows.set("evidence", order.map { Optional(drafts[$0].decision.evidence) })
    rows.set("run_id", order.map { _ in Optional(runID) })
    return rows.batch(rowCount: order.count)
  }

  private static func number(_ draft: AssignmentDraft) -> String {
    ReferenceNumber.make(
      prefix: ReferenceNumber.assignmentPrefix, id: draft.id,
      day: CivilTime.day(of: draft.assignedAt ?? draft.matter.receivedAt))
  }

  private static func clockRows(_ drafts: [AssignmentDraft], order: [Int], runID: String)
    -> RecordBatch
  {
    var ids: [Int64?] = []
    var stops: [Int64?] = []
    var clocks: [AssignmentClock] = []
    for index in order {
      for clock in drafts[index].clocks.sorted(by: { $0.clock.rawValue < $1.clock.rawValue }) {
        ids.append(drafts[index].id)
        stops.append(drafts[index].stoppedAt)
        clocks.append(clock)
      }
    }
    var rows = RowColumns(schema: Tables.assignmentClocks.schema)
    rows.set("assignment_id", ids)
    rows.set("clock", clocks.map { Optional($0.clock.rawValue) })
    rows.set("limit_kind", clocks.map { $0.kind?.rawValue })
    rows.set("amount", clocks.map { Int32(clamping: $0.amount) })
    rows.set("started_at", clocks.map { Optional($0.startedAt) })
    rows.set("due_at", clocks.map { Optional($0.dueAt) })
    rows.set("stopped_at", stops)
    rows.set("provisional", clocks.map(\.isProvisional))
    rows.set("rule_id", clocks.map { Optional($0.ruleID) })
    rows.set("run_id", clocks.map { _ in Optional(runID) })
    return rows.batch(rowCount: clocks.count)
  }

  private static func eventRows(_ drafts: [AssignmentDraft], order: [Int], runID: String)
    -> RecordBatch
  {
    var ids: [Int64?] = []
    var events: [AssignmentDraft.Event] = []
    for index in order {
      for event in drafts[index].events {
        ids.append(drafts[index].id)
        events.append(event)
      }
    }
    var rows = RowColumns(schema: Tables.assignmentEvents.schema)
    rows.set("assignment_id", ids)
    rows.set("at", events.map { Optional($0.at) })
    rows.set("event", events.map { Optional($0.event) })
    rows.set("actor", events.map { Optional($0.actor) })
    rows.set("note", events.map(\.note))
    rows.set("run_id", events.map { _ in Optional(runID) })
    return rows.batch(rowCount: events.count)
  }
}
