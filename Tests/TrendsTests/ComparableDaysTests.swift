import Columns
import Complaints
import Testing

@testable import Trends

@Suite struct ComparableDaysTests {
  /// 2018-06: the Monday of 端午 (18th) is no working day.
  static let calendar: WorkCalendar = {
    let first = CivilTime.days(year: 2018, month: 4, day: 1)
    let holiday = CivilTime.days(year: 2018, month: 6, day: 18)
    let days = first...CivilTime.days(year: 2018, month: 6, day: 30)
    return WorkCalendar(
      firstDay: first,
      isWorkday: days.map { CivilTime.weekday($0) <= 5 && $0 != holiday },
      holidayNames: days.map { $0 == holiday ? "端午节" : "" }, periods: [])
  }()

  @Test(arguments: [
    ("2018-06-01", ["2018-05-25", "2018-05-18", "2018-05-11", "2018-05-04"]),
    ("2018-06-25", ["2018-06-11", "2018-06-04", "2018-05-28", "2018-05-21"]),  // not the holiday
    ("2018-06-18", ["2018-06-17", "2018-06-16", "2018-06-10", "2018-06-09"]),  // days of rest
  ])
  func `a day is compared with its like`(day: String, expected: [String]) throws {
    let day = try #require(CivilTime.parse(day: day))
    let days = ComparableDays.before(day, in: Self.calendar) { _ in true }
    #expect(days.map { CivilTime.format(day: $0) } == expected)
  }

  @Test func `the usual range holds the mean and is never narrower than chance`() {
    let counts = [Int](repeating: 100, count: 30)
    let comparable = counts.indices.map { index in
      (1...4).map { index - 7 * $0 }.filter { $0 >= 0 }
    }
    let ranges = ExpectedRange.ranges(counts, comparable: comparable)
    #expect(ranges[6] == nil && ranges[13] == nil)
    #expect(ranges[29]?.mean == 100 && ranges[29]?.low == 80 && ranges[29]?.high == 120)
  }
}
