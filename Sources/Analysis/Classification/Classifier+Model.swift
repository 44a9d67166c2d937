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
      width: predictions.width, leaves: predictions.labels.map { leaves[Int($0)] },
      shares: predictions.confidences)
  }
}
