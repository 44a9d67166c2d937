/// Where or when a keyword rule holds.
///
/// Rules whose code is `place:学校` or `hours:22:00-06:00` name the words that tell it from the text.
public enum LexiconScope: Hashable, Sendable {
  /// A type of place, one of `placeTypes`.
  case place(String)
  /// A part of the day.
  case hours(DayHours)

  /// The types of place that rules tell apart, as in `responsibilities.csv`.
  public static let placeTypes = [
    "市政道路", "人行道", "公路", "小区内", "农村", "工地", "河道", "公园绿地", "学校",
  ]

  /// Reads a type of place, or hours such as `22:00-06:00`; nil for anything else.
  public init?(_ text: String) {
    if Self.placeTypes.contains(text) {
      self = .place(text)
    } else if let hours = DayHours(text) {
      self = .hours(hours)
    } else {
      return nil
    }
  }

  /// The code of the rules that tell it from the text.
  public var code: String {
    switch self {
    case .place(let type): "place:" + type
    case .hours(let hours): "hours:" + hours.text
    }
  }
}

/// A part of the day, which may go past midnight.
public struct DayHours: Hashable, Sendable {
  /// The first minute of the day.
  public let from: Int
  /// The minute after the last.
  public let to: Int

  /// Reads `22:00-06:00`; nil for anything else.
  public init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minute)
    guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else { return nil }
    self.from = from
    self.to = to
  }

  /// Whether a minute of the day lies in it.
  public func contains(_ minute: Int) -> Bool {
    from < to ? (from..<to).contains(minute) : minute >= from || minute < to
  }

  /// As it is written in configuration.
  public var text: String { Self.text(from) + "-" + Self.text(to) }

  private static func minute(_ text: Substring) -> Int? {
    let digits = Array(text.utf8)
    guard digits.count == 5, digits[2] == 0x3A else { return nil }
    let numbers = [0, 1, 3, 4].map { Int(digits[$0]) - 48 }
    guard numbers.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let hour = numbers[0] * 10 + numbers[1]
    let minute = numbers[2] * 10 + numbers[3]
    return hour < 24 && minute < 60 ? hour * 60 + minute : nil
  }

  private static func text(_ minute: Int) -> String {
    let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return digits(minute / 60) + ":" + digits(minute % 60)
  }
}
