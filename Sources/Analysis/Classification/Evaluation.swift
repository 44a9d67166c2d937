public import Columns

/// How good answers are on labelled rows.
public struct Evaluation: Sendable {
  /// How many rows had a label.
  public let rows: Int
  /// How many labels the rows and the model have together.
  public let labels: Int
  /// How many rows' likeliest label is right.
  public let right: Int
  /// How many rows have the right label among the three likeliest.
  public let amongThree: Int
  /// How many answers are sure enough to be taken, and how many of these are right.
  public let taken: Tally
  /// What is reached when only the surest answers are taken, in steps of one hundredth.
  public let coverage: [CoveragePoint]
  /// How right answers of like confidence are: fifteen bins of equal width.
  public let bins: [Bin]
  /// Rows, right answers and F1 of each label, in byte order.
  public let byLabel: [LabelScore]
  /// Which label was answered how often where which was right, the most frequent first.
  public let confusions: [Confusion]
  /// The sets for people; nil where none were made.
  public let sets: SetScore?
  /// Every row that has a label, in order.
  let outcomes: [Outcome]

  /// All rows, and how many of their likeliest labels are right.
  public var all: Tally { Tally(rows: rows, right: right) }
  /// The share of rows whose likeliest label is right.
  public var top1: Double { share(right) }
  /// The share of rows with the right label among the three likeliest.
  public var top3: Double { share(amongThree) }
  /// The F1 measure, averaged over the labels of rows and answers.
  public var macroF1: Double {
    byLabel.map(\.f1).reduce(0, +) / Double(max(byLabel.count, 1))
  }
  /// The F1 measure, averaged over rows.
  public var weightedF1: Double {
    byLabel.map { $0.f1 * Double($0.rows) }.reduce(0, +) / Double(max(rows, 1))
  }
  /// The expected calibration error over the bins.
  public var expectedCalibrationError: Double {
    bins.map { abs($0.confidenceSum - Double($0.right)) }.reduce(0, +) / Double(max(rows, 1))
  }

  /// What became of a row.
  struct Outcome: Sendable {
    /// The row in the input.
    let row: Int
    /// The right label and the likeliest, as positions in the labels met.
    let truth: Int
    let answer: Int
    let confidence: Double
    let isTaken: Bool
    var isRight: Bool { truth == answer }
  }

  private func share(_ count: Int) -> Double { Double(count) / Double(max(rows, 1)) }

  /// Measures answers against labels.
  ///
  /// - Parameters:
  ///   - predictions: At least three labels for each row, or all there are; with the sizes of sets
  ///     where sets are to be measured.
  ///   - names: The model's labels.
  ///   - truth: The right labels; rows without one are passed over.
  ///   - isTaken: Whether an answer needs no person, by its position in `names` and its confidence;
  ///     nil where no answer is taken.
  public init(
    _ predictions: Predictions, names: [String], truth: StringColumn,
    isTaken: ((Int, Double) -> Bool)? = nil
  ) {
    var known = names
    var numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var outcomes: [Outcome] = []
    var amongThree = 0
    var sets = SetCounter(hasSets: !predictions.setSizes.isEmpty)
    for row in 0..<predictions.count where !truth.range(row).isEmpty {
      let name = truth.text(row)
      let number = numbers[name] ?? known.count
      if number == known.count {
        known.append(name)
        numbers[name] = number
      }
      let rank = (0..<predictions.width).first { predictions.label(row, rank: $0) == number }
      if let rank, rank < 3 { amongThree += 1 }
      let answer = predictions.label(row)
      let confidence = predictions.confidence(row)
      let outcome = Outcome(
        row: row, truth: number, answer: answer, confidence: confidence,
        isTaken: isTaken?(answer, confidence) ?? false)
      outcomes.append(outcome)
      sets.count(row, rank: rank, isTaken: outcome.isTaken, predictions)
    }
    self.outcomes = outcomes
    self.amongThree = amongThree
    self.sets = sets.score
    rows = outcomes.count
    labels = known.count
    right = outcomes.count { $0.isRight }
    taken = Tally(outcomes.filter(\.isTaken))
    byLabel = Self.scores(outcomes, known)
    confusions = Self.confusions(outcomes, known)
    bins = Self.bins(outcomes)
    coverage = Self.coverage(outcomes)
  }
}
