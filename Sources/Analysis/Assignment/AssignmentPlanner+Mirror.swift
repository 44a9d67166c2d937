internal import Columns
internal import Complaints

extension AssignmentPlanner {
  /// Follows what the platform dispatched: its units, its deadline, its state.
  func mirrored(_ matter: MatterFacts, decision: UnitDecision, issuedAt: Int64)
    throws(AnalysisError) -> [AssignmentDraft]
  {
    let named = matter.allRestricted ? [] : sourceUnits(matter)
    var followed = decision
    followed.ruleID = nil
    followed.basis = "来源平台已派单"
    followed.decidedBy = "source"
    followed.confidence = named.isEmpty ? 0 : 1
    followed.candidates = decision.lead.map { [$0] } ?? decision.candidates
    let assignedAt = matter.acceptedAt ?? matter.receivedAt
    let roles: [(Role, String?)] =
      named.isEmpty ? [(.lead, nil)] : named.enumerated().map { ($0 == 0 ? .lead : .support, $1) }
    return roles.map { role, unit in
      var draft = AssignmentDraft(
        matter: matter, role: role, unit: unit, decision: followed, mode: .mirror,
        assignedAt: assignedAt)
      draft.unitName = unit.flatMap { unitName($0, on: assignedAt) }
      draft.state = state(matter.sourceStatus)
      draft.reason = mirrorReason(matter, unit: unit)
      if unit != nil { follow(matter, assignedAt: assignedAt, in: &draft) }
      return draft
    }
  }

  private func follow(_ matter: MatterFacts, assignedAt: Int64, in draft: inout AssignmentDraft) {
    if let due = matter.sourceDueAt {
      draft.clocks = [
        AssignmentClock(
          clock: .close, kind: nil, amount: 0, startedAt: assignedAt, dueAt: due,
          isProvisional: false, ruleID: "source")
      ]
      draft.stoppedAt = draft.state == .closed ? matter.closedAt : nil
    }
    draft.events.append(.init(at: assignedAt, event: "published", actor: "来源平台", note: nil))
    if draft.state == .closed, let closed = matter.closedAt {
      draft.events.append(.init(at: closed, event: "closed", actor: "来源平台", note: nil))
    }
  }

  private func mirrorReason(_ matter: MatterFacts, unit: String?) -> String? {
    if matter.allRestricted { return "限制件，由指定专人处理" }
    guard let unit else {
      return matter.sourceUnit == nil ? "来源平台未注明承办单位" : "来源平台所写承办单位未收录"
    }
    if requestGuard.isBarred(unit, accused: matter.accusedUnits) {
      return "来源平台已派给与被反映单位有隶属关系的单位，须核查回避"
    }
    return nil
  }

  /// The units that the platform named, in its order.
  func sourceUnits(_ matter: MatterFacts) -> [String] {
    guard let text = matter.sourceUnit, !text.isEmpty else { return [] }
    let day = CivilTime.day(of: matter.acceptedAt ?? matter.receivedAt)
    var found: [String] = []
    func add(_ name: Substring) -> Bool {
      guard let unit = names.unit(named: String(name), districtCode: matter.districtCode) else {
        return false
      }
      // History keeps the unit of its day; who came later answers only where it was gone.
      let ended = unit.names.allSatisfy { ($0.validTo ?? .max) < day }
      let code = ended ? decider.locator.effective(unit.code, on: day) ?? unit.code : unit.code
      if !found.contains(code) { found.append(code) }
      return true
    }
    if add(text[...]) { return found }
    for part in text.split(whereSeparator: { "、，,;；|/\\ \n\t+".contains($0) }) { _ = add(part) }
    return found
  }

  private func state(_ status: RequestStatus?) -> AssignmentState {
    switch status {
    case .closed, .answered: .closed
    case .processing: .working
    case .returned: .returning
    case .suspended: .suspended
    case .rejected: .withdrawn
    case .received, nil: .unsigned
    }
  }
}
