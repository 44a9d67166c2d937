internal import Columns
internal import Complaints
internal import Glibc
internal import Parallel

/// The n-grams worth knowing of the training texts.
struct TrainingFeatures: Sendable {
  /// The n-grams, the most frequent first.
  let keys: [UInt64]
  /// How rare each is: one, and the logarithm of the rows that lack it.
  let rarities: [Float]
  /// The n-grams with their numbers.
  let vocabulary: Vocabulary
  /// How many entries a matrix of all rows has at most.
  let entryLimit: Int

  init(
    _ data: TrainingData, rows: [Int32], unlabelled: [StringColumn], _ settings: FeatureSettings
  ) throws(AnalysisError) {
    let extractor = FeatureExtractor(settings)
    var counter = VocabularyCounter(extractor)
    counter.count(data.texts, rows: rows)
    let counts = counter.select(settings)
    guard !counts.keys.isEmpty else {
      throw AnalysisError(
        .model, "no character sequence occurs in \(settings.leastRows) rows of the training data")
    }
    keys = counts.keys
    vocabulary = Vocabulary(keys: keys)
    let others = unlabelled.first?.count ?? 0
    let more = Self.count(unlabelled, rows: others, extractor, vocabulary)
    let rowCount = Double(counter.rowCount + others)
    rarities = zip(counts.rows, more).map { Float(log((1 + rowCount) / Double(1 + $0 + $1)) + 1) }
    entryLimit = counter.occurrences
  }

  /// In how many rows of other texts each n-gram of a vocabulary occurs.
  private static func count(
    _ texts: [StringColumn], rows: Int, _ extractor: FeatureExtractor, _ vocabulary: Vocabulary
  ) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: vocabulary.keys.count)
    let chunks = Parallel.ranges(rows, of: chunkRows)
    for group in Parallel.ranges(chunks.count, of: chunksAtOnce) {
      let parts = Parallel.map(chunks: group.count) { index in
        var scratch = FeatureScratch()
        var part = [UInt32](repeating: 0, count: vocabulary.keys.count)
        for row in chunks[group.lowerBound + index] {
          extractor.extract(texts, row, vocabulary, into: &scratch)
          for feature in scratch.features { part[Int(feature)] += 1 }
          extractor.clear(&scratch)
        }
        return part
      }
      for part in parts { for feature in counts.indices { counts[feature] += part[feature] } }
    }
    return counts
  }

  private static let chunkRows = 4096
  private static let chunksAtOnce = 8
}
