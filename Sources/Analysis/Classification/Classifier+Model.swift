internal import Columns
internal import Complaints

extension Classifier {
  /// What the model says of each row; nil without a model.
  func modelAnswers(_ requests: RecordBatch) -> ModelAnswers? {
    guard let model else { return nil }
    let title = requests.strings("title")
    let content = requests.strings("content")
    let texts = model.fieldCount > 1 ? [title, content] : [content]
    let predictions = model.predict(texts, top: ModelAnswers.candidateCount)
    let leaves = model.labels.map { Int32(city.taxonomy.index(of: $0) ?? -1) }
    return ModelAnswers(
      width: predictions.width, labels: predictions.labels,
      leaves: predictions.labels.map { leaves[Int($0)] }, shares: predictions.confidences)
  }

  /// From which confidence on a model's answers are taken, by leaf of the taxonomy.
  static func thresholds(_ model: LinearModel, by taxonomy: Taxonomy) -> [Double] {
    var thresholds = [Double](repeating: model.threshold, count: taxonomy.categories.count)
    for (label, code) in model.labels.enumerated() {
      if let leaf = taxonomy.index(of: code) { thresholds[leaf] = model.threshold(label: label) }
    }
    return thresholds
  }
}
