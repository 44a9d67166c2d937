internal import Columns

/// How requests spread over the days and over the hours of a day.
enum DayCurve {
  /// Monday to Sunday.
  private static let weekdays = [1.26, 1.08, 1.03, 1.02, 1.0, 0.63, 0.6]
  /// For each hour of the day.
  private static let hours: [Double] = [
    0.4, 0.25, 0.2, 0.2, 0.25, 0.6, 1.6, 3.4, 7.2, 10.6, 10.2, 7.4, 4.2, 4.6, 7.8, 8.4, 7.4, 5.6,
    4.2, 4.4, 4.3, 3.2, 1.9, 0.9,
  ]
  private static let cumulativeHours: [Double] = {
    var total = 0.0
    return hours.map {
      total += $0
      return total
    }
  }()

  /// How many of all requests fall on each day; they add up to `rows`.
  static func quotas(rows: Int, firstDay: Int32, days: Int, seed: UInt64) -> [Int] {
    var dice = Dice(seed, 0x6461_7973)
    let weights = (0..<days).map { index in
      weekdays[CivilTime.weekday(firstDay + Int32(index)) - 1] * (0.95 + dice.unit() * 0.1)
    }
    let total = weights.reduce(0, +)
    var sum = 0.0
    var given = 0
    return weights.enumerated().map { index, weight in
      sum += weight
      let until = index == days - 1 ? rows : Int(sum / total * Double(rows))
      defer { given = until }
      return until - given
    }
  }

  /// A second of the day.
  static func second(_ dice: inout Dice) -> Int32 {
    Int32(dice.index(cumulative: cumulativeHours) * 3600 + dice.below(3600))
  }

  /// A second of an inspector's working day.
  static func workingSecond(_ dice: inout Dice) -> Int32 {
    Int32(7 * 3600 + 1800 + dice.below(10 * 3600))
  }
}
