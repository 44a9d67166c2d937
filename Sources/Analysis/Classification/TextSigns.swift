/// What a text shows, before any label is considered, of how far a model can be believed on it.
struct TextSigns: Equatable, Sendable {
  /// The share of the text's n-grams that the model does not know.
  let unknownShare: Float
  /// How many n-grams the text has, repeated ones counted.
  let nGramCount: Int

  /// The signs of a text.
  ///
  /// - Parameters:
  ///   - known: How many of its n-grams are known, repeated ones counted.
  ///   - count: How many n-grams it has.
  init(known: Int, of count: Int) {
    nGramCount = count
    unknownShare = count > 0 ? max(0, 1 - Float(known) / Float(count)) : 1
  }
}
