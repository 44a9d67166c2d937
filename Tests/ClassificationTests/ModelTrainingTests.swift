import Bytes
import Columns
import Complaints
import TestSupport
import Testing

@testable import Classification

@Suite struct ModelTrainingTests {
  @Test func `a model learns what the words mean`() throws {
    var texts = InventedTexts(seed: 1)
    let (model, card) = try ModelTraining.train(texts.data(rows: 240))
    let test = texts.data(rows: 200)
    let result = Evaluation(
      model.predict(test.texts, top: 3), names: model.labels, truth: test.labels)
    #expect(model.labels == ["供水", "停车", "噪声", "路灯"].sortedByBytes)
    #expect(result.top1 > 0.97)
    #expect(result.top3 >= result.top1)
    #expect(card.rows == 240)
    #expect(card.heldOutRows == 240)
    #expect(card.heldOutAccuracy > 0.95)
    #expect(card.roundingAgreement > 0.99 && card.roundingAgreement <= 1)
  }

  @Test func `the same data give the same bytes`() throws {
    var texts = InventedTexts(seed: 2)
    let data = texts.data(rows: 160, noise: 10)
    let first = try ModelTraining.train(data).model
    let second = try ModelTraining.train(data).model
    #expect(first.encoded() == second.encoded())
    #expect(first.version == second.version)
    #expect(first.version.hasPrefix("linear-"))
  }

  @Test func `answers above the threshold are as right as was asked`() throws {
    var texts = InventedTexts(seed: 3)
    let (model, _) = try ModelTraining.train(
      texts.data(rows: 600, noise: 12), options: TrainingOptions(costs: [1], accuracy: 0.9))
    let test = texts.data(rows: 500, noise: 12)
    let predictions = model.predict(test.texts, top: 1)
    var accepted = 0
    var right = 0
    for row in 0..<predictions.count
    where model.isAccepted(
      label: predictions.label(row), confidence: predictions.confidence(row))
    {
      accepted += 1
      if model.labels[predictions.label(row)] == test.labels.text(row) { right += 1 }
    }
    #expect(accepted > 400)
    #expect(Double(right) / Double(accepted) > 0.87)
  }

  @Test func `confidences are the shares of right answers`() throws {
    var texts = InventedTexts(seed: 4)
    let (model, _) = try ModelTraining.train(
      texts.data(rows: 600, noise: 8), options: TrainingOptions(costs: [1]))
    let test = texts.data(rows: 500, noise: 8)
    let result = Evaluation(
      model.predict(test.texts, top: 3), names: model.labels, truth: test.labels)
    #expect(result.expectedCalibrationError < 0.07)
  }

  @Test func `probabilities keep the order of the scores, however unsure an answer is`() {
    // Rows set aside that were all wrong make every answer less probable than its rivals.
    var random = SeededGenerator(seed: 6)
    let scores = (0..<900).map { _ in Float.random(in: -1...1, using: &random) }
    let calibration = Calibration(
      Calibration.HeldOut(
        scores: scores,
        labels: (0..<300).map { row in
          let own = scores[row * 3..<row * 3 + 3]
          return Int32((own.firstIndex(of: own.min() ?? 0) ?? row * 3) - row * 3)
        }, labelCount: 3), accuracy: 0.9)
    for row in 0..<300 {
      var own = Array(scores[row * 3..<row * 3 + 3])
      let order = own.indices.sorted { own[$0] > own[$1] }
      calibration.makeProbabilities(of: &own)
      #expect(own.indices.sorted { own[$0] > own[$1] } == order)
      #expect(own.reduce(0, +) < 1.0001)
    }
  }

  @Test func `texts without labels change how rare an n-gram is`() throws {
    var texts = InventedTexts(seed: 13)
    let data = texts.data(rows: 100)
    var options = TrainingOptions(costs: [1])
    let without = try ModelTraining.train(data, options: options)
    options.unlabelled = texts.data(rows: 200).texts
    let with = try ModelTraining.train(data, options: options)
    #expect(with.card.unlabelledRows == 200)
    #expect(with.model.version != without.model.version)
    #expect(with.card.heldOutAccuracy > 0.9)
  }

  @Test func `latest rows are set aside where times are known`() throws {
    var texts = InventedTexts(seed: 5)
    var data = texts.data(rows: 180)
    data.times = ValueColumn((0..<180).map { Int64($0) })
    let (_, card) = try ModelTraining.train(data)
    #expect(card.heldOutRows == 30)
  }

  /// A word of five characters that no other number has.
  private func word(_ number: Int) -> String {
    String(repeating: Character(Unicode.Scalar(0x5000 + UInt32(number) * 7) ?? "x"), count: 5)
  }

  @Test func `groups are never parted`() throws {
    // Each group has a word that tells its label and that no other group has.
    let rows = 0..<160
    var data = TrainingData(
      texts: [StringColumn(rows.map { "\(word($0 / 4))坏了\(word(100 + $0))" })],
      labels: StringColumn(rows.map { "\($0 / 4 % 2)" }))
    let options = TrainingOptions(costs: [1])
    #expect(try ModelTraining.train(data, options: options).card.heldOutAccuracy > 0.9)
    data.groups = StringColumn(rows.map { "\($0 / 4)" })
    #expect(try ModelTraining.train(data, options: options).card.heldOutAccuracy < 0.8)
  }

  @Test func `rows of one draft are never parted, though openings and numbers differ`() throws {
    let openings = ["我家门口", "单位楼下", "学校对面", "菜场旁边"]
    let rows = 0..<160
    let data = TrainingData(
      texts: [
        StringColumn(rows.map { "\(openings[$0 % 4])，这里有\(word($0 / 8))的毛病\($0)天了" })
      ], labels: StringColumn(rows.map { "\($0 / 8 % 2)" }))
    // Twenty drafts, each known by its own word alone: new ones can only be guessed.
    let card = try ModelTraining.train(data, options: TrainingOptions(costs: [1])).card
    #expect(card.heldOutAccuracy < 0.8)
  }

  @Test(arguments: [[], ["甲"], ["甲", "甲"], ["", "甲"]] as [[String]])
  func `fewer than two labels are refused`(labels: [String]) {
    let texts = StringColumn(labels.map { _ in "路灯不亮" })
    let data = TrainingData(texts: [texts], labels: StringColumn(labels))
    let error = #expect(throws: AnalysisError.self) { try ModelTraining.train(data) }
    #expect(error?.code == .model)
  }

  @Test func `texts without a repeated character sequence are refused`() {
    let data = TrainingData(
      texts: [StringColumn(["甲", "乙"])], labels: StringColumn(["一", "二"]))
    #expect(throws: AnalysisError.self) { try ModelTraining.train(data) }
  }

  @Test func `a text that says nothing is answered without trapping`() throws {
    var texts = InventedTexts(seed: 7)
    let (model, _) = try ModelTraining.train(
      texts.data(rows: 60), options: TrainingOptions(costs: [1]))
    let empty = StringColumn(["", "？？", nil, "\u{FEFF}"])
    let predictions = model.predict([empty, empty], top: 9)
    #expect(predictions.count == 4)
    #expect(predictions.width == 4)
    #expect((0..<4).allSatisfy { predictions.confidence($0) <= 1 })
  }

  @Test func `long texts do not overflow the sums`() throws {
    var texts = InventedTexts(seed: 8)
    let (model, _) = try ModelTraining.train(
      texts.data(rows: 60), options: TrainingOptions(costs: [1]))
    let long = StringColumn([String(repeating: "路灯不亮，一片漆黑。", count: 20_000)])
    let predictions = model.predict([StringColumn([""]), long], top: 1)
    #expect(model.labels[predictions.label(0)] == "路灯")
  }
}

extension Array where Element == String {
  fileprivate var sortedByBytes: [String] {
    sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
