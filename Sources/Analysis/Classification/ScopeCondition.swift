internal import Complaints

/// A rule's scope, made ready for matching: it holds at one of its places and in one of its hours.
struct ScopeCondition: Sendable {
  /// The rules that tell one of its places from the text; nil where it may be anywhere.
  private(set) var places: [Int32]?
  /// Its hours; nil where it may be any time.
  private(set) var hours: [DayHours]?
  /// The rules that tell one of its hours from the text.
  private(set) var hourRules: [Int32] = []

  /// The conditions of the rules that have a scope, by their positions.
  static func conditions(of rules: [LexiconRule]) -> [Int32: ScopeCondition] {
    var tellers: [String: [Int32]] = [:]
    for (number, rule) in rules.enumerated()
    where rule.code.hasPrefix("place:") || rule.code.hasPrefix("hours:") {
      tellers[rule.code, default: []].append(Int32(number))
    }
    var output: [Int32: ScopeCondition] = [:]
    for (number, rule) in rules.enumerated() where !rule.scope.isEmpty {
      var condition = ScopeCondition()
      for scope in rule.scope {
        let known = tellers[scope.code] ?? []
        switch scope {
        case .place: condition.places = (condition.places ?? []) + known
        case .hours(let hours):
          condition.hours = (condition.hours ?? []) + [hours]
          condition.hourRules += known
        }
      }
      output[Int32(number)] = condition
    }
    return output
  }

  /// Whether it holds.
  ///
  /// - Parameters:
  ///   - minute: The minute of the day on which the request came; nil where it is not known.
  ///   - isTold: Whether a rule that tells a place or hours found its words in the text.
  func holds(minute: Int?, isTold: (Int32) -> Bool) -> Bool {
    if let places, !places.contains(where: isTold) { return false }
    guard let hours else { return true }
    if let minute, hours.contains(where: { $0.contains(minute) }) { return true }
    return hourRules.contains(where: isTold)
  }
}
