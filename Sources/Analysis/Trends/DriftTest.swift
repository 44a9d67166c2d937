/// Tells whether measures moved in the last seven days, against what chance does.
///
/// Days of one weekday are exchanged between the weeks at random, so that what days differ by of
/// themselves (weekdays, one office's bad day, a letter copied fifty times) counts as chance. The
/// share of exchanges that lie at least as far apart is the chance; drawing ends early where it is
/// clearly large. Chances of all measures together are held down by Holm's procedure, those of the
/// categories of one measure by the greatest of all (Westfall and Young 1993; sequential drawing:
/// Besag and Clifford 1991). Seeds come of the measures' names: the same counts, the same findings.
public struct DriftTest: Sendable {
  /// From which chance on, all measures taken together, nothing is said.
  public let level: Double
  /// How often days are exchanged at most.
  public let draws: Int
  /// How far beyond the usual distance a strong finding lies.
  public let leastExcess: Double
  /// How many must have been counted in the last seven days, and before.
  public let leastCounts: (now: Int, before: Int)

  /// After so many draws as far apart as the last week, a chance is known well enough.
  private static let enough = 24
  /// How many draws tell the usual distance.
  private static let usualDraws = 99

  /// Makes a test.
  public init(
    level: Double = 0.01, draws: Int = 9_999, leastExcess: Double = 0.01,
    leastCounts: (now: Int, before: Int) = (60, 180)
  ) {
    self.level = level
    self.draws = draws
    self.leastExcess = leastExcess
    self.leastCounts = leastCounts
  }

  /// One finding for each measure that has enough counts, in their order.
  ///
  /// - Complexity: O(*d* · *c*) for *d* draws and *c* categories of each measure.
  public func findings(_ measures: [DriftMeasure]) -> [DriftFinding] {
    let judged = measures.filter(isCountable)
    var chances: [Double] = []
    var usual: [Double] = []
    for measure in judged {
      let result = chance(of: measure)
      chances.append(result.chance)
      usual.append(result.usual)
    }
    let adjusted = Self.holm(chances)
    return judged.indices.map { finding(judged[$0], chance: adjusted[$0], usual: usual[$0]) }
  }

  private func isCountable(_ measure: DriftMeasure) -> Bool {
    let now = DriftSplit(measure).now.reduce(0, +)
    return now >= leastCounts.now && measure.totals.reduce(0, +) - now >= leastCounts.before
  }

  private func finding(_ measure: DriftMeasure, chance: Double, usual: Double) -> DriftFinding {
    let split = DriftSplit(measure)
    let distance = split.distance
    let isSure = chance <= level
    return DriftFinding(
      platform: measure.platform, kind: measure.kind, nowCount: split.now.reduce(0, +),
      beforeCount: split.before.reduce(0, +), distance: distance, usualDistance: usual,
      chance: chance, isStrong: isSure && distance - usual >= leastExcess,
      movers: isSure ? movers(of: measure, split) : [], means: split.means)
  }

  // MARK: - Chances

  private func chance(of measure: DriftMeasure) -> (chance: Double, usual: Double) {
    var split = DriftSplit(measure)
    let seen = split.distance
    var random = DriftRandom(seed: "\(measure.platform)\u{0}\(measure.kind.rawValue)")
    var distances: [Double] = []
    var reached = 0
    var drawn = 0
    while drawn < draws && (reached < Self.enough || drawn < Self.usualDraws) {
      split.exchange(&random)
      let distance = split.distance
      if drawn < Self.usualDraws { distances.append(distance) }
      drawn += 1
      // Equal counts may differ in the last bit by the order of sums.
      if distance >= seen - 1e-12 { reached += 1 }
    }
    distances.sort()
    return (Double(reached + 1) / Double(drawn + 1), distances[distances.count / 2])
  }

  /// Chances that hold for all together: Holm 1979.
  static func holm(_ chances: [Double]) -> [Double] {
    var adjusted = chances
    var least = 0.0
    let order = chances.indices.sorted { (chances[$0], $0) < (chances[$1], $1) }
    for (place, index) in order.enumerated() {
      least = max(least, min(1, chances[index] * Double(chances.count - place)))
      adjusted[index] = least
    }
    return adjusted
  }

  // MARK: - What moved

  /// The categories that moved further than any does by chance.
  private func movers(of measure: DriftMeasure, _ seen: DriftSplit) -> [DriftFinding.Mover] {
    if measure.kind.isOrdered { return [] }
    let scores = seen.scores
    var reached = [Int](repeating: 0, count: scores.count)
    var split = seen
    var random = DriftRandom(seed: "\(measure.platform)\u{0}\(measure.kind.rawValue)\u{0}movers")
    let draws = min(draws, 1_999)
    for _ in 0..<draws {
      split.exchange(&random)
      let greatest = split.scores.map(abs).max() ?? 0
      for index in scores.indices where greatest >= abs(scores[index]) - 1e-12 {
        reached[index] += 1
      }
    }
    let shares = seen.shares
    return scores.indices.compactMap { index -> DriftFinding.Mover? in
      let chance = Double(reached[index] + 1) / Double(draws + 1)
      guard chance <= max(level, 0.05) else { return nil }
      return DriftFinding.Mover(
        category: measure.categories[index], before: shares[index].before, now: shares[index].now,
        sinceDay: Self.changeDay(of: index, in: measure), chance: chance)
    }.sorted { a, b in
      (a.chance, -abs(a.now - a.before), a.category)
        < (b.chance, -abs(b.now - b.before), b.category)
    }
  }

  /// The day from which on a category's share was different: where the cumulated distance from its
  /// mean is greatest (Page 1954).
  static func changeDay(of category: Int, in measure: DriftMeasure) -> Int {
    let totals = measure.counts.map { $0.reduce(0, +) }
    let all = totals.reduce(0, +)
    let mean = Double(measure.totals[category]) / Double(max(all, 1))
    var sum = 0.0
    var greatest = 0.0
    var day = 0
    for index in measure.counts.indices.dropLast() {
      sum += Double(measure.counts[index][category]) - mean * Double(totals[index])
      if abs(sum) > greatest {
        greatest = abs(sum)
        day = index + 1
      }
    }
    return day
  }
}
