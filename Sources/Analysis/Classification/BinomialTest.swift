internal import Glibc

/// What a number of misses in so many answers says of the rate of misses.
enum BinomialTest {
  /// The probability of so few misses or fewer, were each answer a miss with probability `rate`.
  ///
  /// Where it is below *δ*, the rate of misses is below `rate` at the confidence 1 − *δ*: the bound
  /// of Clopper and Pearson (1934), turned around.
  ///
  /// - Complexity: O(misses).
  static func tail(misses: Int, of count: Int, rate: Double) -> Double {
    precondition(misses >= 0 && misses <= count, "no more misses than answers")
    if misses == count || rate <= 0 { return 1 }
    if rate >= 1 { return 0 }
    // Around the mean and above it the sum from the last term is not worth its care.
    if Double(misses) >= rate * Double(count) + 8 * (Double(count) * rate).squareRoot() + 8 {
      return 1
    }
    let (n, k) = (Double(count), Double(misses))
    var term = exp(
      lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(rate) + (n - k) * log1p(-rate))
    var sum = 0.0
    var index = k
    while index >= 0 {
      sum += term
      term *= index * (1 - rate) / ((n - index + 1) * rate)
      index -= 1
    }
    return min(sum, 1)
  }

  /// Wilson's interval (1927) of a share, at nineteen in twenty; nil for no trials.
  static func interval(_ hits: Int, of count: Int) -> ClosedRange<Double>? {
    guard count > 0 else { return nil }
    let z = 1.959963984540054
    let (n, share) = (Double(count), Double(hits) / Double(count))
    let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    let spread =
      z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, middle - spread)...min(1, middle + spread)
  }
}
