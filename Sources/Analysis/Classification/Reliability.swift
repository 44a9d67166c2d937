/// How often answers of a given raw confidence are right: a rising line through a few points.
///
/// The points are equal shares of the held-out rows, pooled where a surer share was less often
/// right (isotonic regression by pool-adjacent-violators), and joined by straight lines.
struct Reliability: Equatable, Sendable {
  /// The raw confidences, ascending.
  let confidences: [Float]
  /// The share of right answers at each, never falling.
  let accuracies: [Float]

  /// How many rows a point stands for, at least.
  private static let leastRows = 60
  /// The most points.
  private static let mostPoints = 40

  init(confidences: [Float], accuracies: [Float]) {
    self.confidences = confidences
    self.accuracies = accuracies
  }

  /// Fits the line to answers.
  init(_ answers: [(confidence: Float, isRight: Bool)]) {
    let sorted = answers.sorted {
      $0.confidence == $1.confidence ? !$0.isRight && $1.isRight : $0.confidence < $1.confidence
    }
    let size = max(Self.leastRows, (sorted.count + Self.mostPoints - 1) / Self.mostPoints)
    var pools: [(confidence: Double, right: Double, rows: Double)] = []
    var start = 0
    while start < sorted.count {
      let end = sorted.count - start < 2 * size ? sorted.count : start + size
      let share = sorted[start..<end]
      pools.append(
        (
          share.reduce(0) { $0 + Double($1.confidence) }, Double(share.count { $0.isRight }),
          Double(share.count)
        ))
      while pools.count > 1, Self.falls(pools[pools.count - 2], pools[pools.count - 1]) {
        let last = pools.removeLast()
        pools[pools.count - 1].confidence += last.confidence
        pools[pools.count - 1].right += last.right
        pools[pools.count - 1].rows += last.rows
      }
      start = end
    }
    confidences = pools.map { Float($0.confidence / $0.rows) }
    accuracies = pools.map { Float(($0.right + 0.5) / ($0.rows + 1)) }
  }

  private static func falls(
    _ left: (confidence: Double, right: Double, rows: Double),
    _ right: (confidence: Double, right: Double, rows: Double)
  ) -> Bool {
    (left.right + 0.5) * (right.rows + 1) >= (right.right + 0.5) * (left.rows + 1)
  }

  /// The share of right answers at a raw confidence.
  func accuracy(at confidence: Float) -> Float {
    guard let first = confidences.first, let last = confidences.last else { return confidence }
    if confidence <= first {
      return first > 0 ? accuracies[0] * confidence / first : accuracies[0]
    }
    let top = accuracies[accuracies.count - 1]
    if confidence >= last {
      // Half of what is missing to certainty is left for the surest, so that order is kept.
      return last < 1 ? top + (1 - top) / 2 * (confidence - last) / (1 - last) : top
    }
    var right = 1
    while confidences[right] < confidence { right += 1 }
    let left = right - 1
    let width = confidences[right] - confidences[left]
    let share = width > 0 ? (confidence - confidences[left]) / width : 1
    return accuracies[left] + (accuracies[right] - accuracies[left]) * share
  }
}
