/// How rule scores become confidence; fitted on generated texts of two groups of authors together,
/// never on single words.
struct LexiconSettings: Equatable, Sendable {
  /// How fast shares grow with scores.
  var sharpness: Float
  /// The score of the answer "none of them".
  var noneScore: Float
  /// What the platform's own label is worth.
  var hintScore: Float
  /// Scores above it are no surer.
  var highestScore: Float
  /// From which confidence on the lexicon decides without a model.
  var threshold: Double

  /// The settings in use.
  static let standard = LexiconSettings(
    sharpness: 0.9, noneScore: 0.7, hintScore: 1.5, highestScore: 12, threshold: 0.7)
}
