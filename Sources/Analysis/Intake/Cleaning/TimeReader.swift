internal import Columns

/// Reads times in the forms that a column allows.
struct TimeReader: Sendable {
  private var allowed: [Bool]
  /// Whether months, days and hours count that do not exist.
  private var takesImpossible = false

  /// Makes a reader of some forms.
  init(_ forms: Set<TimeForm>) { allowed = TimeForm.allCases.map { forms.contains($0) } }

  /// Whether a text is written as a time and names one that never was: 2018-02-30, 25:61.
  func isImpossible(_ text: Span<UInt8>) -> Bool {
    if read(text) != nil { return false }
    var patient = self
    patient.takesImpossible = true
    return patient.read(text) != nil
  }

  private func allows(_ form: TimeForm) -> Bool {
    switch form {
    case .dashed: allowed[0]
    case .slashed: allowed[1]
    case .chinese: allowed[2]
    case .compact: allowed[3]
    case .serial: allowed[4]
    case .monthFirst: allowed[5]
    case .epoch: allowed[6]
    }
  }

  /// The time in microseconds since 1970 by the wall clock, nil when the text is none.
  ///
  /// - Parameter text: A cell, cleaned as a line.
  func read(_ text: Span<UInt8>) -> Int64? {
    guard var cursor = Cursor(text) else { return nil }
    let first = cursor.digits()
    guard first.count > 0 else { return nil }
    if cursor.isAtEnd || (cursor.peek == UInt8(ascii: ".") && first.count != 4) {
      return bare(first, &cursor)
    }
    if first.count == 4 { return yearFirst(first.value, &cursor) }
    if first.count <= 2 && allows(.monthFirst) { return monthFirst(first.value, &cursor) }
    return nil
  }

  /// A number alone: compact, serial or epoch.
  private func bare(_ number: (value: Int, count: Int), _ cursor: inout Cursor) -> Int64? {
    let value = number.value
    if cursor.isAtEnd {
      switch number.count {
      case 8 where allows(.compact): return time(value / 10_000, value / 100 % 100, value % 100)
      case 12 where allows(.compact):
        let day = value / 10_000
        return time(
          day / 10_000, day / 100 % 100, day % 100, value / 100 % 100, value % 100)
      case 14 where allows(.compact):
        let day = value / 1_000_000
        return time(
          day / 10_000, day / 100 % 100, day % 100, value / 10_000 % 100, value / 100 % 100,
          value % 100)
      case 10 where allows(.epoch): return Int64(value + 28_800) * CivilTime.second
      case 13 where allows(.epoch): return (Int64(value) + 28_800_000) * 1_000
      default: break
      }
    }
    // Serials of our time have five digits: 20000 is in 1954, 80000 in 2119.
    guard allows(.serial), number.count == 5, value >= 20_000, value < 80_000 else { return nil }
    var fraction = 0.0
    if cursor.take(UInt8(ascii: ".")) {
      let digits = cursor.digits(atMost: 15)
      var scale = 1.0
      for _ in 0..<digits.count { scale *= 10 }
      fraction = Double(digits.value) / scale
      _ = cursor.digits()
    }
    guard cursor.isAtEnd else { return nil }
    let day = Int32(value) - 25_569
    let seconds = Int64(fraction * 86_400 + 0.5)
    return Int64(day) * CivilTime.day + seconds * CivilTime.second
  }

  private func yearFirst(_ year: Int, _ cursor: inout Cursor) -> Int64? {
    let isChinese: Bool
    if cursor.take(Self.year) {
      guard allows(.chinese) else { return nil }
      isChinese = true
    } else {
      isChinese = false
    }
    cursor.skipBlanks()
    var separator: UInt8 = 0
    if !isChinese {
      guard let mark = cursor.peek else { return nil }
      switch mark {
      case UInt8(ascii: "-"): guard allows(.dashed) else { return nil }
      case UInt8(ascii: "/"), UInt8(ascii: "."): guard allows(.slashed) else { return nil }
      default: return nil
      }
      separator = mark
      _ = cursor.take(mark)
    }
    let month = cursor.digits(atMost: 2)
    guard month.count > 0 else { return nil }
    guard isChinese ? cursor.take(Self.month) : cursor.take(separator) else { return nil }
    cursor.skipBlanks()
    let day = cursor.digits(atMost: 2)
    guard day.count > 0 else { return nil }
    if isChinese, !cursor.take(Self.day), !cursor.take(Self.dayNumber) { return nil }
    return clock(year, month.value, day.value, &cursor)
  }

  private func monthFirst(_ month: Int, _ cursor: inout Cursor) -> Int64? {
    guard cursor.take(UInt8(ascii: "/")) else { return nil }
    let day = cursor.digits(atMost: 2)
    guard day.count > 0, cursor.take(UInt8(ascii: "/")) else { return nil }
    let year = cursor.digits(atMost: 4)
    guard year.count == 4 else { return nil }
    return clock(year.value, month, day.value, &cursor)
  }

  /// The time of day that may follow a date.
  private func clock(_ year: Int, _ month: Int, _ day: Int, _ cursor: inout Cursor) -> Int64? {
    cursor.skipBlanks()
    if cursor.isAtEnd { return time(year, month, day) }
    if cursor.take(UInt8(ascii: "T")) || cursor.take(UInt8(ascii: "t")) {}
    var isAfternoon = cursor.take(Self.afternoon)
    var isTwelveHours = isAfternoon || cursor.take(Self.morning)
    cursor.skipBlanks()
    let hour = cursor.digits(atMost: 2)
    guard hour.count > 0 else { return nil }
    var minute = (value: 0, count: 0)
    var second = (value: 0, count: 0)
    if cursor.take(UInt8(ascii: ":")) {
      minute = cursor.digits(atMost: 2)
      guard minute.count > 0 else { return nil }
      if cursor.take(UInt8(ascii: ":")) {
        second = cursor.digits(atMost: 2)
        guard second.count > 0 else { return nil }
        if cursor.take(UInt8(ascii: ".")) { _ = cursor.digits() }
      }
    } else if cursor.take(Self.hour) || cursor.take(Self.point) {
      minute = cursor.digits(atMost: 2)
      if minute.count > 0 {
        guard cursor.take(Self.minute) else { return nil }
        second = cursor.digits(atMost: 2)
        if second.count > 0, !cursor.take(Self.second) { return nil }
      }
    } else {
      return nil
    }
    cursor.skipBlanks()
    if cursor.take(UInt8(ascii: "P")) || cursor.take(UInt8(ascii: "p")) {
      isAfternoon = true
      isTwelveHours = true
    } else if cursor.take(UInt8(ascii: "A")) || cursor.take(UInt8(ascii: "a")) {
      isTwelveHours = true
    }
    if isTwelveHours { _ = cursor.take(UInt8(ascii: "M")) || cursor.take(UInt8(ascii: "m")) }
    guard let shift = zoneShift(&cursor), cursor.isAtEnd else { return nil }
    var hours = hour.value
    if isTwelveHours && hours <= 12 { hours = hours % 12 + (isAfternoon ? 12 : 0) }
    return time(year, month, day, hours, minute.value, second.value).map { $0 + shift }
  }

  /// What must be added so that a time with a zone is wall-clock time at UTC+8.
  private func zoneShift(_ cursor: inout Cursor) -> Int64? {
    let china: Int64 = 8 * 3_600 * CivilTime.second
    if cursor.isAtEnd { return 0 }
    if cursor.take(UInt8(ascii: "Z")) || cursor.take(UInt8(ascii: "z")) { return china }
    let isEast = cursor.take(UInt8(ascii: "+"))
    guard isEast || cursor.take(UInt8(ascii: "-")) else { return nil }
    let hours = cursor.digits(atMost: 2)
    guard hours.count == 2, hours.value <= 14 else { return nil }
    _ = cursor.take(UInt8(ascii: ":"))
    let minutes = cursor.digits(atMost: 2)
    guard minutes.count != 1, minutes.value < 60 else { return nil }
    let offset = Int64(hours.value * 60 + minutes.value) * 60 * CivilTime.second
    return china - (isEast ? offset : -offset)
  }

  private func time(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
  ) -> Int64? {
    if takesImpossible { return (1900...2199).contains(year) ? 0 : nil }
    guard (1900...2199).contains(year), CivilTime.exists(year: year, month: month, day: day),
      hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second < 60
    else { return nil }
    return CivilTime.timestamp(
      CivilTime.days(year: year, month: month, day: day), hour: hour, minute: minute,
      second: second)
  }

  private static let year = Array("年".utf8)
  private static let month = Array("月".utf8)
  private static let day = Array("日".utf8)
  private static let dayNumber = Array("号".utf8)
  private static let hour = Array("时".utf8)
  private static let point = Array("点".utf8)
  private static let minute = Array("分".utf8)
  private static let second = Array("秒".utf8)
  private static let morning = Array("上午".utf8)
  private static let afternoon = Array("下午".utf8)
}
