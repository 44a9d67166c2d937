internal import Glibc

/// The days of a measure, parted into seven that count as now, one of each weekday, and the rest.
struct DriftSplit {
  private let measure: DriftMeasure
  private let totals: [Int]
  /// The counts of the days that count as now.
  private(set) var now: [Int]

  /// Parts off the last seven days.
  init(_ measure: DriftMeasure) {
    self.measure = measure
    totals = measure.totals
    now = Array(repeating: 0, count: totals.count)
    for day in measure.counts.suffix(7) { add(day) }
  }

  /// The counts of the other days.
  var before: [Int] { totals.indices.map { totals[$0] - now[$0] } }

  /// Draws another seven days, each from any week.
  mutating func exchange(_ random: inout DriftRandom) {
    for index in now.indices { now[index] = 0 }
    for weekday in 0..<7 {
      add(measure.counts[random.below(measure.weekCount) * 7 + weekday])
    }
  }

  private mutating func add(_ day: [Int]) {
    for index in day.indices { now[index] += day[index] }
  }

  /// How far the two parts lie apart, from 0 to 1.
  var distance: Double {
    let nowAll = Double(max(now.reduce(0, +), 1))
    let beforeAll = Double(max(totals.reduce(0, +) - now.reduce(0, +), 1))
    if measure.kind.isOrdered {
      var (a, b, greatest) = (0.0, 0.0, 0.0)
      for index in now.indices {
        a += Double(now[index]) / nowAll
        b += Double(totals[index] - now[index]) / beforeAll
        greatest = max(greatest, abs(a - b))
      }
      return greatest
    }
    var sum = 0.0
    for index in now.indices {
      let p = Double(now[index]) / nowAll
      let q = Double(totals[index] - now[index]) / beforeAll
      let middle = (p + q) / 2
      if p > 0 { sum += p * log2(p / middle) / 2 }
      if q > 0 { sum += q * log2(q / middle) / 2 }
    }
    return max(0, sum)
  }

  /// Each category's share before and now.
  var shares: [(before: Double, now: Double)] {
    let nowAll = Double(max(now.reduce(0, +), 1))
    let beforeAll = Double(max(totals.reduce(0, +) - now.reduce(0, +), 1))
    return now.indices.map {
      (Double(totals[$0] - now[$0]) / beforeAll, Double(now[$0]) / nowAll)
    }
  }

  /// By how many standard deviations of a binomial each category's share differs.
  var scores: [Double] {
    let nowAll = Double(max(now.reduce(0, +), 1))
    let beforeAll = Double(max(totals.reduce(0, +) - now.reduce(0, +), 1))
    return now.indices.map { index in
      let all = Double(totals[index]) / (nowAll + beforeAll)
      let deviation = (max(all * (1 - all), 1e-9) * (1 / nowAll + 1 / beforeAll)).squareRoot()
      return (Double(now[index]) / nowAll - Double(totals[index] - now[index]) / beforeAll)
        / deviation
    }
  }

  /// The mean step of an ordered kind, before and now, from 0 to 1.
  var means: (before: Double, now: Double)? {
    guard measure.kind.isOrdered, now.count > 1 else { return nil }
    var sums = (before: 0.0, now: 0.0)
    for (index, share) in shares.enumerated() {
      let step = (Double(index) + 0.5) / Double(now.count)
      sums.before += share.before * step
      sums.now += share.now * step
    }
    return sums
  }
}
