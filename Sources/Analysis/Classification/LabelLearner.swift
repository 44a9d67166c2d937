internal import Parallel

/// Learns all labels, sixteen at a time on each core, and the cost that does best on held-out rows.
struct LabelLearner: Sendable {
  private let features: TrainingFeatures
  private let squaredWeights: [Float]
  private let targets: [Int32]
  private let labelCount: Int
  private let folds: [HeldOutFolds.Fold]
  private let blocks: [Range<Int>]

  /// The weights of all labels, the scores of the rows set aside, and the cost.
  struct Result: Sendable {
    let weights: ExactWeights
    let held: Calibration.HeldOut
    let cost: Double
  }

  /// How many rows are learned from at most to find the best cost.
  private static let searchRows = 12_000
  /// How many passes over all rows follow those over the fold's.
  private static let lastPasses = 2
  /// By how much a smaller cost may do worse and still be taken.
  private static let searchSlack = 0.001

  init(_ features: TrainingFeatures, targets: [Int32], labelCount: Int, _ folds: HeldOutFolds) {
    self.features = features
    self.targets = targets
    self.labelCount = labelCount
    self.folds = folds.folds
    squaredWeights = features.rarities.map { $0 * $0 }
    blocks = Parallel.ranges(labelCount, of: MarginSolver.laneCount)
  }

  private var hasFewRows: Bool { targets.count <= HeldOutFolds.fewRows }

  /// Learns with the best of some costs.
  func learn(costs: [Double]) -> Result {
    let all = targets.indices.map { Int32($0) }
    if hasFewRows, folds.count > 1 {
      let trials = trials(folds, costs: costs)
      let best = Self.best(trials)
      return Result(
        weights: finish(all, cost: costs[best], from: nil).weights, held: trials[best],
        cost: costs[best])
    }
    let sample = folds.map { fold in
      HeldOutFolds.Fold(
        held: Self.sample(fold.held, Self.searchRows / 2),
        learned: Self.sample(fold.learned, Self.searchRows))
    }
    let best = costs.count == 1 ? 0 : Self.best(trials(sample, costs: costs))
    let result = finish(all, cost: costs[best], from: folds[0])
    return Result(weights: result.weights, held: result.held, cost: costs[best])
  }

  /// The held-out scores for each cost, smallest first; each starts from the one before.
  private func trials(_ folds: [HeldOutFolds.Fold], costs: [Double]) -> [Calibration.HeldOut] {
    let parts = Parallel.map(chunks: blocks.count * folds.count) { chunk in
      let fold = folds[chunk % folds.count]
      var solver = solver(blocks[chunk / folds.count])
      return costs.map { cost in
        solver.settings.cost = Float(cost)
        solver.learn(fold.learned)
        return fold.held.map { solver.scores(Int($0)) }
      }
    }
    return costs.indices.map { cost in
      heldOut(folds) { block, fold in parts[block * folds.count + fold][cost] }
    }
  }

  /// Learns all labels, first without a fold and then with it.
  private func finish(_ rows: [Int32], cost: Double, from fold: HeldOutFolds.Fold?)
    -> (weights: ExactWeights, held: Calibration.HeldOut)
  {
    let parts = Parallel.map(chunks: blocks.count) { block in
      var solver = solver(blocks[block])
      solver.settings.cost = Float(cost)
      var scores: [MarginSolver.Lanes] = []
      if let fold {
        solver.learn(fold.learned)
        scores = fold.held.map { solver.scores(Int($0)) }
        solver.settings.passLimit = Self.lastPasses
      }
      solver.learn(rows)
      return (solver.folded, scores)
    }
    let held = heldOut(fold.map { [$0] } ?? []) { block, _ in parts[block].1 }
    return (ExactWeights(blocks: parts.map { $0.0 }, labelCount: labelCount), held)
  }

  private func solver(_ labels: Range<Int>) -> MarginSolver {
    var settings = MarginSolver.Settings()
    if !hasFewRows {
      settings.passLimit = 3
      settings.cycleLimit = 1
    }
    return MarginSolver(
      features.matrix, squaredWeights: squaredWeights, targets: targets,
      firstLabel: labels.lowerBound, settings: settings)
  }

  /// Puts the blocks' scores of rows set aside side by side.
  private func heldOut(
    _ folds: [HeldOutFolds.Fold], scores: (Int, Int) -> [MarginSolver.Lanes]
  ) -> Calibration.HeldOut {
    var output = [Float](repeating: 0, count: folds.map(\.held.count).reduce(0, +) * labelCount)
    var labels: [Int32] = []
    for (number, fold) in folds.enumerated() {
      let base = labels.count * labelCount
      for (block, range) in blocks.enumerated() {
        for (position, lanes) in scores(block, number).enumerated() {
          for label in range {
            output[base + position * labelCount + label] = lanes[label - range.lowerBound]
          }
        }
      }
      labels.append(contentsOf: fold.held.map { targets[Int($0)] })
    }
    return Calibration.HeldOut(scores: output, labels: labels, labelCount: labelCount)
  }

  /// The position of the smallest cost that does about as well as the best.
  private static func best(_ trials: [Calibration.HeldOut]) -> Int {
    let accuracies = trials.map(\.accuracy)
    let highest = accuracies.max() ?? 0
    return accuracies.firstIndex { $0 >= highest - searchSlack } ?? 0
  }

  /// Evenly spaced elements, as many as wanted.
  private static func sample(_ rows: [Int32], _ count: Int) -> [Int32] {
    rows.count <= count ? rows : (0..<count).map { rows[$0 * rows.count / count] }
  }
}

extension Calibration.HeldOut {
  /// The share of rows whose label has the highest score.
  fileprivate var accuracy: Double {
    var right = 0
    for row in labels.indices {
      let base = row * labelCount
      var best = 0
      for label in 1..<labelCount where scores[base + label] > scores[base + best] { best = label }
      if best == Int(labels[row]) { right += 1 }
    }
    return Double(right) / Double(max(1, labels.count))
  }
}
