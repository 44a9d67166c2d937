/// What is worth knowing of a model: what it was made of and what it reached on held-out rows.
public struct ModelCard: Equatable, Sendable {
  /// How rows are chosen to be held out.
  public enum Split: String, Sendable {
    /// All in turn, in five folds.
    case fiveFolds = "five_folds"
    /// One fifth.
    case oneFifth = "one_fifth"
    /// The latest sixth.
    case latestSixth = "latest_sixth"
  }

  /// The model's version.
  public let version: String
  /// How many rows it learned from.
  public let rows: Int
  /// The labels.
  public let labels: [String]
  /// How many n-grams it knows.
  public let features: Int
  /// How many texts without a label helped.
  public let unlabelledRows: Int
  /// How rows were held out.
  public let split: Split
  /// How many rows were held out.
  public let heldOutRows: Int
  /// The share of held-out rows whose likeliest label was right.
  public let heldOutAccuracy: Double
  /// The share of rows set aside whose likeliest label stays the same when weights are rounded.
  public internal(set) var roundingAgreement = 1.0
  /// What a training row on the wrong side cost.
  public let cost: Double
  /// Whether rows of rare labels cost more for these.
  public let isBalanced: Bool
  /// After how many characters n-grams count half as much as at the head of a text; 0 for never.
  public let headLength: Int
  /// The accuracy that was asked for of answers that are taken.
  public let accuracy: Double
  /// The confidence from which on answers are taken whose label has no threshold of its own.
  public let threshold: Double
  /// The confidence from which on answers are taken, by label.
  public let thresholds: [Double]
  /// The share of held-out rows whose answers are taken.
  public let heldOutCoverage: Double

  init(
    _ model: LinearModel, _ held: Calibration.HeldOut, _ choice: SettingsSearch.Choice,
    options: TrainingOptions, rows: Int, unlabelledRows: Int, split: Split
  ) {
    version = model.version
    self.rows = rows
    self.unlabelledRows = unlabelledRows
    self.split = split
    labels = model.labels
    features = model.featureCount
    heldOutRows = held.labels.count
    let answers = model.calibration.answers(held)
    let right = answers.count { $0.isRight }
    let accepted = answers.count {
      model.isAccepted(label: $0.label, confidence: Double($0.confidence))
    }
    heldOutAccuracy = answers.isEmpty ? 0 : Double(right) / Double(answers.count)
    heldOutCoverage = answers.isEmpty ? 0 : Double(accepted) / Double(answers.count)
    accuracy = options.accuracy
    cost = choice.costs.cost
    isBalanced = choice.costs.isBalanced
    headLength = model.settings.headLength
    threshold = model.threshold
    thresholds = model.labels.indices.map(model.threshold(label:))
  }
}
