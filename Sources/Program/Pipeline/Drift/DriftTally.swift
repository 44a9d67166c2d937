internal import Trends

/// Counts by platform, category and day.
struct DriftTally {
  /// Numbers for names, in the order in which they are met.
  struct Names {
    private(set) var names: [String] = []
    private var numbers: [String: Int32] = [:]

    mutating func number(of name: String) -> Int32 {
      if let number = numbers[name] { return number }
      let number = Int32(names.count)
      names.append(name)
      numbers[name] = number
      return number
    }
  }

  private struct Key: Hashable {
    let platform: Int32
    let category: Int32
  }

  private let dayCount: Int
  private var counts: [Key: [Int]] = [:]

  init(dayCount: Int) { self.dayCount = dayCount }

  mutating func count(_ platform: Int32, _ category: Int32, _ day: Int, by number: Int = 1) {
    counts[
      Key(platform: platform, category: category), default: Array(repeating: 0, count: dayCount)
    ][day] += number
  }

  /// A platform's counts; nil where nothing was counted.
  ///
  /// - Parameters:
  ///   - names: The names of all categories. Those that never came are left out, but of an ordered
  ///     kind.
  ///   - limit: How many categories are told apart, the most frequent.
  ///   - rest: What the others are called together.
  func measure(
    _ name: String, _ platform: Int32, _ kind: DriftKind, _ names: [String],
    limit: Int = Int.max, rest: String = ""
  ) -> DriftMeasure? {
    var byName: [String: [Int]] = [:]
    var order: [String] = []
    for (index, category) in names.enumerated() {
      let found = counts[Key(platform: platform, category: Int32(index))]
      if found == nil && kind != .confidence { continue }
      let days = found ?? Array(repeating: 0, count: dayCount)
      if let known = byName[category] {
        byName[category] = zip(known, days).map { $0 + $1 }
      } else {
        byName[category] = days
        order.append(category)
      }
    }
    if kind != .confidence {
      // Names come in the order of files: an order of their own keeps sums the same.
      order.sort { a, b in
        let (left, right) = (byName[a, default: []], byName[b, default: []])
        return (right.reduce(0, +), a) < (left.reduce(0, +), b)
      }
    }
    if order.count > limit {
      let others = order[limit...]
      var sums = Array(repeating: 0, count: dayCount)
      for other in others { sums = zip(sums, byName[other, default: []]).map { $0 + $1 } }
      order.removeLast(others.count)
      order.append(rest)
      byName[rest] = sums
    }
    guard order.contains(where: { byName[$0, default: []].contains { $0 > 0 } }) else { return nil }
    return DriftMeasure(
      platform: name, kind: kind, categories: order,
      counts: (0..<dayCount).map { day in order.map { byName[$0, default: []][day] } })
  }
}
