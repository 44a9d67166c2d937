internal import Complaints
internal import Glibc

/// The training texts as features.
struct TrainingFeatures: Sendable {
  /// The n-grams, the most frequent first.
  let keys: [UInt64]
  /// How rare each is: one, and the logarithm of the rows that lack it.
  let rarities: [Float]
  /// The rows.
  let matrix: FeatureMatrix

  init(_ data: TrainingData, rows: [Int32], _ settings: FeatureSettings) throws(AnalysisError) {
    let extractor = FeatureExtractor(settings)
    var counter = VocabularyCounter(extractor)
    counter.count(data.texts, rows: rows)
    let counts = counter.select(settings)
    guard !counts.keys.isEmpty else {
      throw AnalysisError(
        .model, "no character sequence occurs in \(settings.leastRows) rows of the training data")
    }
    keys = counts.keys
    rarities = counts.rows.map { rows in
      Float(log((1 + Double(counter.rowCount)) / (1 + Double(rows))) + 1)
    }
    matrix = FeatureMatrix(
      data.texts, rows: rows, extractor, Vocabulary(keys: keys), weights: rarities)
  }
}
