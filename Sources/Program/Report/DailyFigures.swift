internal import Columns
internal import Complaints
internal import Trends

/// The counts a daily report speaks of, cut once from the rows.
struct DailyFigures: Sendable {
  /// The business day.
  let day: Int32
  /// All counts.
  let all: CountTable
  /// What citizens and enterprises asked for: the headline.
  let people: CountTable
  /// The same of the day.
  let today: CountTable
  /// The days the day is compared with, the latest first.
  let comparableDays: [Int32]
  /// The platforms with data on the day and on every comparable day, or too small to tell.
  let comparablePlatforms: Set<String>
  /// What citizens and enterprises asked for on those platforms.
  let comparable: CountTable
  /// The working calendar.
  let calendar: WorkCalendar
  /// The base under which changes are given in counts.
  let minimumBase: Int

  /// The origins that the headline counts.
  static let peopleOrigins: Set<String> = [
    Origin.citizen.rawValue, Origin.enterprise.rawValue,
  ]

  /// Cuts the counts.
  init(_ input: ReportInput, calendar: WorkCalendar, minimumBase: Int) {
    day = input.day
    self.calendar = calendar
    self.minimumBase = minimumBase
    all = CountTable(input.counts).keeping(days: input.day - 60...input.day)
    people = all.keeping(.origin, Self.peopleOrigins)
    today = people.keeping(days: input.day...input.day)
    let first = input.day - 60
    let totals = people.series(.requests, over: first...input.day)
    comparableDays = ComparableDays.before(input.day, in: calendar) { day in
      day >= first && totals[Int(day - first)] > 0
    }
    comparablePlatforms = Self.present(
      all, on: [input.day] + comparableDays, over: first...input.day)
    comparable = people.keeping(.platform, comparablePlatforms)
  }

  /// The platforms with data on some days.
  ///
  /// A small platform may well have had no request on a day; one that usually has five or more and
  /// has none did not deliver.
  private static func present(
    _ counts: CountTable, on days: [Int32], over range: ClosedRange<Int32>
  ) -> Set<String> {
    let series = counts.series(.requests, by: [.platform], over: range)
    return Set(
      series.filter { _, counts in
        let filled = counts.filter { $0 > 0 }
        guard filled.reduce(0, +) >= 5 * filled.count else { return true }
        return days.allSatisfy { counts[Int($0 - range.lowerBound)] > 0 }
      }.map { $0.key[0] })
  }

  /// The mean of a table over the comparable days, in requests; nil without such days.
  func mean(_ table: CountTable) -> Double? {
    guard comparableDays.count >= 2 else { return nil }
    let sum = comparableDays.reduce(0) { $0 + table.total(.requests, on: $1) }
    return Double(sum) / Double(comparableDays.count)
  }

  /// The means over the comparable days for each text of a dimension, on comparable platforms.
  func means(by dimension: CountTable.Dimension) -> [String: Double] {
    guard comparableDays.count >= 2 else { return [:] }
    var sums: [String: Int] = [:]
    for day in comparableDays {
      for group in comparable.keeping(days: day...day).groups(.requests, by: dimension) {
        sums[group.key, default: 0] += group.count
      }
    }
    return sums.mapValues { Double($0) / Double(comparableDays.count) }
  }

  /// The day's counts for each text of a dimension, on comparable platforms.
  func comparableCounts(by dimension: CountTable.Dimension) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: comparable.keeping(days: day...day).groups(.requests, by: dimension)
        .map { ($0.key, $0.count) })
  }

  /// The change of a count, where its base is large enough.
  func change(_ count: Int, from mean: Double?) -> FigureValue {
    guard let mean, mean >= Double(minimumBase) else { return .none }
    return .change((Double(count) / mean - 1) * 100)
  }

  /// The change of a count in words: per cent, or the mean where the base is small.
  func note(_ count: Int, from mean: Double?) -> String {
    guard let mean else { return "无可比日" }
    if mean >= Double(minimumBase) {
      return "较均值" + change(count, from: mean).printed
    }
    return "均值" + FigureValue.decimal(mean).printed
  }

  /// -1 below, 0 within and 1 above a fifth around the mean, where the base is large enough.
  func direction(_ count: Int, from mean: Double?) -> Int {
    guard let mean, mean >= Double(minimumBase) else { return 0 }
    return Double(count) >= mean * 1.2 ? 1 : Double(count) <= mean * 0.8 ? -1 : 0
  }

  /// Whether a day is one of rest.
  func isRest(_ day: Int32) -> Bool { !ComparableDays.isWorked(day, in: calendar) }
}
