internal import Columns
internal import Language

/// Turns the texts of a row into n-gram keys and, with a vocabulary, into counted features.
struct FeatureExtractor: Sendable {
  private let normalizer = TextNormalizer(keepsOnlyLettersAndDigits: true)
  private let nGrams: CharacterNGrams
  private let places: PlaceWeights
  /// What the sum of a feature's occurrences is worth, in eighths.
  var values: [Int16] { places.values }

  init(_ settings: FeatureSettings) {
    nGrams = CharacterNGrams(1...settings.longestNGram)
    places = PlaceWeights(headLength: settings.headLength)
  }

  /// Fills `scratch.keys` with the n-grams of a row's fields; none crosses two fields.
  func extractKeys(_ texts: [StringColumn], _ row: Int, into scratch: inout FeatureScratch) {
    scratch.keys.removeAll(keepingCapacity: true)
    scratch.lengths.removeAll(keepingCapacity: true)
    for column in texts {
      append(column, row, via: &scratch.scalars, to: &scratch.keys)
      scratch.lengths.append(scratch.scalars.count)
    }
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
    var next = 0
    var before = 0
    for length in scratch.lengths {
      for size in nGrams.lengths where size <= length {
        for place in before...before &+ length &- size {
          let feature = Int(scratch.numbers[next])
          next &+= 1
          if feature >= 0 { add(feature, place, to: &scratch) }
        }
      }
      before &+= length
    }
  }

  /// What an occurrence behind so many characters adds to a feature's sum.
  @inline(__always)
  func step(at place: Int) -> UInt8 { place < places.steps.count ? places.steps[place] : 1 }

  /// Counts an occurrence of a feature behind so many characters.
  @inline(__always)
  private func add(_ feature: Int, _ place: Int, to scratch: inout FeatureScratch) {
    let count = scratch.counts[feature]
    if count == 0 { scratch.features.append(Int32(truncatingIfNeeded: feature)) }
    let (sum, overflows) = count.addingReportingOverflow(step(at: place))
    scratch.counts[feature] = overflows ? 255 : sum
  }

  /// Sets the counts of a row's features back to zero.
  func clear(_ scratch: inout FeatureScratch) {
    for feature in scratch.features { scratch.counts[Int(feature)] = 0 }
  }
}
