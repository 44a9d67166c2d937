internal import Columns
public import Complaints

/// Counts time limits by the city's working calendar.
///
/// `calendar_day` ends at 23:59:59 of the last day; `work_day` ends when work ends on the last
/// working day; `work_hour` runs only while people work; `urgent_hour` never stops. Days outside the
/// calendar count Monday to Friday, and what depends on one is provisional.
public struct ClockEngine: Sendable {
  /// The largest amount of any limit; more is a mistake in the rules.
  public static let largestAmount = 3650

  let calendar: WorkCalendar
  let limits: [LimitRule]
  let periods: [WorkCalendar.Period]

  /// Makes an engine.
  public init(calendar: WorkCalendar, limits: [LimitRule]) {
    self.calendar = calendar
    self.limits = limits.sorted(by: Self.isMoreSpecific)
    periods = calendar.periods.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }

  /// When a limit ends.
  ///
  /// - Parameters:
  ///   - start: The moment it starts.
  ///   - amount: How many of `kind`; with 0 days it ends on the first day.
  ///   - kind: What is counted.
  ///   - firstDayCounted: Whether the day of `start` counts.
  ///   - rollLastDay: Whether a last calendar day that is not worked moves to the next working day.
  /// - Returns: The end, and whether it depends on a day that the calendar does not know.
  /// - Throws: `configuration` for an amount out of bounds, and for a working day without hours.
  public func due(
    start: Int64, amount: Int, kind: LimitKind, firstDayCounted: Bool, rollLastDay: Bool
  ) throws(AnalysisError) -> (due: Int64, provisional: Bool) {
    guard (0...Self.largestAmount).contains(amount) else {
      throw AnalysisError(
        .configuration, "a limit of \(amount) \(kind.rawValue); 0 to \(Self.largestAmount) may be")
    }
    switch kind {
    case .urgentHour: return (start + Int64(amount) * 3600 * CivilTime.second, false)
    case .workHour: return try workHours(Int64(amount) * 3600 * CivilTime.second, from: start)
    case .workDay: return try workDays(amount, from: start, firstDayCounted: firstDayCounted)
    case .calendarDay:
      var day = CivilTime.day(of: start) + Int32(amount) - (firstDayCounted && amount > 0 ? 1 : 0)
      var provisional = false
      if rollLastDay {
        provisional = !isKnown(day)
        while !isWorked(day) {
          day += 1
          provisional = provisional || !isKnown(day)
        }
      }
      return (endOfDay(day), provisional)
    }
  }

  /// The clocks that the limit rules set, one for each kind of clock, in the order of `Clock`.
  ///
  /// The most specific rule that holds on the day of the start event sets the clock: most filled
  /// conditions, then the longest code, then the lowest id. A clock whose start event has not
  /// happened is not set.
  public func clocks(for facts: ClockFacts) throws(AnalysisError) -> [AssignmentClock] {
    var clocks: [AssignmentClock] = []
    for rule in rules(for: facts) {
      guard let start = start(ofRule: rule, in: facts) else { continue }
      clocks.append(try clock(rule, start: start))
    }
    return clocks
  }
}
