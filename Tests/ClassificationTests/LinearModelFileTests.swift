import Bytes
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

  private func error(mapping bytes: [UInt8]) throws -> AnalysisError? {
    let folder = try TemporaryFolder()
    let path = folder.path + "/model.bin"
    try FileSystem.replace(path, with: bytes.span)
    let error = #expect(throws: AnalysisError.self) {
      try LinearModel(mapping: MappedFile(path: path))
    }
    #expect(error?.location.path == path)
    return error
  }

  @Test func `a mapped file answers as the bytes it holds, also when another takes its place`()
    throws
  {
    let (model, data) = try model()
    let folder = try TemporaryFolder()
    let path = folder.path + "/model.bin"
    try FileSystem.replace(path, with: model.encoded().span)
    let mapped = try LinearModel(mapping: MappedFile(path: path))
    try FileSystem.replace(path, with: [1, 2, 3].span)
    #expect(mapped.version == model.version)
    #expect(mapped.predict(data.texts).confidences == model.predict(data.texts).confidences)
  }

  @Test func `the error says what is wrong with a file`() throws {
    let bytes = try model().0.encoded()
    let cut = try error(mapping: Array(bytes[..<(bytes.count / 2)]))
    #expect(
      cut?.detail == "the model file ends too early: \(bytes.count / 2) of \(bytes.count) bytes")
    var newer = bytes
    newer[8] = 200
    #expect(try error(mapping: newer)?.detail.contains("of format 200; this program reads") == true)
    var other = bytes
    other[12] ^= 1
    #expect(try error(mapping: other)?.detail.contains("train it again") == true)
    var damaged = bytes
    damaged[bytes.count - 100] ^= 1
    #expect(try error(mapping: damaged)?.detail.contains("damaged") == true)
    #expect(try error(mapping: bytes + [0])?.detail.contains("damaged") == true)
    #expect(try error(mapping: Array("PK\u{3}\u{4} a workbook".utf8))?.detail == "not a model file")
    #expect(try error(mapping: [])?.detail == "not a model file")
  }

  @Test(
    arguments: [[], [0x4D], Array("MSLINEAR".utf8), Array(repeating: 0, count: 100)] as [[UInt8]])
  func `what is no model file is refused`(bytes: [UInt8]) {
    #expect(throws: AnalysisError.self) { try LinearModel(decoding: bytes) }
  }
}
