internal import Columns
internal import Complaints

extension ClockEngine {
  /// Whether the calendar knows a day.
  func isKnown(_ day: Int32) -> Bool { calendar.firstDay <= day && day <= calendar.lastDay }

  /// Whether a day is worked; Monday to Friday where the calendar does not know it.
  func isWorked(_ day: Int32) -> Bool {
    isKnown(day)
      ? calendar.isWorkday[Int(day - calendar.firstDay)] : CivilTime.weekday(day) <= 5
  }

  /// The last second of a day.
  func endOfDay(_ day: Int32) -> Int64 {
    CivilTime.timestamp(day, hour: 23, minute: 59, second: 59)
  }

  /// The hours of a working day, in order.
  func hours(of day: Int32) throws(AnalysisError) -> [WorkCalendar.Period] {
    let valid = periods.filter {
      ($0.validFrom ?? .min) <= day && day <= ($0.validTo ?? .max) && $0.from < $0.to
    }
    guard !valid.isEmpty else {
      throw AnalysisError(
        .configuration, "no working hours for \(CivilTime.format(day: day)); add them to workhours")
    }
    return valid
  }

  /// The end of the *n*-th working day.
  func workDays(_ amount: Int, from start: Int64, firstDayCounted: Bool)
    throws(AnalysisError) -> (due: Int64, provisional: Bool)
  {
    var day = CivilTime.day(of: start)
    var provisional = !isKnown(day)
    var rest = amount
    if firstDayCounted && isWorked(day) { rest -= 1 }
    while rest > 0 || !isWorked(day) {
      day += 1
      provisional = provisional || !isKnown(day)
      if isWorked(day) { rest -= 1 }
    }
    let end = try hours(of: day).map(\.to).max() ?? 0
    return (CivilTime.timestamp(day, minute: end), provisional)
  }

  /// The moment at which an amount of working time is over.
  func workHours(_ amount: Int64, from start: Int64)
    throws(AnalysisError) -> (due: Int64, provisional: Bool)
  {
    var day = CivilTime.day(of: start)
    var rest = amount
    var provisional = false
    while true {
      provisional = provisional || !isKnown(day)
      if isWorked(day) {
        for period in try hours(of: day) {
          let from = max(start, CivilTime.timestamp(day, minute: period.from))
          let to = CivilTime.timestamp(day, minute: period.to)
          if from >= to { continue }
          if to - from >= rest { return (from + rest, provisional) }
          rest -= to - from
        }
      }
      day += 1
    }
  }
}
