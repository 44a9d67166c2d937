internal import Columns
internal import Complaints

extension ClockEngine {
  /// The positions of the rules that set clocks, at most one for each clock, in the order of `Clock`.
  func rules(for facts: ClockFacts) -> [Int] {
    Clock.allCases.compactMap { clock in
      limits.firstIndex { holds($0, clock: clock, for: facts) }
    }
  }

  /// When the event happened that starts the clock of a rule given by its position.
  func start(ofRule rule: Int, in facts: ClockFacts) -> Int64? {
    start(of: limits[rule], in: facts)
  }

  /// The clock that a rule, given by its position, sets from a moment on.
  func clock(_ rule: Int, start: Int64) throws(AnalysisError) -> AssignmentClock {
    let rule = limits[rule]
    let (due, provisional) = try due(
      start: start, amount: rule.amount, kind: rule.kind, firstDayCounted: rule.firstDayCounted,
      rollLastDay: rule.rollLastDay)
    return AssignmentClock(
      clock: rule.clock, kind: rule.kind, amount: rule.amount, startedAt: start, dueAt: due,
      isProvisional: provisional, ruleID: rule.rule)
  }

  /// Whether a rule holds; rules for one phase of several wait for that phase.
  func holds(_ rule: LimitRule, clock: Clock, for facts: ClockFacts) -> Bool {
    guard rule.clock == clock, rule.phase == nil else { return false }
    if let source = rule.source, source != facts.source { return false }
    if let type = rule.requestType, type != facts.requestType { return false }
    if let urgency = rule.urgency, urgency != facts.urgency { return false }
    if let condition = rule.condition, condition != facts.condition { return false }
    if let scheme = rule.scheme, scheme != facts.scheme { return false }
    if !rule.code.isEmpty {
      guard let code = facts.code, code.hasPrefix(rule.code) else { return false }
    }
    let day = CivilTime.day(of: start(of: rule, in: facts) ?? facts.assignedAt)
    return (rule.validFrom ?? .min) <= day && day <= (rule.validTo ?? .max)
  }

  /// When the event happened that starts a rule's clock.
  func start(of rule: LimitRule, in facts: ClockFacts) -> Int64? {
    switch rule.startEvent {
    case "received": facts.receivedAt
    case "accepted": facts.acceptedAt
    default: facts.assignedAt
    }
  }

  static func isMoreSpecific(_ left: LimitRule, than right: LimitRule) -> Bool {
    let (leftCount, rightCount) = (conditionCount(left), conditionCount(right))
    if leftCount != rightCount { return leftCount > rightCount }
    if left.code.utf8.count != right.code.utf8.count {
      return left.code.utf8.count > right.code.utf8.count
    }
    return left.rule < right.rule
  }

  private static func conditionCount(_ rule: LimitRule) -> Int {
    (rule.source == nil ? 0 : 1) + (rule.requestType == nil ? 0 : 1) + (rule.scheme == nil ? 0 : 1)
      + (rule.code.isEmpty ? 0 : 1) + (rule.condition == nil ? 0 : 1)
      + (rule.urgency == nil ? 0 : 1)
  }
}
