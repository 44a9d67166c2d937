/// Finds from which confidence on answers of each label are taken, so that a wanted share of all
/// that are taken is right.
///
/// One number, the level, rules all labels: a label's threshold is the lowest confidence from which
/// on its answers, drawn towards what their confidences promise as if `priorRows` more had come
/// true, are right at that level. So labels with many rows set aside are judged by these, others by
/// their confidence. The level is then lowered from the strictest step by step as long as a binomial
/// test on what is taken says at confidence 1 − δ that the accuracy wanted is reached; as the order
/// of the steps is fixed and the first failure ends them, no correction for many tests is due
/// ("fixed sequence testing" in Angelopoulos, Bates, Candès, Jordan and Lei, "Learn then test",
/// 2021; the risk is that of Geifman and El-Yaniv, "Selective classification", 2017). What is
/// tested are answers to which thresholds were applied that did not see them: five blocks in turn.
enum RiskControl {
  /// How many rows a label's answers are taken to be worth before any is seen.
  static let priorRows = 100.0
  /// The share of rows that must be taken for testing to start, and the probability that the test
  /// may err; the second chance is for high accuracies on hard texts.
  private static let starts = [(share: 0.25, error: 0.08), (share: 0.05, error: 0.02)]
  private static let blocks = 5
  private static let levels = (0..<250).map { 0.999 - 0.002 * Double($0) }
  /// The threshold of what is never taken.
  static let never: Float = 1

  /// Thresholds by label, and one for labels without an answer among the rows set aside.
  typealias Thresholds = (labels: [Float], common: Float)

  /// Finds the thresholds; all are one, and nothing is taken, where no level is good enough.
  static func thresholds(_ answers: [Calibration.Answer], labelCount: Int, accuracy: Double)
    -> Thresholds
  {
    let nothing: Thresholds = (Array(repeating: never, count: labelCount), never)
    guard let level = level(answers, labelCount: labelCount, accuracy: accuracy) else {
      return nothing
    }
    return AcceptanceCurves(answers, labelCount: labelCount).thresholds(level)
  }

  /// The lowest level that passes; nil where none does.
  private static func level(_ answers: [Calibration.Answer], labelCount: Int, accuracy: Double)
    -> Double?
  {
    guard !answers.isEmpty else { return nil }
    let counts = taken(answers, labelCount: labelCount)
    for start in starts {
      let least = max(1, Int((Double(answers.count) * start.share).rounded(.up)))
      guard let first = counts.firstIndex(where: { $0.rows >= least }) else { continue }
      var best: Double?
      for index in first..<levels.count {
        let count = counts[index]
        let tail = BinomialTest.tail(misses: count.misses, of: count.rows, rate: 1 - accuracy)
        if tail > start.error { break }
        best = levels[index]
      }
      if let best { return best }
    }
    return nil
  }

  /// How many answers each level takes and how many of them are wrong, each block judged by
  /// thresholds of the others.
  private static func taken(_ answers: [Calibration.Answer], labelCount: Int)
    -> [(rows: Int, misses: Int)]
  {
    var counts = [(rows: Int, misses: Int)](repeating: (0, 0), count: levels.count)
    for block in 0..<blocks {
      let range =
        (answers.count * block / blocks)..<(answers.count * (block + 1) / blocks)
      let curves = AcceptanceCurves(
        Array(answers[..<range.lowerBound] + answers[range.upperBound...]), labelCount: labelCount)
      for (index, level) in levels.enumerated() {
        let thresholds = curves.thresholds(level)
        for answer in answers[range]
        where isTaken(answer.confidence, from: thresholds.labels[answer.label]) {
          counts[index].rows += 1
          if !answer.isRight { counts[index].misses += 1 }
        }
      }
    }
    return counts
  }

  /// Whether a confidence reaches a threshold.
  static func isTaken(_ confidence: Float, from threshold: Float) -> Bool {
    confidence >= threshold && threshold < never
  }
}
