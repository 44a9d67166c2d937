internal import Columns

/// Reads times as exports write them: a year, a month and a day, and perhaps hours, minutes and
/// seconds, with any signs between them.
enum WallClockText {
  /// Microseconds since 1970, nil for what is no time.
  static func read(_ text: Span<UInt8>) -> Int64? {
    var numbers: [Int] = []
    var current = -1
    for offset in 0...text.count {
      let byte = offset < text.count ? text[offset] : 32
      if byte &- 48 < 10 {
        current = max(current, 0) * 10 + Int(byte &- 48)
        if current > 99_999_999_999_999 { return nil }
      } else if current >= 0 {
        numbers.append(current)
        current = -1
      }
    }
    guard var year = numbers.first else { return nil }
    if year >= 19_000_101, year <= 99_991_231 {
      numbers.replaceSubrange(0..<1, with: [year / 10_000, year / 100 % 100, year % 100])
      year /= 10_000
    }
    guard numbers.count >= 3, (1900...9999).contains(year),
      CivilTime.exists(year: year, month: numbers[1], day: numbers[2])
    else { return nil }
    let clock = numbers.dropFirst(3).prefix(3) + [0, 0, 0]
    let (hour, minute, second) = (
      clock[clock.startIndex], clock[clock.startIndex + 1], clock[clock.startIndex + 2]
    )
    guard hour < 24, minute < 60, second < 61 else { return nil }
    let day = CivilTime.days(year: year, month: numbers[1], day: numbers[2])
    return CivilTime.timestamp(day, hour: hour, minute: minute, second: second)
  }
}
