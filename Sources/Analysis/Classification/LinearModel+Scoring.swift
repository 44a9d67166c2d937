internal import Columns

extension LinearModel {
  /// Buffers that one thread reuses from text to text.
  struct Scratch {
    var features = FeatureScratch()
    /// Sums that may not overflow yet, by label.
    var narrow: [Int16]
    /// The sums so far, by label.
    var wide: [Int32]
    /// The probability of each label.
    var probabilities: [Float]

    init(_ model: LinearModel) {
      narrow = Array(repeating: 0, count: model.stride)
      wide = Array(repeating: 0, count: model.stride)
      probabilities = Array(repeating: 0, count: model.labels.count)
    }
  }

  /// As many eighths as sixteen bits hold of the largest weight.
  private static let narrowLimit = 256

  /// Fills `scratch.probabilities` for a row, and tells how many of its n-grams are known.
  @discardableResult
  func score(_ texts: [StringColumn], _ row: Int, into scratch: inout Scratch) -> Int {
    extractor.extract(texts, row, vocabulary, into: &scratch.features)
    for label in 0..<stride { scratch.wide[label] = 0 }
    let square = sum(into: &scratch)
    let norm: Float = square > 0 ? 1 / square.squareRoot() : 0
    for label in labels.indices {
      scratch.probabilities[label] = Float(scratch.wide[label]) * scales[label] * norm
    }
    calibration.makeProbabilities(of: &scratch.probabilities)
    let known = scratch.features.features.count
    extractor.clear(&scratch.features)
    return known
  }

  /// Adds up the weights of a text's features into `scratch.wide`; returns the squared norm.
  private func sum(into scratch: inout Scratch) -> Float {
    let stride = stride
    var square: Float = 0
    var room = Self.narrowLimit
    let features = scratch.features.features
    let counts = scratch.features.counts
    scratch.narrow.withUnsafeMutableBufferPointer { narrow in
      scratch.wide.withUnsafeMutableBufferPointer { wide in
        weights.withUnsafeBufferPointer { weights in
          for label in 0..<stride { narrow[label] = 0 }
          for feature in features {
            let factor = FeatureExtractor.eighths[Int(counts[Int(feature)])]
            let value = Float(factor) * rarities[Int(feature)]
            square += value * value
            room &-= Int(factor)
            if room < 0 {
              Self.widen(narrow, into: wide)
              room = Self.narrowLimit &- Int(factor)
            }
            // SAFETY: features are below the vocabulary's count, and there are stride weights each.
            let row = weights.baseAddress! + Int(feature) &* stride
            let sums = narrow.baseAddress!
            for label in 0..<stride { sums[label] &+= Int16(row[label]) &* factor }
          }
          Self.widen(narrow, into: wide)
        }
      }
    }
    return square
  }

  private static func widen(
    _ narrow: UnsafeMutableBufferPointer<Int16>, into wide: UnsafeMutableBufferPointer<Int32>
  ) {
    for label in 0..<narrow.count {
      wide[label] &+= Int32(narrow[label])
      narrow[label] = 0
    }
  }
}
