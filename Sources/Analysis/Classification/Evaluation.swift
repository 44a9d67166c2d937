public import Columns
internal import Glibc

/// How good a model's answers are on labelled rows.
public struct Evaluation: Equatable, Sendable {
  /// How many rows had a label.
  public let rows: Int
  /// How many labels the rows and the model have together.
  public let labels: Int
  /// The share of rows whose likeliest label is right.
  public let top1: Double
  /// The share of rows with the right label among the three likeliest.
  public let top3: Double
  /// The F1 measure, averaged over the labels of rows and answers.
  public let macroF1: Double
  /// The F1 measure, averaged over rows.
  public let weightedF1: Double
  /// The expected calibration error over fifteen bins of equal width.
  public let expectedCalibrationError: Double
  /// What is reached when only the surest answers are taken, in steps of one hundredth.
  public let coverage: [CoveragePoint]
  /// Rows, right answers and F1 of each label, in byte order.
  public let byLabel: [LabelScore]

  /// The accuracy of the surest answers.
  public struct CoveragePoint: Equatable, Sendable {
    /// The confidence of the least sure answer taken.
    public let threshold: Double
    /// The share of rows taken.
    public let coverage: Double
    /// The share of right answers among them.
    public let accuracy: Double
  }

  /// How well one label is found.
  public struct LabelScore: Equatable, Sendable {
    /// The label.
    public let label: String
    /// How many rows have it.
    public let rows: Int
    /// How many answers named it.
    public let answers: Int
    /// How many answers named it rightly.
    public let right: Int
    /// The harmonic mean of precision and recall.
    public var f1: Double { rows + answers == 0 ? 0 : 2 * Double(right) / Double(rows + answers) }
  }

  /// Measures answers against labels.
  ///
  /// - Parameters:
  ///   - predictions: At least three labels for each row, or all there are.
  ///   - names: The model's labels.
  ///   - truth: The right labels; rows without one are passed over.
  public init(_ predictions: Predictions, names: [String], truth: StringColumn) {
    var counts: [String: (rows: Int, answers: Int, right: Int)] = [:]
    var answers: [(confidence: Double, isRight: Bool)] = []
    var amongThree = 0
    for row in 0..<predictions.count where !truth.range(row).isEmpty {
      let right = truth.text(row)
      let ranked = (0..<min(3, predictions.width)).map { names[predictions.label(row, rank: $0)] }
      let isRight = ranked[0] == right
      counts[right, default: (0, 0, 0)].rows += 1
      counts[ranked[0], default: (0, 0, 0)].answers += 1
      if isRight { counts[right, default: (0, 0, 0)].right += 1 }
      if ranked.contains(right) { amongThree += 1 }
      answers.append((predictions.confidence(row), isRight))
    }
    rows = answers.count
    labels = Set(counts.keys).union(names).count
    byLabel = counts.map {
      LabelScore(
        label: $0.key, rows: $0.value.rows, answers: $0.value.answers, right: $0.value.right)
    }.sorted { Array($0.label.utf8).lexicographicallyPrecedes(Array($1.label.utf8)) }
    let count = Double(max(rows, 1))
    top1 = Double(answers.count { $0.isRight }) / count
    top3 = Double(amongThree) / count
    macroF1 = byLabel.map(\.f1).reduce(0, +) / Double(max(byLabel.count, 1))
    weightedF1 = byLabel.map { $0.f1 * Double($0.rows) }.reduce(0, +) / count
    expectedCalibrationError = Self.calibrationError(answers)
    coverage = Self.coverage(answers)
  }

  private static func calibrationError(_ answers: [(confidence: Double, isRight: Bool)]) -> Double {
    var bins = [(confidence: Double, right: Double)](repeating: (0, 0), count: 15)
    for answer in answers {
      let bin = min(14, max(0, Int(answer.confidence * 15)))
      bins[bin].confidence += answer.confidence
      bins[bin].right += answer.isRight ? 1 : 0
    }
    let gaps = bins.map { abs($0.confidence - $0.right) }
    return gaps.reduce(0, +) / Double(max(answers.count, 1))
  }

  private static func coverage(_ answers: [(confidence: Double, isRight: Bool)]) -> [CoveragePoint]
  {
    guard !answers.isEmpty else { return [] }
    let order = answers.indices.sorted {
      answers[$0].confidence == answers[$1].confidence
        ? $0 < $1 : answers[$0].confidence > answers[$1].confidence
    }
    var right = [0]
    for index in order { right.append(right[right.count - 1] + (answers[index].isRight ? 1 : 0)) }
    return (1...100).map { percent in
      let taken = max(1, (answers.count * percent + 99) / 100)
      return CoveragePoint(
        threshold: answers[order[taken - 1]].confidence,
        coverage: Double(taken) / Double(answers.count),
        accuracy: Double(right[taken]) / Double(taken))
    }
  }
}
