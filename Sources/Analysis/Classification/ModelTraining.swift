internal import Columns
public import Complaints
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
    let features = try TrainingFeatures(
      data, rows: rows, unlabelled: options.unlabelled, options.features)
    let folds = HeldOutFolds(data, rows: rows, targets: targets)
    let learner = LabelLearner(features, targets: targets, labelCount: labels.count, folds)
    let learned = learner.learn(costs: options.costs)
    let model = LinearModel(
      labels: labels, fieldCount: data.texts.count, settings: options.features,
      keys: features.keys, rarities: features.rarities, weights: learned.weights,
      calibration: Calibration(learned.held, accuracy: options.accuracy))
    let signed = model.signed()
    var card = ModelCard(
      signed, learned, options: options, rows: rows.count,
      unlabelledRows: options.unlabelled.first?.count ?? 0, split: folds.split)
    let heldRows = folds.folds.flatMap { $0.held.map { rows[Int($0)] } }
    card.roundingAgreement = signed.agreement(learned.held, data.texts, rows: heldRows)
    return (signed, card)
  }
}
