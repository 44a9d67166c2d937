/// How a model is trained.
public struct TrainingOptions: Sendable {
  /// How texts become features.
  public var features: FeatureSettings
  /// What a training row on the wrong side costs; larger fits closer.
  public var cost: Double
  /// The accuracy that answers above the threshold must have on held-out rows.
  public var accuracy: Double

  /// Makes options; the defaults are those that measured best.
  public init(
    features: FeatureSettings = FeatureSettings(), cost: Double = 2, accuracy: Double = 0.95
  ) {
    self.features = features
    self.cost = cost
    self.accuracy = accuracy
  }
}
