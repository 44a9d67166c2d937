import Columns
import Testing

@testable import Classification

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

  @Test func `labels, bins, confusions and groups all add up to the rows`() throws {
    let (model, test) = try trained()
    let result = Evaluation(
      model.predict(test.texts, top: 4, setCoverage: 0.9), names: model.labels,
      truth: test.labels, isTaken: { model.isAccepted(label: $0, confidence: $1) })
    #expect(result.all == Evaluation.Tally(rows: 120, right: result.right))
    #expect(result.byLabel.map(\.answers).reduce(0, +) == 120)
    #expect(result.byLabel.map(\.right).reduce(0, +) == result.right)
    #expect(result.byLabel.map(\.taken.rows).reduce(0, +) == result.taken.rows)
    #expect(result.byLabel.map(\.taken.right).reduce(0, +) == result.taken.right)
    #expect(result.bins.map(\.rows).reduce(0, +) == 120)
    #expect(result.bins.map(\.right).reduce(0, +) == result.right)
    #expect(result.confusions.map(\.rows).reduce(0, +) == 120)
    let sets = try #require(result.sets)
    #expect(sets.taken.rows == result.taken.rows)
    #expect(sets.taken.rows + sets.others.rows == 120)
    let groups = result.grouped { $0 % 3 == 0 ? "" : "\($0 % 3)" }
    #expect(groups.map(\.value) == ["", "1", "2"])
    #expect(groups.map(\.all.rows).reduce(0, +) == 120)
    #expect(groups.map(\.all.right).reduce(0, +) == result.right)
    #expect(groups.map(\.taken.right).reduce(0, +) == result.taken.right)
  }

  @Test func `the worst mistakes are the surest wrong answers`() throws {
    let (model, test) = try trained()
    let predictions = model.predict(test.texts, top: 3)
    let result = Evaluation(predictions, names: model.labels, truth: test.labels)
    let worst = result.worstMistakes(truth: test.labels, names: model.labels, count: 5)
    #expect(worst.count == 5)
    #expect(zip(worst, worst.dropFirst()).allSatisfy { $0.confidence >= $1.confidence })
    let wrong = (0..<120).filter { model.labels[predictions.label($0)] != test.labels.text($0) }
    #expect(worst.first?.confidence == wrong.map { predictions.confidence($0) }.max())
    #expect(worst.allSatisfy { test.labels.text($0.row) == $0.truth && $0.truth != $0.answer })
  }

  @Test func `the interval of F1 holds F1 and narrows with rows`() {
    let few = Evaluation.LabelScore(
      label: "a", rows: 10, answers: 12, right: 8, taken: Evaluation.Tally(rows: 0, right: 0))
    let many = Evaluation.LabelScore(
      label: "a", rows: 1000, answers: 1200, right: 800,
      taken: Evaluation.Tally(rows: 0, right: 0))
    #expect(few.f1Interval?.contains(few.f1) == true)
    #expect(many.f1Interval?.contains(many.f1) == true)
    let widths = [few, many].compactMap(\.f1Interval).map { $0.upperBound - $0.lowerBound }
    #expect(widths.count == 2 && widths[1] < widths[0] / 5)
  }
}
