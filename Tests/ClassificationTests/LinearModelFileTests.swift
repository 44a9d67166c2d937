import Classification
import Columns
import Complaints
import TestSupport
import Testing

@Suite struct LinearModelFileTests {
  private func model() throws -> (LinearModel, TrainingData) {
    var texts = InventedTexts(seed: 11)
    let data = texts.data(rows: 100)
    return (try ModelTraining.train(data, options: TrainingOptions(costs: [1])).model, data)
  }

  @Test func `a model read back answers as before`() throws {
    let (model, data) = try model()
    let copy = try LinearModel(decoding: model.encoded())
    #expect(copy.labels == model.labels)
    #expect(copy.version == model.version)
    #expect(copy.threshold == model.threshold)
    #expect(copy.encoded() == model.encoded())
    let (before, after) = (model.predict(data.texts, top: 3), copy.predict(data.texts, top: 3))
    #expect(before.labels == after.labels)
    #expect(before.confidences == after.confidences)
  }

  @Test func `a changed or cut file is refused`() throws {
    let bytes = try model().0.encoded()
    var random = SeededGenerator(seed: 12)
    for _ in 0..<200 {
      var broken = bytes
      if Bool.random(using: &random) {
        let index = Int.random(in: 0..<broken.count, using: &random)
        broken[index] ^= UInt8.random(in: 1...255, using: &random)
      } else {
        broken.removeLast(Int.random(in: 1..<broken.count, using: &random))
      }
      let error = #expect(throws: AnalysisError.self) { try LinearModel(decoding: broken) }
      #expect(error?.code == .model)
    }
  }

  @Test(
    arguments: [[], [0x4D], Array("MSLINEAR".utf8), Array(repeating: 0, count: 100)] as [[UInt8]])
  func `what is no model file is refused`(bytes: [UInt8]) {
    #expect(throws: AnalysisError.self) { try LinearModel(decoding: bytes) }
  }
}
