/// Dates and wall-clock times as plain integers, by the proleptic Gregorian calendar.
///
/// Source: the days-from-civil algorithm of Howard Hinnant's "chrono-compatible low-level date
/// algorithms". No time zone takes part: China has had one, without summer time, since 1991.
public enum CivilTime {
  /// Microseconds in a second.
  public static let second: Int64 = 1_000_000
  /// Microseconds in a day.
  public static let day: Int64 = 86_400_000_000

  /// Days since 1970-01-01 of a date that must exist.
  @inlinable public static func days(year: Int, month: Int, day: Int) -> Int32 {
    let y = month <= 2 ? year &- 1 : year
    let era = (y >= 0 ? y : y &- 399) / 400
    let yearOfEra = y &- era &* 400
    let shifted = month > 2 ? month &- 3 : month &+ 9
    let dayOfYear = (153 &* shifted &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return Int32(era &* 146_097 &+ dayOfEra &- 719_468)
  }

  /// The date of a day number.
  @inlinable public static func date(_ days: Int32) -> (year: Int, month: Int, day: Int) {
    let z = Int(days) &+ 719_468
    let era = (z >= 0 ? z : z &- 146_096) / 146_097
    let dayOfEra = z &- era &* 146_097
    let yearOfEra =
      (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36524 &- dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
    let shifted = (5 &* dayOfYear &+ 2) / 153
    let day = dayOfYear &- (153 &* shifted &+ 2) / 5 &+ 1
    let month = shifted < 10 ? shifted &+ 3 : shifted &- 9
    return (yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0), month, day)
  }

  /// Whether a year, month and day name a date.
  @inlinable public static func exists(year: Int, month: Int, day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths =
      month == 2
      ? (leap ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31)
    return day <= lengths
  }

  /// 1 for Monday to 7 for Sunday.
  @inlinable public static func weekday(_ days: Int32) -> Int {
    let shifted = (Int(days) &+ 3) % 7
    return (shifted < 0 ? shifted &+ 7 : shifted) &+ 1
  }

  /// The day of a timestamp.
  @inlinable public static func day(of timestamp: Int64) -> Int32 {
    Int32(truncatingIfNeeded: timestamp >= 0 ? timestamp / day : (timestamp &- day &+ 1) / day)
  }

  /// Microseconds since 1970 of a day and a time on it.
  @inlinable public static func timestamp(
    _ days: Int32, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) -> Int64 {
    Int64(days) &* day &+ Int64(hour &* 3600 &+ minute &* 60 &+ second) &* Self.second
  }

  /// `2026-11-22`.
  public static func format(day days: Int32) -> String {
    let (year, month, day) = date(days)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// `2026-11-22 09:05:00`.
  public static func format(_ timestamp: Int64) -> String {
    let days = Self.day(of: timestamp)
    let seconds = Int((timestamp &- Int64(days) &* day) / second)
    return
      "\(format(day: days)) \(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }

  /// Reads `2026-11-22`; nil when it is not a date in that form.
  public static func parse(day text: String) -> Int32? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      exists(year: year, month: month, day: day)
    else { return nil }
    return days(year: year, month: month, day: day)
  }

  /// A number with leading zeros up to a width.
  public static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return text.utf8.count >= width
      ? text : String(repeating: "0", count: width - text.utf8.count) + text
  }
}
