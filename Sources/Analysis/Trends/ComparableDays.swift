internal import Columns
package import Complaints

/// The earlier days that a day may be compared with: the last four same weekdays of the same kind.
package enum ComparableDays {
  /// Whether a day is worked; Monday to Friday where the calendar does not know it.
  package static func isWorked(_ day: Int32, in calendar: WorkCalendar) -> Bool {
    calendar.firstDay <= day && day <= calendar.lastDay
      ? calendar.isWorkday[Int(day - calendar.firstDay)] : CivilTime.weekday(day) <= 5
  }

  /// The name of the holiday that a day belongs to, where it is one.
  package static func holiday(_ day: Int32, in calendar: WorkCalendar) -> String? {
    guard calendar.firstDay <= day && day <= calendar.lastDay else { return nil }
    let name = calendar.holidayNames[Int(day - calendar.firstDay)]
    return name.isEmpty ? nil : name
  }

  /// Up to four days before `day`, the latest first.
  ///
  /// They fall on the same weekday and are worked, or not, as `day` is. A working Saturday and a
  /// holiday on a Tuesday have no such days nearby: where there are fewer than two, any days of the
  /// same kind are taken.
  package static func before(
    _ day: Int32, in calendar: WorkCalendar, where hasData: (Int32) -> Bool
  ) -> [Int32] {
    let kind = isWorked(day, in: calendar)
    let same = stride(from: day - 1, through: day - 56, by: -1).filter {
      isWorked($0, in: calendar) == kind && hasData($0)
    }
    let weekday = CivilTime.weekday(day)
    let exact = same.filter {
      CivilTime.weekday($0) == weekday && holiday($0, in: calendar) == nil
    }
    if exact.count >= 2 && holiday(day, in: calendar) == nil { return Array(exact.prefix(4)) }
    return Array(same.prefix(4))
  }
}
