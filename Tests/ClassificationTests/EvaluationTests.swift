import Classification
import Columns
import Testing

@Suite struct EvaluationTests {
  private func trained() throws -> (LinearModel, TrainingData) {
    var texts = InventedTexts(seed: 21)
    let model = try ModelTraining.train(
      texts.data(rows: 100), options: TrainingOptions(costs: [1])
    ).model
    return (model, texts.data(rows: 120, noise: 6))
  }

  @Test func `measures agree with counting by hand`() throws {
    let (model, test) = try trained()
    let predictions = model.predict(test.texts, top: 3)
    let result = Evaluation(predictions, names: model.labels, truth: test.labels)
    let answers = (0..<120).map { model.labels[predictions.label($0)] }
    let truth = (0..<120).map { test.labels.text($0) }
    let right = zip(answers, truth).count { $0 == $1 }
    #expect(result.rows == 120)
    #expect(result.labels == 4)
    #expect(result.top1 == Double(right) / 120)
    var macro = 0.0
    for label in model.labels {
      let hit = zip(answers, truth).count { $0 == label && $1 == label }
      let named = answers.count { $0 == label } + truth.count { $0 == label }
      macro += 2 * Double(hit) / Double(named) / 4
    }
    #expect(abs(result.macroF1 - macro) < 1e-12)
    #expect(result.byLabel.map(\.rows).reduce(0, +) == 120)
  }

  @Test func `coverage has a point for each hundredth, ending with all rows`() throws {
    let (model, test) = try trained()
    let result = Evaluation(
      model.predict(test.texts, top: 3), names: model.labels, truth: test.labels)
    #expect(result.coverage.count == 100)
    #expect(result.coverage.last?.coverage == 1)
    #expect(result.coverage.last?.accuracy == result.top1)
    #expect(
      zip(result.coverage, result.coverage.dropFirst()).allSatisfy { $0.threshold >= $1.threshold })
  }

  @Test
  func `rows without a label are passed over, and labels unknown to the model count as missed`()
    throws
  {
    let (model, _) = try trained()
    let texts = StringColumn(["路灯不亮", "停水", "路灯不亮"])
    let empty = StringColumn(["", "", ""])
    let result = Evaluation(
      model.predict([empty, texts], top: 3), names: model.labels,
      truth: StringColumn(["路灯", nil, "没见过"]))
    #expect(result.rows == 2)
    #expect(result.labels == 5)
    #expect(result.top1 == 0.5)
  }

  @Test func `no rows give zeros`() throws {
    let (model, _) = try trained()
    let none = StringColumn()
    let result = Evaluation(model.predict([none, none]), names: model.labels, truth: none)
    #expect(result.rows == 0)
    #expect(result.coverage.isEmpty)
  }
}
