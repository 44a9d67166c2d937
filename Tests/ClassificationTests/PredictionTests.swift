import Columns
import TestSupport
import Testing

@testable import Classification

@Suite struct PredictionTests {
  private func model(labels: Int, seed: UInt64) throws -> (
    model: LinearModel, texts: [StringColumn]
  ) {
    var random = SeededGenerator(seed: seed)
    func word() -> String {
      String(
        String.UnicodeScalarView(
          (0..<2).map { _ in Unicode.Scalar(0x4E00 + UInt32.random(in: 0..<80, using: &random))! }))
    }
    let words = (0..<labels).map { _ in (0..<4).map { _ in word() } }
    var titles = StringColumn()
    var bodies = StringColumn()
    var names = StringColumn()
    for row in 0..<labels * 12 {
      let own = words[row % labels]
      titles.append(own.randomElement(using: &random) ?? "")
      bodies.append(
        (0..<12).map { _ in
          Bool.random(using: &random) ? own.randomElement(using: &random)! : word()
        }
        .joined())
      names.append("\(100 + row % labels)")
    }
    let model = try ModelTraining.train(
      TrainingData(texts: [titles, bodies], labels: names), options: TrainingOptions(costs: [1])
    ).model
    return (model, [titles, bodies])
  }

  /// The likeliest label and its share, computed one n-gram and one label after the other.
  private func obvious(_ model: LinearModel, _ texts: [StringColumn], _ row: Int, rounded: Bool)
    -> [Double]
  {
    var scratch = FeatureScratch()
    model.extractor.extract(texts, row, model.vocabulary, into: &scratch)
    var sums = [Double](repeating: 0, count: model.labels.count)
    var square = 0.0
    for feature in scratch.features {
      let value = Double(model.extractor.values[Int(scratch.counts[Int(feature)])])
      square +=
        (value * Double(model.traits[Int(feature)].rarity))
        * (value * Double(model.traits[Int(feature)].rarity))
      for label in sums.indices {
        let weight =
          rounded
          ? Double(model.weights.steps(Int(feature), label)) * Double(model.scales[label])
          : Double(model.exactWeights!.blocks[label / 16][Int(feature)][label % 16])
        sums[label] += value * weight
      }
    }
    let norm = square > 0 ? 1 / square.squareRoot() : 0
    var scores = sums.map { Float($0 * norm) }
    model.calibration.makeProbabilities(of: &scores)
    return scores.map { Double($0) }
  }

  @Test(arguments: [2, 16, 17, 33, 65])
  func `the fast sums are the obvious ones, rounded and exact`(labels: Int) throws {
    let (model, texts) = try model(labels: labels, seed: UInt64(labels))
    for (precision, rounded) in [(LinearModel.Precision.rounded, true), (.exact, false)] {
      let predictions = model.predict(texts, top: labels, precision: precision)
      for row in stride(from: 0, to: predictions.count, by: 5) {
        let expected = obvious(model, texts, row, rounded: rounded)
        for rank in 0..<labels {
          let difference =
            predictions.confidence(row, rank: rank) - expected[predictions.label(row, rank: rank)]
          #expect(abs(difference) < 1e-4)
        }
      }
    }
  }

  @Test func `rounded and exact weights give the same label`() throws {
    let (model, texts) = try model(labels: 40, seed: 5)
    let (rounded, exact) = (model.predict(texts), model.predict(texts, precision: .exact))
    let same = (0..<rounded.count).count { rounded.label($0) == exact.label($0) }
    #expect(same == rounded.count)
    #expect(zip(rounded.confidences, exact.confidences).allSatisfy { abs($0 - $1) < 0.02 })
  }

  @Test func `agreement counts the answers of rows set aside that rounding would turn`() throws {
    let (model, texts) = try model(labels: 20, seed: 9)
    let rows = (0..<Int32(texts[0].count)).map { $0 }
    func agreement(margin: Float) -> Double {
      // Every other row has two labels that are as good as each other but for a margin.
      var scores = [Float](repeating: -1, count: rows.count * 20)
      for row in rows.indices {
        scores[row * 20 + row % 20] = 1
        if row % 2 == 0 { scores[row * 20 + (row + 1) % 20] = 1 - margin }
      }
      let held = Calibration.HeldOut(scores: scores, labels: rows.map { $0 % 20 }, labelCount: 20)
      return model.agreement(held, texts, rows: rows)
    }
    #expect(agreement(margin: 1) == 1)
    let close = agreement(margin: 1e-7)
    #expect(close > 0.5 && close < 0.95)
  }

  @Test func `a text of 100 kB is added up as any other`() throws {
    let (model, texts) = try model(labels: 17, seed: 6)
    var long = ""
    var row = 0
    while long.utf8.count < 100_000 {
      long += texts[1].text(row % texts[1].count)
      row += 1
    }
    let columns = [StringColumn(["", long]), StringColumn([long, ""])]
    let predictions = model.predict(columns, top: 17)
    for row in 0..<2 {
      let expected = obvious(model, columns, row, rounded: true)
      for rank in 0..<17 {
        #expect(
          abs(
            predictions.confidence(row, rank: rank) - expected[predictions.label(row, rank: rank)])
            < 1e-3)
      }
    }
  }

  @Test func `a text without known n-grams gets the shares of no evidence`() throws {
    let (model, _) = try model(labels: 17, seed: 7)
    let empty = [StringColumn(["", "？", nil, "zzzz"]), StringColumn(["", "", nil, ""])]
    let predictions = model.predict(empty, top: 17)
    for row in 1..<4 {
      #expect(
        (0..<17).allSatisfy { predictions.label(row, rank: $0) == predictions.label(0, rank: $0) })
      #expect(predictions.confidence(row) == predictions.confidence(0))
    }
  }

  @Test func `a model from a file answers as the one that was trained`() throws {
    let (model, texts) = try model(labels: 33, seed: 8)
    let copy = try LinearModel(decoding: model.encoded())
    #expect(copy.exactWeights == nil)
    #expect(copy.predict(texts, top: 3).confidences == model.predict(texts, top: 3).confidences)
  }
}
