import Classification
import Columns
import TestSupport
import Testing

/// Training data as it is: wrong labels, rare labels, texts that ramble.
@Suite struct HardTrainingTests {
  private func accuracy(_ model: LinearModel, _ test: TrainingData) -> Double {
    Evaluation(model.predict(test.texts, top: 1), names: model.labels, truth: test.labels).top1
  }

  @Test func `one wrong label in ten costs little`() throws {
    var texts = InventedTexts(seed: 21)
    let test = texts.data(rows: 400)
    let clean = try ModelTraining.train(texts.data(rows: 400)).model
    let noisy = try ModelTraining.train(texts.data(rows: 400, noise: 10)).model
    #expect(accuracy(clean, test) > 0.97)
    #expect(accuracy(noisy, test) > accuracy(clean, test) - 0.02)
  }

  @Test func `a label with one row in forty is still found`() throws {
    var texts = InventedTexts(seed: 22)
    let all = texts.data(rows: 1200)
    let kept = (0..<1200).filter { all.labels.text($0) != "供水" || $0 % 30 == 2 }
    let data = TrainingData(
      texts: all.texts.map { column in StringColumn(kept.map { column.text($0) }) },
      labels: StringColumn(kept.map { all.labels.text($0) }))
    let (model, _) = try ModelTraining.train(data)
    let test = texts.data(rows: 400)
    let rare = (0..<400).filter { test.labels.text($0) == "供水" }
    let predictions = model.predict(test.texts, top: 1)
    let found = rare.count { model.labels[predictions.label($0)] == "供水" }
    #expect(Double(found) / Double(rare.count) > 0.9)
  }

  /// Texts that begin with a word of their own label and ramble on with one of another.
  private func rambling(_ rows: Int, seed: UInt64) -> TrainingData {
    var random = SeededGenerator(seed: seed)
    let words = ["噪声扰民", "路灯不亮", "自来水发黄", "车辆违停"]
    let fillers = ["已经反映多次", "希望领导重视", "居民意见很大", "至今没有答复", "请核实处理"]
    var contents: [String] = []
    for row in 0..<rows {
      var rest = (0..<8).map { _ in fillers.randomElement(using: &random) ?? "" }
      for _ in 0..<5 { rest.append(words.randomElement(using: &random) ?? "") }
      rest.shuffle(using: &random)
      contents.append(([words[row % 4]] + rest).joined(separator: "，"))
    }
    return TrainingData(
      texts: [StringColumn(contents)], labels: StringColumn((0..<rows).map { "\($0 % 4)" }))
  }

  @Test func `what stands first decides, where it does in the data`() throws {
    var options = TrainingOptions()
    let data = rambling(300, seed: 23)
    let test = rambling(400, seed: 24)
    let (model, card) = try ModelTraining.train(data, options: options)
    #expect(card.headLength == 30)
    #expect(accuracy(model, test) > 0.95)
    options.headLengths = [0]
    let (flat, flatCard) = try ModelTraining.train(data, options: options)
    #expect(flatCard.headLength == 0)
    #expect(accuracy(flat, test) < accuracy(model, test))
    // A model read from its file goes by the same places.
    let copy = try LinearModel(decoding: model.encoded())
    #expect(copy.settings == model.settings)
    #expect(accuracy(copy, test) > 0.95)
  }
}
