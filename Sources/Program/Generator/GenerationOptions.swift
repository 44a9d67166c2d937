/// What city to make: how much, over which days, from which seed.
package struct GenerationOptions: Sendable {
  /// How many requests; exports hold more rows, since records come again with a new state.
  package var rows: Int
  /// What everything random follows from.
  package var seed: UInt64
  /// How many days the requests spread over.
  package var days: Int
  /// The last of those days, as days since 1970-01-01.
  package var lastDay: Int32
  /// Which authored texts to draw on.
  package var folds: FoldChoice

  /// Makes the options.
  package init(
    rows: Int, seed: UInt64, days: Int = 60, lastDay: Int32 = GenerationOptions.defaultLastDay,
    folds: FoldChoice = .both
  ) {
    self.rows = rows
    self.seed = seed
    self.days = days
    self.lastDay = lastDay
    self.folds = folds
  }

  /// 2026-06-30, in the middle of the plum rains.
  package static let defaultLastDay: Int32 = 20_634

  /// The first day.
  var firstDay: Int32 { lastDay - Int32(days) + 1 }
}
