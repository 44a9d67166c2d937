internal import CSystem
internal import Columns

extension LinearModel {
  /// Which weights a text is scored with.
  public enum Precision: Sendable {
    /// Those in 255 steps, which a model's file holds.
    case rounded
    /// Those that were learned; only a model that was just trained has them.
    case exact
  }

  /// Buffers that one thread reuses from text to text.
  struct Scratch {
    var features = FeatureScratch()
    /// The rows of weights to add up.
    let groups = RowGroups(factorCount: LinearModel.factorCount)
    /// What each feature counts, for exact weights.
    var values: [Float] = []
    /// Sums of sixteen bits, by label.
    var narrow: [UInt16]
    /// The sums by label, in eighths of steps.
    var sums: [Float]
    /// The score of each label, then its probability.
    var scores: [Float]

    init(_ model: LinearModel) {
      narrow = Array(repeating: 0, count: model.weights.stride)
      sums = Array(repeating: 0, count: model.weights.stride)
      scores = Array(repeating: 0, count: model.labels.count)
    }
  }

  /// Fills `scratch.scores` with a row's probabilities, and tells how many of its n-grams are known.
  @discardableResult
  func score(
    _ texts: [StringColumn], _ row: Int, precision: Precision = .rounded,
    into scratch: inout Scratch
  ) -> Int {
    let known = sum(texts, row, precision: precision, into: &scratch)
    calibration.makeProbabilities(of: &scratch.scores)
    return known
  }

  /// Fills `scratch.scores` with a row's scores before they become probabilities.
  @discardableResult
  func sum(
    _ texts: [StringColumn], _ row: Int, precision: Precision, into scratch: inout Scratch
  ) -> Int {
    extractor.extract(texts, row, vocabulary, into: &scratch.features)
    let norm =
      switch precision {
      case .rounded: sumRounded(&scratch)
      case .exact: sumExact(&scratch)
      }
    for label in labels.indices { scratch.scores[label] *= norm }
    let known = scratch.features.features.count
    extractor.clear(&scratch.features)
    return known
  }

  /// Puts the sums of rounded weights into `scratch.scores`; gives one over the text's norm.
  private func sumRounded(_ scratch: inout Scratch) -> Float {
    let square = group(scratch.features, into: scratch.groups)
    for label in scratch.sums.indices { scratch.sums[label] = 0 }
    scratch.groups.forEach { factor, rows in
      let (value, rowClass) = factor.quotientAndRemainder(dividingBy: Self.classCount)
      weights.add(
        rows, times: Float(value) / WeightTable.magnifications[rowClass], via: &scratch.narrow,
        to: &scratch.sums)
    }
    for label in labels.indices {
      scratch.scores[label] = scratch.sums[label] * scales[label]
    }
    return square > 0 ? 1 / square.squareRoot() : 0
  }

  /// Lists the rows to be added up, by what they are to be multiplied with; gives the squared norm.
  private func group(_ scratch: FeatureScratch, into groups: RowGroups) -> Float {
    let values = extractor.values
    groups.begin(limit: 2 * scratch.features.count)
    var square: Float = 0
    let features = scratch.features
    for index in features.indices {
      let feature = features[index]
      traits.withUnsafeBufferPointer { traits in
        guard let first = traits.baseAddress else { return }
        let ahead = features[min(index &+ Self.traitsAhead, features.count &- 1)]
        prefetch_line(first + Int(ahead))
      }
      let value = Int(values[Int(scratch.counts[Int(feature)])])
      let trait = traits[Int(feature)]
      let weighted = Float(value) * trait.rarity
      square += weighted * weighted
      let factor = value &* Self.classCount
      weights.fetch(feature)
      groups.add(feature, factor: factor &+ Int(trait.rowClass))
      if trait.rowClass == 0 {
        let remainder = weights.remainders[Int(feature)]
        weights.fetch(remainder)
        groups.add(remainder, factor: factor &+ WeightTable.remainderClass)
      }
    }
    groups.finish()
    return square
  }

  /// How many features ahead what is known of them is asked for.
  private static let traitsAhead = 12

  /// What a feature counts, in eighths, and the class of a row make up one number.
  private static let factorCount = 256 * classCount
  private static let classCount = WeightTable.remainderClass + 1

  /// Puts the sums of exact weights into `scratch.scores`; gives one over the text's norm.
  private func sumExact(_ scratch: inout Scratch) -> Float {
    guard let exactWeights else { preconditionFailure("a model from a file has no exact weights") }
    scratch.values.removeAll(keepingCapacity: true)
    var square: Float = 0
    let values = extractor.values
    for feature in scratch.features.features {
      let count = Float(values[Int(scratch.features.counts[Int(feature)])])
      scratch.values.append(count)
      square += count * traits[Int(feature)].rarity * (count * traits[Int(feature)].rarity)
    }
    exactWeights.sum(scratch.features.features, scratch.values, into: &scratch.scores)
    return square > 0 ? 1 / square.squareRoot() : 0
  }
}
