internal import Columns
internal import Complaints
internal import Glibc

/// The model of a usual day, fitted once on the city's total and then used for every class and
/// district.
///
/// A series' expected count is its own level times the factor of the kind of day (each working
/// weekday, Saturday or holiday, Sunday), which the total gives. The level is the mean of the
/// adjusted history with its highest tenth pulled down, so that an earlier surge does not hide the
/// next. The score is the variance-stabilised distance for counts (Anscombe), divided by the
/// series' own overdispersion where it has any; it is roughly normal down to small counts.
struct SurgeSeries: Sendable {
  /// The indices of usable days of history.
  let history: [Int]
  private let factors: [Double]
  private let today: Double

  /// Fits the factors.
  ///
  /// - Parameters:
  ///   - totals: The city's counts, the day looked at last.
  ///   - kinds: For each day, its kind.
  init(totals: [Int], kinds: [Int]) {
    let last = totals.count - 1
    history = (0..<last).filter { totals[$0] > 0 }
    let mean = Double(history.reduce(0) { $0 + totals[$1] }) / Double(max(1, history.count))
    var sums: [Int: (sum: Int, count: Int)] = [:]
    for index in history {
      let known = sums[kinds[index]] ?? (0, 0)
      sums[kinds[index]] = (known.sum + totals[index], known.count + 1)
    }
    func factor(_ kind: Int) -> Double {
      guard let known = sums[kind], known.count >= 2, mean > 0 else { return 1 }
      return max(0.05, Double(known.sum) / Double(known.count) / mean)
    }
    factors = kinds.map(factor)
    today = factors.last ?? 1
  }

  /// What a series would usually have on the last day, and how far it is from that.
  func judge(_ counts: [Int]) -> (expected: Double, score: Double) {
    var adjusted = history.map { Double(counts[$0]) / factors[$0] }.sorted()
    guard !adjusted.isEmpty else { return (0, 0) }
    let ceiling = adjusted[(adjusted.count - 1) * 9 / 10]
    adjusted = adjusted.map { min($0, ceiling) }
    let level = adjusted.reduce(0, +) / Double(adjusted.count)
    let squares = adjusted.reduce(0) { $0 + ($1 - level) * ($1 - level) }
    let variance = squares / Double(max(1, adjusted.count - 1))
    let dispersion = level > 0 ? max(1, variance / level) : 1
    let expected = level * today
    let observed = Double(counts.last ?? 0)
    let distance = 2 * ((observed + 0.375).squareRoot() - (expected + 0.375).squareRoot())
    return (expected, distance / dispersion.squareRoot())
  }
}
