internal import Columns

/// Bounds as the catalog keeps them: texts in the forms that the DuckLake client casts from.
enum StatisticsText {
  /// The text of a bound, nil for none.
  static func text(_ value: Value?, of type: ColumnType) -> String? {
    switch (value, type) {
    case (nil, _), (.null?, _): nil
    case (.bool(let truth)?, _): truth ? "1" : "0"
    case (.int(let days)?, .date): CivilTime.format(day: Int32(truncatingIfNeeded: days))
    case (.int(let microseconds)?, .timestamp): timestamp(microseconds)
    case (.int(let number)?, _): String(number)
    case (.double(let number)?, _): String(number)
    case (.string(let text)?, _): text
    case (.list?, _): nil
    }
  }

  /// `2026-11-22 09:05:00`, with the fraction of a second only where there is one.
  static func timestamp(_ microseconds: Int64) -> String {
    let base = CivilTime.format(microseconds)
    let fraction = (microseconds % CivilTime.second + CivilTime.second) % CivilTime.second
    if fraction == 0 { return base }
    var digits = Array(CivilTime.padded(Int(fraction), 6).utf8)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return base + "." + String(decoding: digits, as: UTF8.self)
  }

  /// Reads a timestamp in the form above; nil when it is none.
  static func parseTimestamp(_ text: String) -> Int64? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard let first = parts.first, let day = CivilTime.parse(day: String(first)) else { return nil }
    guard parts.count == 2 else {
      return parts.count == 1 ? CivilTime.timestamp(day) : nil
    }
    let seconds = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    let clock = (seconds.first ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard seconds.count <= 2, clock.count == 3, let hour = Int(clock[0]),
      let minute = Int(clock[1]), let second = Int(clock[2])
    else { return nil }
    var fraction: Int64 = 0
    if seconds.count == 2 {
      guard seconds[1].utf8.count <= 6, let digits = Int64(seconds[1]), digits >= 0 else {
        return nil
      }
      fraction = digits
      for _ in seconds[1].utf8.count..<6 { fraction *= 10 }
    }
    return CivilTime.timestamp(day, hour: hour, minute: minute, second: second) + fraction
  }

  /// A bound of an integer, date or timestamp column as a number, nil where it cannot be read.
  static func integer(_ text: String?, of type: ColumnType) -> Int64? {
    guard let text else { return nil }
    switch type {
    case .int32, .int64: return Int64(text)
    case .date: return CivilTime.parse(day: text).map { Int64($0) }
    case .timestamp: return parseTimestamp(text)
    case .bool, .double, .string, .stringList: return nil
    }
  }

  /// A bound by which files are skipped, nil where it cannot be read or is of another type.
  static func value(_ text: String?, of type: ColumnType) -> Value? {
    type == .string ? text.map(Value.string) : integer(text, of: type).map(Value.int)
  }

  /// Whether one bound is below another of the same type.
  static func precedes(_ left: String, _ right: String, type: ColumnType) -> Bool {
    switch type {
    case .int32, .int64:
      if let left = Int64(left), let right = Int64(right) { return left < right }
    case .double:
      if let left = Double(left), let right = Double(right) { return left < right }
    case .bool, .date, .timestamp, .string, .stringList: break
    }
    return left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
