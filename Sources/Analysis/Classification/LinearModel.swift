/// A trained classifier of texts: one weight for each character n-gram and label.
///
/// Weights are eight-bit numbers, label next to label, so that scoring a text adds one short row
/// for each of its n-grams. The same training data gives the same model on any number of cores.
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
  /// How many n-grams it knows.
  public var featureCount: Int { vocabulary.keys.count }

  let vocabulary: Vocabulary
  let extractor: FeatureExtractor
  /// The rarity of each n-gram, part of a text's norm.
  let rarities: [Float]
  /// One row for each n-gram, `stride` wide: its weights, rarity included.
  let weights: [Int8]
  /// What one step of a weight is worth, by label.
  let scales: [Float]
  let calibration: Calibration
  /// How many weights a row holds: the labels, rounded up to sixteen.
  let stride: Int

  init(
    labels: [String], fieldCount: Int, settings: FeatureSettings, keys: [UInt64],
    rarities: [Float], weights: [Int8], scales: [Float],
    calibration: Calibration, version: String
  ) {
    self.labels = labels
    self.fieldCount = fieldCount
    self.settings = settings
    vocabulary = Vocabulary(keys: keys)
    extractor = FeatureExtractor(settings)
    self.rarities = rarities
    self.weights = weights
    self.scales = scales
    self.calibration = calibration
    self.version = version
    stride = Self.stride(for: labels.count)
    precondition(weights.count == keys.count * stride, "a row of weights for each n-gram")
  }

  static func stride(for labelCount: Int) -> Int { (labelCount + 15) / 16 * 16 }
}
