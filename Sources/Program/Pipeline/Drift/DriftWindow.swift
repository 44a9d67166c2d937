internal import Columns
internal import Complaints
internal import Lake
internal import Language

/// The days that are compared: the last seven, and whole weeks before them.
package struct DriftWindow: Sendable {
  /// The last day, days since 1970-01-01.
  package let date: Int32
  /// How many weeks there are, the last one included.
  package let weekCount: Int

  /// How many weeks can be compared with the last one.
  package static let weeksBefore = 2...(WeekGrams.weekLimit - 1)

  /// Makes a window.
  package init(date: Int32, weeksBefore: Int = 6) {
    precondition(Self.weeksBefore.contains(weeksBefore), "too few or too many weeks")
    self.date = date
    weekCount = weeksBefore + 1
  }

  /// How many days there are.
  var dayCount: Int { weekCount * 7 }
  /// The first day.
  package var first: Int32 { date - Int32(dayCount) + 1 }
  /// The months that the days lie in.
  var months: ClosedRange<Int> { Months.range(first, date) }
  /// The days, for scans.
  var range: ColumnRange { ColumnRange("received_on", Int64(first)...Int64(date)) }

  /// The place of a day, 0 for the first; nil for one outside.
  func place(of day: Int32) -> Int? { (first...date).contains(day) ? Int(day - first) : nil }
}
