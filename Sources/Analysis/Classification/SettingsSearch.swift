internal import Columns

/// Finds how to train on some data: whether the head of a text counts more, what a row on the wrong
/// side costs, and whether rare labels cost more; each by what does best on rows set aside.
struct SettingsSearch: Sendable {
  /// What did best.
  struct Choice: Sendable {
    var features: FeatureSettings
    var costs: LabelLearner.Costs
    /// The features of all rows, where there are so few that all were tried on.
    var learner: LabelLearner?
    /// The scores of all rows set aside, likewise.
    var held: Calibration.HeldOut?
  }

  /// How many rows are learned from at most in one trial.
  private static let learnedRows = 12_000
  /// By how much a setting that is tried earlier may do worse and still be taken.
  private static let slack = 0.001

  private let data: TrainingData
  private let rows: [Int32]
  private let targets: [Int32]
  private let labelCount: Int
  private let known: TrainingFeatures

  init(
    _ data: TrainingData, rows: [Int32], targets: [Int32], labelCount: Int,
    _ known: TrainingFeatures
  ) {
    self.data = data
    self.rows = rows
    self.targets = targets
    self.labelCount = labelCount
    self.known = known
  }

  /// What learns from some rows, named by their positions in those to train on.
  func learner(_ positions: [Int32], _ settings: FeatureSettings) -> LabelLearner {
    let matrix = FeatureMatrix(
      data.texts, rows: positions.map { rows[Int($0)] }, FeatureExtractor(settings),
      known.vocabulary, entryLimit: positions.count == rows.count ? known.entryLimit : 0)
    return LabelLearner(
      matrix, rarities: known.rarities, targets: positions.map { targets[Int($0)] },
      labelCount: labelCount)
  }

  /// Tries one thing after the other, each with the best of those before.
  func best(_ options: TrainingOptions, _ folds: HeldOutFolds) -> Choice {
    let hasFewRows = rows.count <= HeldOutFolds.fewRows && folds.folds.count > 1
    let (positions, folds) =
      hasFewRows ? (rows.indices.map { Int32($0) }, folds.folds) : Self.sample(folds.folds)
    let middle = LabelLearner.Costs(
      cost: options.costs[options.costs.count / 2], isBalanced: options.balances)
    var heads: [(settings: FeatureSettings, learner: LabelLearner, held: Calibration.HeldOut)] = []
    for length in options.headLengths {
      var settings = options.features
      settings.headLength = length
      let learner = learner(positions, settings)
      heads.append((settings, learner, learner.trials(folds, [middle])[0]))
    }
    let head = heads[Self.best(heads.map(\.held))]
    var costs = options.costs.map { LabelLearner.Costs(cost: $0, isBalanced: options.balances) }
    var trials = head.learner.trials(folds, costs)
    let cost = Self.best(trials)
    (costs, trials) = ([costs[cost]], [trials[cost]])
    if options.balances {
      costs.append(LabelLearner.Costs(cost: costs[0].cost, isBalanced: false))
      trials += head.learner.trials(folds, [costs[1]])
    }
    let best = Self.best(trials)
    return Choice(
      features: head.settings, costs: costs[best], learner: hasFewRows ? head.learner : nil,
      held: hasFewRows ? trials[best] : nil)
  }

  /// Folds of fewer rows that name positions in those returned.
  private static func sample(_ folds: [HeldOutFolds.Fold]) -> ([Int32], [HeldOutFolds.Fold]) {
    var positions: [Int32] = []
    let sampled = folds.map { fold in
      let held = sample(fold.held, learnedRows / 2)
      let learned = sample(fold.learned, learnedRows)
      let start = Int32(positions.count)
      positions += held + learned
      return HeldOutFolds.Fold(
        held: held.indices.map { start + Int32($0) },
        learned: learned.indices.map { start + Int32(held.count + $0) })
    }
    return (positions, sampled)
  }

  /// Evenly spaced elements, as many as wanted.
  private static func sample(_ rows: [Int32], _ count: Int) -> [Int32] {
    rows.count <= count ? rows : (0..<count).map { rows[$0 * rows.count / count] }
  }

  /// The position of the first trial that does about as well as the best.
  private static func best(_ trials: [Calibration.HeldOut]) -> Int {
    let merits = trials.map(\.merit)
    let highest = merits.max() ?? 0
    return merits.firstIndex { $0 >= highest - slack } ?? 0
  }
}

extension Calibration.HeldOut {
  /// The mean of accuracy and macro-F1: rare labels count as well as frequent ones.
  var merit: Double {
    var right = [Double](repeating: 0, count: labelCount)
    var answers = right
    var truths = right
    for row in labels.indices {
      let base = row * labelCount
      var best = 0
      for label in 1..<labelCount where scores[base + label] > scores[base + best] { best = label }
      let truth = Int(labels[row])
      answers[best] += 1
      truths[truth] += 1
      if best == truth { right[truth] += 1 }
    }
    let present = truths.indices.filter { truths[$0] > 0 }
    let scores = present.map { 2 * right[$0] / (answers[$0] + truths[$0]) }
    let macro = scores.reduce(0, +) / Double(max(1, present.count))
    return (right.reduce(0, +) / Double(max(1, labels.count)) + macro) / 2
  }
}
