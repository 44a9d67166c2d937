/// How rule scores become confidence; fitted on generated texts of two groups of authors together,
/// never on single words.
struct LexiconSettings: Equatable, Sendable {
  /// How fast shares grow with scores.
  var sharpness: Float
  /// The score of the answer "none of them".
  var noneScore: Float
  /// How much faster than its absence a word of a rule says its class.
  var wordRatio: Float
  /// What the evidence of single words is worth beside rules.
  var wordScale: Float
  /// What a rule about a group of leaves is worth to each leaf that is in question.
  var groupScale: Float
  /// What the platform's own label is worth.
  var hintScore: Float
  /// Scores above it are no surer.
  var highestScore: Float
  /// From which confidence on the lexicon decides without a model.
  var threshold: Double

  /// The settings in use.
  static let standard = LexiconSettings(
    sharpness: 0.6, noneScore: 2, wordRatio: 512, wordScale: 0.3, groupScale: 0.5,
    hintScore: 1.5, highestScore: 14, threshold: 0.7)
}
