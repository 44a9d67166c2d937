/// How texts become features; stored in the model, so that prediction does as training did.
public struct FeatureSettings: Equatable, Sendable {
  /// The longest character n-gram; the shortest is one character.
  public var longestNGram: Int
  /// In how many rows of the training data an n-gram must occur.
  public var leastRows: Int
  /// How many n-grams are kept at most, the most frequent first.
  public var featureLimit: Int
  /// After how many characters an n-gram counts half as much as at the head of the text; 0 where
  /// all places count alike.
  ///
  /// Title and first sentence say what a complaint is about; what follows tells how it came about,
  /// and who else was asked.
  public var headLength: Int

  /// Makes settings.
  public init(
    longestNGram: Int = 3, leastRows: Int = 2, featureLimit: Int = 1 << 18, headLength: Int = 30
  ) {
    self.longestNGram = longestNGram
    self.leastRows = leastRows
    self.featureLimit = featureLimit
    self.headLength = headLength
  }
}
