internal import Glibc

/// What a count would usually be: the mean of comparable days, and how far it usually strays.
package struct ExpectedRange: Equatable, Sendable {
  /// The expected count.
  package let mean: Double
  /// The lower end of the usual.
  package let low: Double
  /// The upper end of the usual.
  package let high: Double

  /// The expected ranges of a series' days.
  ///
  /// A day's mean is that of its comparable days. The width is twice the series' own robust
  /// relative spread around such means, but never less than chance alone makes (Poisson).
  ///
  /// - Parameters:
  ///   - counts: The counts by day.
  ///   - comparable: For each day, the indices of its comparable days.
  /// - Returns: For each day a range, nil where it has fewer than two comparable days.
  package static func ranges(_ counts: [Int], comparable: [[Int]]) -> [ExpectedRange?] {
    let means: [Double?] = comparable.map { days in
      days.count < 2 ? nil : Double(days.reduce(0) { $0 + counts[$1] }) / Double(days.count)
    }
    var deviations: [Double] = []
    for (count, mean) in zip(counts, means) {
      if let mean, mean > 0 { deviations.append(abs(Double(count) / mean - 1)) }
    }
    deviations.sort()
    let spread = deviations.isEmpty ? 0 : 1.4826 * deviations[deviations.count / 2]
    return means.map { mean in
      guard let mean else { return nil }
      let width = 2 * max(mean * spread, mean.squareRoot())
      return ExpectedRange(mean: mean, low: max(0, mean - width), high: mean + width)
    }
  }
}
