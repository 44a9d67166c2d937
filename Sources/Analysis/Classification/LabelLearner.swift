internal import Parallel

/// Learns all labels, sixteen at a time on each core.
struct LabelLearner: Sendable {
  /// The features of all rows that it may learn from.
  let matrix: FeatureMatrix
  /// For every row of the matrix, the number of its label.
  let targets: [Int32]
  private let rarities: [Float]
  private let labelCount: Int
  private let blocks: [Range<Int>]

  /// How many passes over all rows follow those over a fold's.
  private static let lastPasses = 2

  /// What was learned of all labels, and the weights of the features it holds for.
  struct Result: Sendable {
    let labels: ExactWeights
    let features: [Float]
  }

  /// How much a row on the wrong side costs.
  struct Costs: Equatable, Sendable {
    /// What it costs.
    var cost: Double
    /// Whether rows of a rare label cost more for that label, so that all labels count alike.
    var isBalanced: Bool
  }

  init(_ matrix: FeatureMatrix, rarities: [Float], targets: [Int32], labelCount: Int) {
    self.matrix = matrix
    self.rarities = rarities
    self.targets = targets
    self.labelCount = labelCount
    blocks = Parallel.ranges(labelCount, of: MarginSolver.laneCount)
  }

  /// Learns from all rows.
  func learn(_ costs: Costs) -> Result {
    let rows = targets.indices.map { Int32($0) }
    let features = weigh(rows)
    let settings = settings(costs, rows)
    let labels = Parallel.map(chunks: blocks.count) { block in
      var solver = solver(blocks[block], features, settings)
      solver.learn(rows)
      return solver.folded
    }
    return Result(
      labels: ExactWeights(blocks: labels, labelCount: labelCount), features: features.weights)
  }

  /// Learns from the rows of a fold, scores those that it holds, and goes on with all rows.
  func learn(_ costs: Costs, after fold: HeldOutFolds.Fold) -> (Result, Calibration.HeldOut) {
    let rows = targets.indices.map { Int32($0) }
    let first = weigh(fold.learned)
    let all = weigh(rows)
    let firstSettings = settings(costs, fold.learned)
    var lastSettings = settings(costs, rows)
    lastSettings.passLimit = min(lastSettings.passLimit, Self.lastPasses)
    let parts = Parallel.map(chunks: blocks.count) { [lastSettings] block in
      var solver = solver(blocks[block], first, firstSettings)
      solver.learn(fold.learned)
      let scores = fold.held.map { solver.scores(Int($0)) }
      solver.settings = lastSettings
      solver.reweigh(all)
      solver.learn(rows)
      return (solver.folded, scores)
    }
    return (
      Result(
        labels: ExactWeights(blocks: parts.map { $0.0 }, labelCount: labelCount),
        features: all.weights),
      heldOut([fold]) { block, _ in parts[block].1 }
    )
  }

  /// The scores of the rows that some folds hold, for each of some costs.
  ///
  /// Nothing is known of a fold's rows when they are scored. Costs are best in ascending order, for
  /// each starts from what the one before has learned.
  func trials(_ folds: [HeldOutFolds.Fold], _ costs: [Costs]) -> [Calibration.HeldOut] {
    let features = folds.map { weigh($0.learned) }
    let parts = Parallel.map(chunks: blocks.count * folds.count) { chunk in
      let number = chunk % folds.count
      let fold = folds[number]
      var solver = solver(blocks[chunk / folds.count], features[number], MarginSolver.Settings())
      return costs.map { costs in
        solver.settings = settings(costs, fold.learned)
        solver.learn(fold.learned)
        return fold.held.map { solver.scores(Int($0)) }
      }
    }
    return costs.indices.map { cost in
      heldOut(folds) { block, fold in parts[block * folds.count + fold][cost] }
    }
  }

  private func weigh(_ rows: [Int32]) -> FeatureWeights {
    FeatureWeights(
      matrix, rarities: rarities, targets: targets, labelCount: labelCount, rows: rows)
  }

  private func settings(_ costs: Costs, _ rows: [Int32]) -> MarginSolver.Settings {
    var settings = MarginSolver.Settings()
    settings.cost = Float(costs.cost)
    if costs.isBalanced { settings.ownFactors = ownFactors(rows) }
    if targets.count > HeldOutFolds.fewRows {
      settings.passLimit = 3
      settings.cycleLimit = 1
    }
    return settings
  }

  /// For each label, how many rows it would have if all had the same, as a multiple of its own.
  private func ownFactors(_ rows: [Int32]) -> [Float] {
    var counts = [Float](repeating: 0, count: labelCount)
    for row in rows { counts[Int(targets[Int(row)])] += 1 }
    return counts.map { $0 > 0 ? Float(rows.count) / (Float(labelCount) * $0) : 1 }
  }

  private func solver(
    _ labels: Range<Int>, _ features: FeatureWeights, _ settings: MarginSolver.Settings
  ) -> MarginSolver {
    MarginSolver(
      matrix, features, targets: targets, firstLabel: labels.lowerBound, settings: settings)
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

}
