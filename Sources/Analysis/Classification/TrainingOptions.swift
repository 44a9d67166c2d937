public import Columns

/// How a model is trained.
public struct TrainingOptions: Sendable {
  /// How texts become features.
  public var features: FeatureSettings
  /// What a training row on the wrong side may cost, ascending; larger fits closer.
  ///
  /// Of several, the one that does best on held-out rows is taken.
  public var costs: [Double]
  /// After how many characters an n-gram counts half as much as at the head of a text; 0 for never.
  ///
  /// Of several, the one that does best on held-out rows is taken.
  public var headLengths = [30, 0]
  /// Whether rows of rare labels may cost more, if that does better on held-out rows.
  public var balances = true
  /// The accuracy that answers above the threshold must have on held-out rows.
  public var accuracy: Double

  /// More texts of the same columns as the training data, without labels; empty for none.
  ///
  /// They tell how rare each n-gram is where the model will be used. Labels are not guessed for
  /// them: on texts of another year that cost two points of macro-F1.
  public var unlabelled: [StringColumn] = []

  /// Makes options; the defaults are those that measured best.
  public init(
    features: FeatureSettings = FeatureSettings(), costs: [Double] = [0.25, 0.5, 1, 2, 4],
    accuracy: Double = 0.95
  ) {
    self.features = features
    precondition(!costs.isEmpty, "a cost at least")
    self.costs = costs
    self.accuracy = accuracy
  }
}
