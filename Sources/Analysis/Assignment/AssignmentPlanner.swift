internal import Columns
public import Complaints

/// Turns matters into assignments with clocks and first events.
///
/// What the pipeline may publish are rows with a unit, mode `own` and state `unsigned`; rows without
/// a unit wait for an officer and say why.
public struct AssignmentPlanner: Sendable {
  let city: CityConfiguration
  let requestGuard: RequestGuard
  let decider: UnitDecider
  let engine: ClockEngine
  let names: UnitNames
  /// The 立案条件 that limits know, by the two first digits of their code.
  let conditions: [String: [LimitRule]]

  /// Makes a planner.
  public init(city: CityConfiguration, guard requestGuard: RequestGuard) {
    self.city = city
    self.requestGuard = requestGuard
    decider = UnitDecider(city: city)
    engine = ClockEngine(calendar: city.calendar, limits: city.limits)
    names = requestGuard.reader.names
    conditions = Dictionary(grouping: city.limits.filter { $0.condition != nil }) {
      String($0.code.prefix(2))
    }
  }

  /// Plans matters that have no assignment in their round yet.
  ///
  /// - Parameters:
  ///   - matters: The matters; matters that need none get no row.
  ///   - issuedAt: When the run issues, wall clock.
  ///   - runID: The run.
  /// - Throws: `configuration` when the calendar or a limit is wrong.
  public func plan(_ matters: [MatterFacts], issuedAt: Int64, runID: String)
    throws(AnalysisError) -> AssignmentPlan
  {
    var drafts: [AssignmentDraft] = []
    var series = ClockSeries(engine)
    for matter in matters where Self.needsAssignment(matter) {
      drafts += try draft(matter, issuedAt: issuedAt, series: &series)
    }
    return AssignmentPlan(drafts, runID: runID)
  }

  /// Whether a matter is one that a unit of ours works on.
  static func needsAssignment(_ matter: MatterFacts) -> Bool {
    switch matter.disposition {
    case .dispatch: true
    case nil: matter.mode == .mirror
    default: false
    }
  }

  private func draft(_ matter: MatterFacts, issuedAt: Int64, series: inout ClockSeries)
    throws(AnalysisError) -> [AssignmentDraft]
  {
    let decision = decider.decide(matter)
    if matter.mode == .mirror {
      return try mirrored(matter, decision: decision, issuedAt: issuedAt)
    }
    let isOver = matter.sourceStatus == .closed || matter.sourceStatus == .answered
    if matter.mode == .own && isOver {
      return try mirrored(matter, decision: decision, issuedAt: issuedAt)
    }
    guard let lead = decision.lead else {
      return [waiting(matter, decision: decision, issuedAt: issuedAt)]
    }
    var drafts: [AssignmentDraft] = []
    for (role, unit) in [(Role.lead, lead)] + decision.supports.map({ (Role.support, $0) }) {
      var draft = AssignmentDraft(
        matter: matter, role: role, unit: unit, decision: decision, mode: matter.mode,
        assignedAt: issuedAt)
      draft.unitName = unitName(unit, on: issuedAt)
      draft.reason = emergencyReason(matter, issuedAt: issuedAt)
      if matter.mode == .own {
        draft.clocks = try clocks(matter, assignedAt: issuedAt, role: role, series: &series)
        draft.events.append(.init(at: issuedAt, event: "published", actor: "系统", note: nil))
      }
      drafts.append(draft)
    }
    return drafts
  }

  private func waiting(_ matter: MatterFacts, decision: UnitDecision, issuedAt: Int64)
    -> AssignmentDraft
  {
    var draft = AssignmentDraft(
      matter: matter, role: .lead, unit: nil, decision: decision, mode: matter.mode,
      assignedAt: nil)
    let emergency = emergencyReason(matter, issuedAt: issuedAt)
    draft.reason = [emergency, decision.reason].compactMap { $0 }.joined(separator: "；")
    return draft
  }

  func unitName(_ code: String, on time: Int64) -> String? {
    city.units[code]?.name(on: CivilTime.day(of: time))
  }

  /// What is said of a matter that cannot wait for a nightly run.
  private func emergencyReason(_ matter: MatterFacts, issuedAt: Int64) -> String? {
    guard matter.urgency == .urgent, !matter.riskWords.isEmpty else { return nil }
    let hours = max(0, (issuedAt - matter.receivedAt) / (3600 * CivilTime.second))
    return "需人工即时处置：受理已\(hours)小时"
  }

  /// The clocks of an own assignment, but for those that had run out before it was issued.
  private func clocks(
    _ matter: MatterFacts, assignedAt: Int64, role: Role, series: inout ClockSeries
  ) throws(AnalysisError) -> [AssignmentClock] {
    let facts = ClockFacts(
      source: matter.source, requestType: matter.requestType, scheme: city.taxonomy.scheme,
      code: matter.code, condition: condition(matter), urgency: matter.urgency,
      receivedAt: matter.receivedAt, acceptedAt: matter.acceptedAt, assignedAt: assignedAt)
    let isShort: (AssignmentClock) -> Bool = { $0.kind == .urgentHour || $0.kind == .workHour }
    return try series.clocks(for: facts).filter { clock in
      if role == .support && clock.clock != .sign && clock.clock != .close { return false }
      return clock.dueAt > assignedAt || !isShort(clock)
    }
  }

  /// The 立案条件 that the text names.
  private func condition(_ matter: MatterFacts) -> String? {
    guard let code = matter.code, let rules = conditions[String(code.prefix(2))] else { return nil }
    return rules.first { rule in
      guard let condition = rule.condition, code.hasPrefix(rule.code) else { return false }
      return matter.content.contains(condition) || matter.title.contains(condition)
    }?.condition
  }
}
