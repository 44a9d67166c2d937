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
    let search = SettingsSearch(
      data, rows: rows, targets: targets, labelCount: labels.count, features)
    let choice = search.best(options, folds)
    let learner =
      choice.learner ?? search.learner(rows.indices.map { Int32($0) }, choice.features)
    let (learned, held) =
      choice.held.map { (learner.learn(choice.costs), $0) }
      ?? learner.learn(choice.costs, after: folds.folds[0])
    let model = LinearModel(
      labels: labels, fieldCount: data.texts.count, settings: choice.features,
      keys: features.keys, rarities: learned.features, weights: learned.labels,
      calibration: Calibration(held, accuracy: options.accuracy))
    let signed = model.signed()
    var card = ModelCard(
      signed, held, choice, options: options, rows: rows.count,
      unlabelledRows: options.unlabelled.first?.count ?? 0, split: folds.split)
    let heldRows = folds.folds.flatMap { $0.held.map { rows[Int($0)] } }
    card.roundingAgreement = signed.agreement(held, data.texts, rows: heldRows)
    return (signed, card)
  }
}
