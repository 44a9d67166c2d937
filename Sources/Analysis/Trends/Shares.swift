internal import Glibc

/// Shares and rates as they are printed.
package enum Shares {
  /// The shares of parts in tenths of a per cent, by the method of largest remainders, so that they
  /// sum to exactly 1000; all zero when the parts are.
  package static func perMille(_ parts: [Int]) -> [Int] {
    let total = parts.reduce(0, +)
    guard total > 0 else { return parts.map { _ in 0 } }
    var shares = parts.map { $0 * 1000 / total }
    let order = parts.indices.sorted {
      let left = parts[$0] * 1000 % total
      let right = parts[$1] * 1000 % total
      return left != right ? left > right : $0 < $1
    }
    for index in order.prefix(1000 - shares.reduce(0, +)) { shares[index] += 1 }
    return shares
  }

  /// The 95 % interval of a rate by Wilson's score, in per cent.
  package static func wilson(_ successes: Int, of trials: Int) -> (low: Double, high: Double) {
    guard trials > 0 else { return (0, 100) }
    let z = 1.959964
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let width = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return (max(0, centre - width) * 100, min(1, centre + width) * 100)
  }
}
