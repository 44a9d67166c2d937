internal import Columns

/// Days and times as the exporting systems write them.
enum Stamp {
  /// A way to write a time.
  enum Form {
    /// `2026-06-01 09:03:00`
    case dashed
    /// `2026-06-01 09:03:00.0`
    case dashedTenths
    /// `2026/6/1 9:03`
    case slashed
    /// `2026/06/01 09:03`
    case slashedPadded
    /// `2026年06月01日 09:03`
    case chinese
    /// `2026年6月1日 9时3分`
    case spoken
    /// `20260601090300`
    case compact
    /// `2026-06-01T09:03:00`
    case iso
    /// `2026-06-01T09:03:00+08:00`
    case isoZone
  }

  /// A time, given as microseconds since 1970, in a form.
  static func text(_ time: Int64, _ form: Form) -> String {
    let day = CivilTime.day(of: time)
    let seconds = Int((time - Int64(day) * CivilTime.day) / CivilTime.second)
    let (year, month, date) = CivilTime.date(day)
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    var text: [UInt8] = []
    text.reserveCapacity(32)
    func put(_ number: Int, _ width: Int = 1) {
      var scale = 1
      for _ in 1..<width { scale *= 10 }
      while number >= scale * 10 { scale *= 10 }
      while scale > 0 {
        text.append(UInt8(48 + number / scale % 10))
        scale /= 10
      }
    }
    func put(_ words: StaticString) { words.withUTF8Buffer { text.append(contentsOf: $0) } }
    func clock() {
      put(hour, 2)
      put(":")
      put(minute, 2)
    }
    switch form {
    case .dashed, .dashedTenths, .iso, .isoZone:
      put(year, 4)
      put("-")
      put(month, 2)
      put("-")
      put(date, 2)
      put(form == .dashed || form == .dashedTenths ? " " : "T")
      clock()
      put(":")
      put(second, 2)
      if form == .dashedTenths { put(".0") }
      if form == .isoZone { put("+08:00") }
    case .slashed:
      put(year, 4)
      put("/")
      put(month)
      put("/")
      put(date)
      put(" ")
      put(hour)
      put(":")
      put(minute, 2)
    case .slashedPadded:
      put(year, 4)
      put("/")
      put(month, 2)
      put("/")
      put(date, 2)
      put(" ")
      clock()
    case .chinese:
      put(year, 4)
      put("年")
      put(month, 2)
      put("月")
      put(date, 2)
      put("日 ")
      clock()
    case .spoken:
      put(year, 4)
      put("年")
      put(month)
      put("月")
      put(date)
      put("日 ")
      put(hour)
      put("时")
      put(minute)
      put("分")
    case .compact:
      put(year, 4)
      put(month, 2)
      put(date, 2)
      put(hour, 2)
      put(minute, 2)
      put(second, 2)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A day as `20260601`, or `260601` with two digits of the year.
  static func compactDay(_ day: Int32, years: Int = 4) -> String {
    let (year, month, date) = CivilTime.date(day)
    return padded(years == 2 ? year % 100 : year, years) + padded(month, 2) + padded(date, 2)
  }

  /// A day as `2026/06/01`, or `2026/6/1` without zeros.
  static func slashedDay(_ day: Int32, zeros: Bool) -> String {
    let (year, month, date) = CivilTime.date(day)
    return zeros ? "\(year)/\(padded(month, 2))/\(padded(date, 2))" : "\(year)/\(month)/\(date)"
  }

  /// A day as `2026年6月1日`.
  static func spokenDay(_ day: Int32) -> String {
    let (year, month, date) = CivilTime.date(day)
    return "\(year)年\(month)月\(date)日"
  }

  /// A number with leading zeros.
  static func padded(_ number: Int, _ width: Int) -> String { CivilTime.padded(number, width) }
}
