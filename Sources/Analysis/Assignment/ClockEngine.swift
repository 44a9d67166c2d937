public import Complaints

/// Counts time limits by the city's working calendar.
public struct ClockEngine: Sendable {
  let calendar: WorkCalendar
  let limits: [LimitRule]

  /// Makes an engine.
  public init(calendar: WorkCalendar, limits: [LimitRule]) {
    self.calendar = calendar
    self.limits = limits
  }

  /// When a limit ends.
  ///
  /// - Throws: `configuration` when the calendar has a gap at a day that matters.
  public func due(
    start: Int64, amount: Int, kind: LimitKind, firstDayCounted: Bool, rollLastDay: Bool
  ) throws(AnalysisError) -> (due: Int64, provisional: Bool) {
    (start, false)
  }

  /// The clocks that the limit rules set, one for each kind of clock, in the order of `Clock`.
  public func clocks(for facts: ClockFacts) throws(AnalysisError) -> [AssignmentClock] { [] }
}
