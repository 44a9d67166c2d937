internal import Columns
internal import Complaints
internal import Glibc

extension AlertDetector {
  /// The origins whose requests make a trend.
  static let peopleOrigins: Set<String> = [Origin.citizen.rawValue, Origin.enterprise.rawValue]

  /// A series that is far above the usual, before districts and city are weighed.
  private struct Surge {
    let level2: String
    /// Nil for the whole city.
    let district: String?
    let observed: Int
    let expected: Double
    let score: Double
    var excess: Double { Double(observed) - expected }
  }

  /// The classes that are far above their usual counts, in districts and in the city.
  func surges(_ batch: RecordBatch, _ day: DayRequests, on date: Int32) -> [Alert] {
    let range = date - Int32(thresholds.historyDays)...date
    let people = CountTable(batch).keeping(days: range).keeping(.origin, Self.peopleOrigins)
    let present = Set(
      people.keeping(days: date...date).groups(.requests, by: .platform).map(\.key))
    let counts = people.keeping(.platform, present)
    let model = SurgeSeries(
      totals: counts.series(.requests, over: range), kinds: range.map(kind))
    guard model.history.count >= thresholds.minimumHistoryDays else { return [] }
    let inDistricts = counts.series(.requests, by: [.level2, .district], over: range)
      .filter { !$0.key[1].isEmpty }
      .compactMap { surge($0.key[0], $0.key[1], $0.counts, model) }
    let inCity = counts.series(.requests, by: [.level2], over: range)
      .compactMap { surge($0.key[0], nil, $0.counts, model) }
      // A surge that one district makes is that district's.
      .filter { city in
        !inDistricts.contains { $0.level2 == city.level2 && $0.excess >= 0.7 * city.excess }
      }
    let asked = day.requests.filter(\.isPeople)
    let alerts = (inDistricts + inCity).compactMap { alert($0, asked, on: date) }
    return Array(
      alerts.sorted { ($1.score ?? 0, $0.scope) < ($0.score ?? 0, $1.scope) }
        .prefix(thresholds.limit))
  }

  /// The kind of a day: 1–5 worked, 6 Saturday or holiday, 7 Sunday.
  private func kind(_ day: Int32) -> Int {
    let weekday = CivilTime.weekday(day)
    if ComparableDays.isWorked(day, in: calendar) { return min(weekday, 5) }
    return weekday == 7 ? 7 : 6
  }

  private func surge(
    _ level2: String, _ district: String?, _ counts: [Int], _ model: SurgeSeries
  ) -> Surge? {
    guard !level2.isEmpty, let observed = counts.last, observed >= thresholds.minimumRequests
    else { return nil }
    let (expected, score) = model.judge(counts)
    guard score >= thresholds.score else { return nil }
    return Surge(
      level2: level2, district: district, observed: observed, expected: expected, score: score)
  }

  private func alert(_ surge: Surge, _ requests: [DayRequests.Request], on date: Int32) -> Alert? {
    let own = requests.filter {
      $0.level2 == surge.level2 && (surge.district == nil || $0.district == surge.district)
    }
    let persons = DayRequests.persons(own)
    guard persons >= thresholds.minimumPersons else { return nil }
    let expected = (surge.expected * 10).rounded() / 10
    let score = (surge.score * 10).rounded() / 10
    let place = surge.district.map(divisionName) ?? "全市"
    return Alert(
      day: date, kind: .surge, scope: "\(surge.level2) · \(place)", expected: expected,
      observed: surge.observed, score: score, persons: persons,
      matters: DayRequests.matters(own),
      reason: "当日\(surge.observed)件次，同类日通常\(expected)件次，来自\(persons)人",
      evidence: "偏离\(score)，门槛\(thresholds.score)")
  }
}
