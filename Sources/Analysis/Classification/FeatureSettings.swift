/// How texts become features; stored in the model, so that prediction does as training did.
public struct FeatureSettings: Equatable, Sendable {
  /// The longest character n-gram; the shortest is one character.
  public var longestNGram: Int
  /// In how many rows of the training data an n-gram must occur.
  public var leastRows: Int
  /// How many n-grams are kept at most, the most frequent first.
  public var featureLimit: Int

  /// Makes settings.
  public init(longestNGram: Int = 3, leastRows: Int = 2, featureLimit: Int = 1 << 18) {
    self.longestNGram = longestNGram
    self.leastRows = leastRows
    self.featureLimit = featureLimit
  }
}
