/// What is counted of one platform, day by day: how often each of some categories came.
public struct DriftMeasure: Sendable {
  /// The platform.
  public let platform: String
  /// What is counted.
  public let kind: DriftKind
  /// The categories; of an ordered kind in their order.
  public let categories: [String]
  /// For each day, oldest first, the count of each category.
  ///
  /// The last seven days are those that are compared with the weeks before them.
  public let counts: [[Int]]

  /// Makes a measure; days are whole weeks, two at least.
  public init(platform: String, kind: DriftKind, categories: [String], counts: [[Int]]) {
    precondition(counts.count >= 14 && counts.count % 7 == 0, "whole weeks")
    precondition(counts.allSatisfy { $0.count == categories.count }, "a count of each category")
    self.platform = platform
    self.kind = kind
    self.categories = categories
    self.counts = counts
  }

  /// How many weeks there are.
  var weekCount: Int { counts.count / 7 }

  /// The counts of all days together.
  var totals: [Int] {
    counts.reduce(into: Array(repeating: 0, count: categories.count)) { sums, day in
      for index in day.indices { sums[index] += day[index] }
    }
  }
}
