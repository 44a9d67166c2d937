internal import Columns
internal import Glibc
internal import Language

/// Turns the texts of a row into n-gram keys and, with a vocabulary, into counted features.
struct FeatureExtractor: Sendable {
  private let normalizer = TextNormalizer(keepsOnlyLettersAndDigits: true)
  private let nGrams: CharacterNGrams

  init(_ settings: FeatureSettings) { nGrams = CharacterNGrams(1...settings.longestNGram) }

  /// Fills `scratch.keys` with the n-grams of a row's fields; none crosses two fields.
  func extractKeys(_ texts: [StringColumn], _ row: Int, into scratch: inout FeatureScratch) {
    scratch.keys.removeAll(keepingCapacity: true)
    for column in texts { append(column, row, via: &scratch.scalars, to: &scratch.keys) }
  }

  private func append(
    _ column: StringColumn, _ row: Int, via scalars: inout [UInt32], to keys: inout [UInt64]
  ) {
    scalars.removeAll(keepingCapacity: true)
    normalizer.append(column.bytes.span.extracting(column.range(row)), to: &scalars)
    nGrams.appendKeys(of: scalars.span, to: &keys)
  }

  /// Fills `scratch.features` and `scratch.counts` with what a vocabulary knows of a row.
  ///
  /// `scratch.counts` must be zero, and is again after `clear`.
  func extract(
    _ texts: [StringColumn], _ row: Int, _ vocabulary: Vocabulary,
    into scratch: inout FeatureScratch
  ) {
    extractKeys(texts, row, into: &scratch)
    if scratch.counts.count != vocabulary.keys.count {
      scratch.counts = [UInt8](repeating: 0, count: vocabulary.keys.count)
    }
    scratch.features.removeAll(keepingCapacity: true)
    vocabulary.find(scratch.keys, &scratch.numbers)
    for index in scratch.keys.indices {
      let feature = Int(scratch.numbers[index])
      if feature < 0 { continue }
      let count = scratch.counts[feature]
      if count == 0 { scratch.features.append(Int32(truncatingIfNeeded: feature)) }
      if count < 255 { scratch.counts[feature] = count &+ 1 }
    }
  }

  /// Sets the counts of a row's features back to zero.
  func clear(_ scratch: inout FeatureScratch) {
    for feature in scratch.features { scratch.counts[Int(feature)] = 0 }
  }

  /// What an n-gram that occurs so often counts, in eighths: 1 + ln(count).
  static let eighths: [Int16] = (0...255).map { count in
    count == 0 ? 0 : Int16((8 * (1 + log(Double(count)))).rounded())
  }
}
