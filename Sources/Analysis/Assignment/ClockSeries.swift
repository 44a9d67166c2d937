internal import Columns
internal import Complaints

/// Clocks of many assignments: rules chosen and ends counted once are remembered.
struct ClockSeries {
  private struct Choice: Hashable {
    let source: Source
    let requestType: RequestType?
    let code: String?
    let condition: String?
    let urgency: Urgency
    let receivedOn: Int32?
    let acceptedOn: Int32?
    let assignedOn: Int32
  }

  private struct Count: Hashable {
    let rule: Int
    let start: Int64
  }

  private let engine: ClockEngine
  private var choices: [Choice: [Int]] = [:]
  private var counts: [Count: AssignmentClock] = [:]

  init(_ engine: ClockEngine) { self.engine = engine }

  /// The same as `ClockEngine.clocks(for:)`; all facts must be of one scheme.
  mutating func clocks(for facts: ClockFacts) throws(AnalysisError) -> [AssignmentClock] {
    let choice = Choice(
      source: facts.source, requestType: facts.requestType, code: facts.code,
      condition: facts.condition, urgency: facts.urgency,
      receivedOn: facts.receivedAt.map(CivilTime.day(of:)),
      acceptedOn: facts.acceptedAt.map(CivilTime.day(of:)),
      assignedOn: CivilTime.day(of: facts.assignedAt))
    let rules: [Int]
    if let known = choices[choice] {
      rules = known
    } else {
      rules = engine.rules(for: facts)
      choices[choice] = rules
    }
    var clocks: [AssignmentClock] = []
    for rule in rules {
      guard let start = engine.start(ofRule: rule, in: facts) else { continue }
      let key = Count(rule: rule, start: start)
      if let known = counts[key] {
        clocks.append(known)
      } else {
        let clock = try engine.clock(rule, start: start)
        counts[key] = clock
        clocks.append(clock)
      }
    }
    return clocks
  }
}
