internal import Columns
internal import Complaints

extension ClockEngine {
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
