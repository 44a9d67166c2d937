internal import Columns
internal import Glibc

/// A number as it is printed and as `data.json` gives it; both are rounded alike.
enum FigureValue: Equatable, Sendable {
  /// A count: `1,712`.
  case count(Int)
  /// A share in tenths of a per cent: `74.8%`.
  case share(Int)
  /// A change in per cent: `+1.3%`.
  case change(Double)
  /// A number with one decimal place.
  case decimal(Double)
  /// No number can be given: `—`.
  case none

  /// As a reader sees it.
  var printed: String {
    switch self {
    case .count(let count): NumberText.grouped(count)
    case .share(let share): NumberText.tenths(share) + "%"
    case .change(let change):
      (tenths(change) > 0 ? "+" : "") + NumberText.tenths(tenths(change)) + "%"
    case .decimal(let number): NumberText.tenths(tenths(number))
    case .none: "—"
    }
  }

  /// As JSON has it.
  var json: String {
    switch self {
    case .count(let count): String(count)
    case .share(let share): NumberText.plainTenths(share)
    case .change(let number), .decimal(let number): NumberText.plainTenths(tenths(number))
    case .none: "null"
    }
  }

  private func tenths(_ number: Double) -> Int { Int((number * 10).rounded()) }
}

/// Numbers and days as texts.
enum NumberText {
  /// `1,712`.
  static func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude).utf8)
    var index = digits.count - 3
    while index > 0 {
      digits.insert(UInt8(ascii: ","), at: index)
      index -= 3
    }
    return (number < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }

  /// Tenths with a decimal point and thousands separators: 74.8.
  static func tenths(_ number: Int) -> String {
    let size = Int(number.magnitude)
    return (number < 0 ? "-" : "") + "\(grouped(size / 10)).\(size % 10)"
  }

  /// Tenths with a decimal point alone.
  static func plainTenths(_ number: Int) -> String {
    let size = Int(number.magnitude)
    return (number < 0 ? "-" : "") + "\(size / 10).\(size % 10)"
  }

  /// In prose: `1,712`, from ten thousand on `1.2万`.
  static func prose(_ number: Int) -> String {
    number < 10_000 ? grouped(number) : tenths((number + 500) / 1000) + "万"
  }

  /// `2018年6月1日`.
  static func day(_ day: Int32) -> String {
    let date = CivilTime.date(day)
    return "\(date.year)年\(date.month)月\(date.day)日"
  }

  /// `6月1日`.
  static func shortDay(_ day: Int32) -> String {
    let date = CivilTime.date(day)
    return "\(date.month)月\(date.day)日"
  }

  /// `6/1`.
  static func tick(_ day: Int32) -> String {
    let date = CivilTime.date(day)
    return "\(date.month)/\(date.day)"
  }

  /// `星期五`.
  static func weekday(_ day: Int32) -> String {
    "星期" + ["一", "二", "三", "四", "五", "六", "日"][CivilTime.weekday(day) - 1]
  }

  /// A position in per cent with two decimal places, for SVG.
  static func percent(_ share: Double) -> String { coordinate(share * 100) + "%" }

  /// A number with two decimal places, for SVG.
  static func coordinate(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let size = Int(hundredths.magnitude)
    return (hundredths < 0 ? "-" : "") + "\(size / 100)." + CivilTime.padded(size % 100, 2)
  }
}
