/// A trained classifier of texts: one weight for each character n-gram and label.
///
/// Weights are eight-bit numbers, label next to label, so that scoring a text adds one short row
/// for each of its n-grams; a model that was just trained has those that were learned beside them. The same training data gives the same model on any number of cores.
public struct LinearModel: Sendable {
  /// The labels, in byte order.
  public let labels: [String]
  /// What the model is called in decisions: a hash of its contents.
  public internal(set) var version: String
  /// How many text columns it was trained on.
  public let fieldCount: Int
  /// How texts become features.
  public let settings: FeatureSettings
  /// From which confidence on an answer is taken whose label had too few rows to have a threshold
  /// of its own.
  public var threshold: Double { Double(calibration.commonThreshold) }
  /// The accuracy that was wanted of answers that are taken, when it was trained.
  public var accuracy: Double { (Double(calibration.accuracy) * 1e6).rounded() / 1e6 }
  /// How many n-grams it knows.
  public var featureCount: Int { vocabulary.keys.count }

  /// The rarity of an n-gram, part of a text's norm, and the class of its weights.
  struct Trait: Sendable {
    let rarity: Float
    let rowClass: UInt32
  }

  let vocabulary: Vocabulary
  let extractor: FeatureExtractor
  /// What scoring needs to know of each n-gram beside its weights.
  let traits: [Trait]
  /// One row for each n-gram: its weights, rarity included.
  let weights: WeightTable
  /// What one step of a weight is worth, by label.
  let scales: [Float]
  let calibration: Calibration
  /// The weights before they were rounded; nil in a model from a file.
  let exactWeights: ExactWeights?

  /// Makes a model of what was learned.
  init(
    labels: [String], fieldCount: Int, settings: FeatureSettings, keys: [UInt64],
    rarities: [Float], weights: ExactWeights, calibration: Calibration
  ) {
    self.init(
      labels: labels, fieldCount: fieldCount, settings: settings, keys: keys, rarities: rarities,
      weights: weights.rounded(), scales: weights.scales(), calibration: calibration, version: "",
      exactWeights: weights)
  }

  /// Makes a model of its parts.
  init(
    labels: [String], fieldCount: Int, settings: FeatureSettings, keys: [UInt64],
    rarities: [Float], weights: WeightTable, scales: [Float], calibration: Calibration,
    version: String, exactWeights: ExactWeights? = nil
  ) {
    precondition(weights.featureCount == keys.count, "a row of weights for each n-gram")
    self.labels = labels
    self.fieldCount = fieldCount
    self.settings = settings
    vocabulary = Vocabulary(keys: keys)
    extractor = FeatureExtractor(settings)
    traits = zip(rarities, weights.classes).map { Trait(rarity: $0, rowClass: UInt32($1)) }
    self.weights = weights
    self.scales = scales
    self.calibration = calibration
    self.version = version
    self.exactWeights = exactWeights
  }
}
