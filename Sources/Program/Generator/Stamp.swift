internal import Columns

/// Days and times as the exporting systems write them.
enum Stamp {
  /// A way to write a time; capitals stand for parts with leading zeros, small letters for those
  /// without.
  enum Form: String {
    /// `2026-06-01 09:03:00`
    case dashed = "Y-M-D H:I:S"
    /// `2026-06-01 09:03:00.0`
    case dashedTenths = "Y-M-D H:I:S.0"
    /// `2026/6/1 9:03`
    case slashed = "Y/m/d h:I"
    /// `2026/06/01 09:03`
    case slashedPadded = "Y/M/D H:I"
    /// `2026年06月01日 09:03`
    case chinese = "Y年M月D日 H:I"
    /// `2026年6月1日 9时3分`
    case spoken = "Y年m月d日 h时i分"
    /// `20260601090300`
    case compact = "YMDHIS"
    /// `2026-06-01T09:03:00`
    case iso = "Y-M-DTH:I:S"
    /// `2026-06-01T09:03:00+08:00`
    case isoZone = "Y-M-DTH:I:S+08:00"
  }

  /// A time, given as microseconds since 1970, in a form.
  static func text(_ time: Int64, _ form: Form) -> String {
    let day = CivilTime.day(of: time)
    let seconds = Int((time - Int64(day) * CivilTime.day) / CivilTime.second)
    let (year, month, date) = CivilTime.date(day)
    var text: [UInt8] = []
    text.reserveCapacity(32)
    for byte in form.rawValue.utf8 {
      switch byte {
      case UInt8(ascii: "Y"): put(year, width: 4, to: &text)
      case UInt8(ascii: "M"): put(month, width: 2, to: &text)
      case UInt8(ascii: "m"): put(month, width: 1, to: &text)
      case UInt8(ascii: "D"): put(date, width: 2, to: &text)
      case UInt8(ascii: "d"): put(date, width: 1, to: &text)
      case UInt8(ascii: "H"): put(seconds / 3600, width: 2, to: &text)
      case UInt8(ascii: "h"): put(seconds / 3600, width: 1, to: &text)
      case UInt8(ascii: "I"): put(seconds / 60 % 60, width: 2, to: &text)
      case UInt8(ascii: "i"): put(seconds / 60 % 60, width: 1, to: &text)
      case UInt8(ascii: "S"): put(seconds % 60, width: 2, to: &text)
      default: text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends a number with leading zeros up to a width.
  private static func put(_ number: Int, width: Int, to text: inout [UInt8]) {
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    while number >= scale * 10 { scale *= 10 }
    while scale > 0 {
      text.append(UInt8(48 + number / scale % 10))
      scale /= 10
    }
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
