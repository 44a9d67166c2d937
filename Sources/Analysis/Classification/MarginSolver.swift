internal import CSystem

/// Learns to tell each of sixteen labels from all others: linear support vector machines with
/// squared hinge loss, by coordinate descent in the dual.
///
/// Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale
/// linear SVM", ICML 2008, algorithm 1. Sixteen labels share each look at a row, whose weights for
/// them lie in one cache line; a row that none of them finds hard is left out until all rows are
/// looked at again. The weight of each feature is folded into the solution: `folded[j]` is the
/// weight vector's component times the feature's own weight.
///
/// There is no constant term to learn: a text without features scores −1 for every label, which is
/// right for almost all rows of any label, and the descent converges in a quarter of the passes.
struct MarginSolver {
  /// One number for each of the labels.
  typealias Lanes = SIMD16<Float>
  /// How many labels are learned at once.
  static let laneCount = Lanes.scalarCount

  /// The solution, times the features' own weights.
  private(set) var folded: [Lanes]

  private let matrix: FeatureMatrix
  private var inverseNorms: [Float]
  private var squaredWeights: [Float]
  /// How hard the solver tries; may change between two calls of `learn`.
  var settings: Settings
  /// For every row of the matrix, the number of its label.
  private let targets: [Int32]
  /// The number of the label in the first lane.
  private let firstLabel: Int
  /// The dual variables of each row.
  private var duals: [Lanes]
  private var random: UInt64

  /// How hard the solver tries.
  struct Settings: Sendable {
    /// What a row on the wrong side costs.
    var cost: Float = 2
    /// How many times as much it costs for its own label; empty for once.
    var ownFactors: [Float] = []
    /// The largest violation that is let pass.
    var tolerance: Float = 0.1
    /// From which gradient on a row is taken to be easily right.
    var slack: Float = -0.03
    /// The most passes over the rows that still matter.
    var passLimit = 10
    /// How often all rows are looked at again.
    var cycleLimit = 3
  }

  /// How many features ahead their weights are asked for: most lie in no near cache.
  private static let linesAhead = 16

  init(
    _ matrix: FeatureMatrix, _ weights: FeatureWeights, targets: [Int32], firstLabel: Int,
    settings: Settings
  ) {
    self.matrix = matrix
    inverseNorms = weights.inverseNorms
    squaredWeights = weights.weights.map { $0 * $0 }
    self.targets = targets
    self.firstLabel = firstLabel
    self.settings = settings
    folded = Array(repeating: .zero, count: squaredWeights.count)
    duals = Array(repeating: .zero, count: matrix.rowCount)
    random = UInt64(firstLabel) &+ 1
  }

  /// The scores of a row; all labels have the same constant term, which is left out.
  @inline(__always)
  func scores(_ row: Int) -> Lanes {
    var sum = Lanes.zero
    let start = matrix.starts[row]
    let end = matrix.starts[row &+ 1]
    matrix.entries.withUnsafeBufferPointer { entries in
      folded.withUnsafeBufferPointer { folded in
        matrix.values.withUnsafeBufferPointer { countWeights in
          guard let weights = folded.baseAddress else { return }
          // SAFETY: the matrix was made with a vocabulary of as many features as `folded` has, and
          // `starts` are positions in `entries`.
          for index in start..<min(start &+ Self.linesAhead, end) {
            prefetch_line(weights + Int(entries[index] & 0xFF_FFFF))
          }
          for index in start..<end {
            let ahead = min(index &+ Self.linesAhead, end &- 1)
            prefetch_line(weights + Int(entries[ahead] & 0xFF_FFFF))
            let entry = entries[index]
            sum += weights[Int(entry & 0xFF_FFFF)] * countWeights[Int(entry &>> 24)]
          }
        }
      }
    }
    return sum * inverseNorms[row]
  }

  /// Learns from some rows, starting from what was learned before.
  ///
  /// - Parameter rows: The rows; those learned from before must be among them.
  mutating func learn(_ rows: [Int32]) {
    var order = rows
    for cycle in 0..<settings.cycleLimit {
      var active = order.count
      for pass in 0..<settings.passLimit {
        shuffle(&order, active)
        let violation = descend(&order, &active, shrinks: cycle > 0 || pass > 0)
        if violation <= settings.tolerance {
          if pass == 0 { return }
          break
        }
      }
    }
  }

  /// Keeps what was learned, with other weights of the features.
  mutating func reweigh(_ weights: FeatureWeights) {
    inverseNorms = weights.inverseNorms
    squaredWeights = weights.weights.map { $0 * $0 }
    for feature in folded.indices { folded[feature] = .zero }
    for row in duals.indices where duals[row] != .zero { add(duals[row] * signs(row), row) }
  }

  /// One pass over the first rows of an order; rows that are easily right move behind them.
  ///
  /// - Returns: The largest violation met.
  private mutating func descend(_ order: inout [Int32], _ active: inout Int, shrinks: Bool) -> Float
  {
    var high = Lanes(repeating: -.infinity)
    var low = Lanes(repeating: .infinity)
    let ridge = Lanes(repeating: 1 / (2 * settings.cost))
    var position = 0
    while position < active {
      let row = Int(order[position])
      let signs = signs(row)
      let dual = duals[row]
      let ridge = settings.ownFactors.isEmpty ? ridge : self.ridge(row, ridge)
      let gradient = signs * (scores(row) - 1) - 1 + dual * ridge
      let isFree = dual .== .zero
      if shrinks, all(isFree .& (gradient .> settings.slack)) {
        active -= 1
        order.swapAt(position, active)
        continue
      }
      let projected = gradient.replacing(with: pointwiseMin(gradient, .zero), where: isFree)
      high = pointwiseMax(high, projected)
      low = pointwiseMin(low, projected)
      let curvature = (inverseNorms[row] > 0 ? 1 : 0) + ridge
      let next = pointwiseMax(dual - gradient / curvature, .zero)
      if next != dual {
        duals[row] = next
        add((next - dual) * signs, row)
      }
      position += 1
    }
    return (high - low).max()
  }

  /// Plus one for the row's own label, minus one for others.
  @inline(__always)
  private func signs(_ row: Int) -> Lanes {
    var signs = Lanes(repeating: -1)
    let lane = Int(targets[row]) &- firstLabel
    if lane >= 0, lane < Self.laneCount { signs[lane] = 1 }
    return signs
  }

  /// A ridge that is smaller for the row's own label if that costs more.
  @inline(__always)
  private func ridge(_ row: Int, _ ridge: Lanes) -> Lanes {
    var ridge = ridge
    let lane = Int(targets[row]) &- firstLabel
    if lane >= 0, lane < Self.laneCount { ridge[lane] /= settings.ownFactors[Int(targets[row])] }
    return ridge
  }

  @inline(__always)
  private mutating func add(_ steps: Lanes, _ row: Int) {
    let scaled = steps * inverseNorms[row]
    let range = matrix.starts[row]..<matrix.starts[row &+ 1]
    matrix.entries.withUnsafeBufferPointer { entries in
      folded.withUnsafeMutableBufferPointer { folded in
        matrix.values.withUnsafeBufferPointer { countWeights in
          squaredWeights.withUnsafeBufferPointer { squaredWeights in
            // SAFETY: as in `scores`.
            for index in range {
              let entry = entries[index]
              let feature = Int(entry & 0xFF_FFFF)
              let factor = countWeights[Int(entry &>> 24)] * squaredWeights[feature]
              folded[feature] += scaled * factor
            }
          }
        }
      }
    }
  }

  /// Puts the first elements into a random order.
  private mutating func shuffle(_ order: inout [Int32], _ count: Int) {
    guard count > 1 else { return }
    for index in stride(from: count - 1, to: 0, by: -1) {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let other = Int((random &>> 33) &* UInt64(index + 1) &>> 31)
      order.swapAt(index, other)
    }
  }
}
