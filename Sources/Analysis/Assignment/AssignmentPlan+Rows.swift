internal import Columns
internal import Complaints

extension AssignmentPlan {
  /// Makes rows of drafts in id order.
  init(_ drafts: [AssignmentDraft], runID: String) {
    self.init()
    for draft in drafts {
      appendAssignment(draft, runID: runID)
      for clock in draft.clocks.sorted(by: { $0.clock.rawValue < $1.clock.rawValue }) {
        clocks.appendRow([
          "assignment_id": .int(draft.id), "clock": .string(clock.clock.rawValue),
          "limit_kind": .text(clock.kind?.rawValue), "amount": .int(Int64(clock.amount)),
          "started_at": .int(clock.startedAt), "due_at": .int(clock.dueAt),
          "stopped_at": .integer(draft.stoppedAt), "provisional": .bool(clock.isProvisional),
          "rule_id": .string(clock.ruleID), "run_id": .string(runID),
        ])
      }
      for event in draft.events {
        events.appendRow([
          "assignment_id": .int(draft.id), "at": .int(event.at), "event": .string(event.event),
          "actor": .string(event.actor), "note": .text(event.note), "run_id": .string(runID),
        ])
      }
    }
  }

  private mutating func appendAssignment(_ draft: AssignmentDraft, runID: String) {
    let decision = draft.decision
    let day = CivilTime.day(of: draft.assignedAt ?? draft.matter.receivedAt)
    let number = ReferenceNumber.make(
      prefix: ReferenceNumber.assignmentPrefix, id: draft.id, day: day)
    assignments.appendRow([
      "assignment_id": .int(draft.id), "assignment_no": .string(number),
      "matter_id": .int(draft.matter.matterID), "unit_code": .text(draft.unit),
      "unit_name": .text(draft.unitName), "role": .string(draft.role.rawValue),
      "mode": .string(draft.mode.rawValue), "round": .int(Int64(draft.matter.round)),
      "rule_id": .text(decision.ruleID),
      "basis": .text(decision.basis.isEmpty ? nil : decision.basis),
      "candidates": .list(decision.candidates),
      "urgency": .string(draft.matter.urgency.rawValue),
      "assigned_at": .integer(draft.assignedAt), "state": .string(draft.state.rawValue),
      "reason": .text(draft.reason), "decided_by": .string(decision.decidedBy),
      "confidence": .double(decision.confidence), "evidence": .string(decision.evidence),
      "run_id": .string(runID),
    ])
  }
}
