internal import Complaints

extension Calibration {
  /// Adds the calibration to a model file.
  func append(to writer: inout ModelWriter) {
    writer.append(temperature)
    writer.append(accuracy)
    writer.append(confidence.weights + [confidence.ceiling])
    for list in [
      reliability.confidences, reliability.accuracies, labelThresholds, [commonThreshold],
      sets.unsure, sets.sure,
    ] {
      writer.append(UInt32(list.count))
      writer.append(list)
    }
  }

  /// Reads a calibration out of a model file.
  init(_ reader: inout ModelReader, labelCount: Int) throws(AnalysisError) {
    let temperature = try reader.float()
    let accuracy = try reader.float()
    let weights = try reader.floats(ConfidenceModel.weightCount)
    let ceiling = try reader.float()
    var lists: [[Float]] = []
    for _ in 0..<6 {
      let count = Int(try reader.number(UInt32.self))
      lists.append(try reader.floats(count))
    }
    guard lists[0].count == lists[1].count, lists[2].count == labelCount, lists[3].count == 1,
      lists[4].count == PredictionSets.coverages.count, lists[5].count == lists[4].count
    else { throw AnalysisError(.model, "the model file contradicts itself") }
    self.init(
      temperature: temperature, accuracy: accuracy,
      confidence: ConfidenceModel(weights: weights, ceiling: ceiling),
      reliability: Reliability(confidences: lists[0], accuracies: lists[1]),
      labelThresholds: lists[2], commonThreshold: lists[3][0],
      sets: PredictionSets(unsure: lists[4], sure: lists[5]))
  }
}
