internal import Columns
public import Complaints
internal import Glibc
internal import Parallel

/// Makes a linear model of labelled texts.
public enum ModelTraining {
  /// Trains a model; the same data and options give the same bytes on any number of cores.
  ///
  /// - Parameters:
  ///   - data: The labelled texts. Rows with an empty label are passed over.
  ///   - options: How to train.
  /// - Returns: The model, and what is worth knowing of how it came about.
  /// - Throws: `AnalysisError` with code `model` when there are fewer than two labels or no text.
  public static func train(_ data: TrainingData, options: TrainingOptions = TrainingOptions())
    throws(AnalysisError) -> (model: LinearModel, card: ModelCard)
  {
    let rows = (0..<data.labels.count).filter { !data.labels.range($0).isEmpty }.map { Int32($0) }
    let names = rows.map { data.labels.text(Int($0)) }
    let labels = Set(names).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    guard labels.count >= 2 else {
      throw AnalysisError(.model, "training needs two labels at least, found \(labels.count)")
    }
    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, Int32($0)) })
    let targets = names.map { numbers[$0] ?? 0 }
    let features = try Features(data, rows: rows, options.features)
    let folds = HeldOutFolds(data, rows: rows)
    let columns = Column.learnAll(
      labels.count, of: features, targets: targets, folds, cost: Float(options.cost))
    let held = heldOut(columns, folds, targets: targets)
    let calibration = Calibration(held, accuracy: options.accuracy)
    let model = LinearModel(
      labels: labels, fieldCount: data.texts.count, settings: options.features,
      keys: features.keys, rarities: features.rarities,
      weights: interleave(columns, featureCount: features.keys.count),
      scales: columns.map(\.scale), biases: columns.map(\.bias), calibration: calibration,
      version: "")
    let card = ModelCard(model, held, options: options, rows: rows.count)
    return (model.signed(), card)
  }

  /// The held-out scores of all labels, row by row.
  private static func heldOut(_ columns: [Column], _ folds: HeldOutFolds, targets: [Int32])
    -> Calibration.HeldOut
  {
    let rows = folds.folds.flatMap(\.held)
    var scores = [Float](repeating: 0, count: rows.count * columns.count)
    for (label, column) in columns.enumerated() {
      for row in rows.indices { scores[row * columns.count + label] = column.heldScores[row] }
    }
    return Calibration.HeldOut(
      scores: scores, labels: rows.map { targets[Int($0)] }, labelCount: columns.count)
  }

  /// Puts the labels' weights side by side.
  private static func interleave(_ columns: [Column], featureCount: Int) -> [Int8] {
    let stride = LinearModel.stride(for: columns.count)
    var weights = [Int8](repeating: 0, count: featureCount * stride)
    for block in Parallel.ranges(featureCount, of: 64) {
      for (label, column) in columns.enumerated() {
        for feature in block { weights[feature * stride + label] = column.weights[feature] }
      }
    }
    return weights
  }
}

extension ModelTraining {
  /// The training texts as features.
  struct Features: Sendable {
    let keys: [UInt64]
    let rarities: [Float]
    let matrix: FeatureMatrix

    init(_ data: TrainingData, rows: [Int32], _ settings: FeatureSettings) throws(AnalysisError) {
      let extractor = FeatureExtractor(settings)
      var counter = VocabularyCounter(extractor)
      counter.count(data.texts, rows: rows)
      let counts = counter.select(settings)
      guard !counts.keys.isEmpty else {
        throw AnalysisError(.model, "no text in the training data, or none that occurs twice")
      }
      keys = counts.keys
      rarities = counts.rows.map { rows in
        Float(log((1 + Double(counter.rowCount)) / (1 + Double(rows))) + 1)
      }
      matrix = FeatureMatrix(
        data.texts, rows: rows, extractor, Vocabulary(keys: keys), weights: rarities)
    }
  }

  /// What was learned of one label.
  struct Column: Sendable {
    let weights: [Int8]
    let scale: Float
    let bias: Float
    /// The label's score for each row set aside, fold after fold.
    var heldScores: [Float]

    /// Learns all labels, a few at a time on each core.
    ///
    /// With several folds each is learned from scratch, on a core of its own; with one, the final
    /// solution starts from the fold's.
    static func learnAll(
      _ labelCount: Int, of features: Features, targets: [Int32], _ folds: HeldOutFolds,
      cost: Float
    ) -> [Column] {
      let blocks = Parallel.ranges(labelCount, of: MarginSolver.laneCount)
      let all = targets.indices.map { Int32($0) }
      let squares = features.rarities.map { $0 * $0 }
      let tasks = folds.folds.count == 1 ? 1 : folds.folds.count + 1
      let parts = Parallel.map(chunks: blocks.count * tasks) { chunk in
        let labels = blocks[chunk / tasks]
        var solver = MarginSolver(
          features.matrix, squaredWeights: squares, targets: targets,
          firstLabel: labels.lowerBound, settings: MarginSolver.Settings(cost: cost))
        var scores: [MarginSolver.Lanes] = []
        if chunk % tasks < folds.folds.count {
          let fold = folds.folds[chunk % tasks]
          solver.learn(fold.learned)
          scores = fold.held.map { solver.scores(Int($0)) }
        }
        if chunk % tasks == tasks - 1 {
          solver.learn(all)
          return (0..<labels.count).map { Column(solver, lane: $0, heldScores: scores) }
        }
        return (0..<labels.count).map { Column(lane: $0, heldScores: scores) }
      }
      return blocks.indices.flatMap { block in
        let last = parts[block * tasks + tasks - 1]
        return last.indices.map { lane in
          var column = last[lane]
          column.heldScores = parts[block * tasks..<(block + 1) * tasks].flatMap {
            $0[lane].heldScores
          }
          return column
        }
      }
    }

    /// A fold's scores alone.
    private init(lane: Int, heldScores: [MarginSolver.Lanes]) {
      self.heldScores = heldScores.map { $0[lane] }
      weights = []
      scale = 1
      bias = 0
    }

    private init(_ solver: MarginSolver, lane: Int, heldScores: [MarginSolver.Lanes]) {
      self.heldScores = heldScores.map { $0[lane] }
      bias = solver.biases[lane]
      let highest = solver.folded.reduce(Float(0)) { max($0, abs($1[lane])) }
      let step = highest > 0 ? highest / 127 : 1
      scale = step
      weights = solver.folded.map { Int8(max(-127, min(127, ($0[lane] / step).rounded()))) }
    }
  }
}
