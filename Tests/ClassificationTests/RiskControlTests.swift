import TestSupport
import Testing

@testable import Classification

@Suite struct RiskControlTests {
  /// Answers to rows set aside, whose labels differ in how far their confidence can be believed.
  private func answers(_ count: Int, labels: Int, _ random: inout SeededGenerator)
    -> [Calibration.Answer]
  {
    (0..<count).map { _ in
      let label = min(
        labels - 1, Int(pow4(Double.random(in: 0..<1, using: &random)) * Double(labels)))
      let confidence = 1 - Double.random(in: 0..<1, using: &random) * 0.5
      // Labels of odd number are overrated by up to a tenth.
      let share = label % 2 == 1 ? confidence - 0.1 * (confidence - 0.4) : confidence
      let isRight = Double.random(in: 0..<1, using: &random) < share
      return Calibration.Answer(
        label: label, confidence: Float(confidence), isRight: isRight,
        rightProbability: isRight ? Float(confidence) : Float(1 - confidence) / 2)
    }
  }

  private func pow4(_ share: Double) -> Double { share * share * share * share }

  @Test(arguments: [(400, 3), (1500, 7), (3000, 60)], [0.8, 0.9])
  func `what is taken of new rows is as right as was asked`(size: (Int, Int), accuracy: Double) {
    var random = SeededGenerator(seed: UInt64(size.0))
    var misses = 0
    var taken = 0
    for _ in 0..<40 {
      let thresholds = RiskControl.thresholds(
        answers(size.0, labels: size.1, &random), labelCount: size.1, accuracy: accuracy)
      let new = answers(8000, labels: size.1, &random).filter {
        RiskControl.isTaken($0.confidence, from: thresholds.labels[$0.label])
      }
      taken += new.count
      // A third of a point is left for the sampling of these rows themselves.
      if Double(new.count(where: \.isRight)) < (accuracy - 0.0035) * Double(new.count) {
        misses += 1
      }
    }
    // At most one in ten may fail; four of forty are expected then, and eight are one in fifty.
    #expect(misses <= 8)
    #expect(taken > 40 * (accuracy < 0.85 ? 4000 : 400))
  }

  @Test func `each label's answers are about as right as was asked`() {
    var random = SeededGenerator(seed: 11)
    let thresholds = RiskControl.thresholds(
      answers(20_000, labels: 2, &random), labelCount: 2, accuracy: 0.9)
    let new = answers(40_000, labels: 2, &random).filter {
      RiskControl.isTaken($0.confidence, from: thresholds.labels[$0.label])
    }
    for label in 0..<2 {
      let own = new.filter { $0.label == label }
      #expect(Double(own.count(where: \.isRight)) > 0.87 * Double(own.count))
    }
    #expect(thresholds.labels[1] > thresholds.labels[0])
  }

  private func answer(_ label: Int, _ confidence: Float, _ isRight: Bool) -> Calibration.Answer {
    Calibration.Answer(
      label: label, confidence: confidence, isRight: isRight,
      rightProbability: isRight ? confidence : 0.01)
  }

  @Test func `where all answers are right all are taken, where all are wrong none is`() {
    let confidences = (0..<300).map { 0.6 + Float($0) / 1000 }
    let right = RiskControl.thresholds(
      confidences.map { answer(0, $0, true) }, labelCount: 2, accuracy: 0.95)
    #expect(right.labels[0] <= 0.65)
    let wrong = RiskControl.thresholds(
      confidences.map { answer(0, $0, false) }, labelCount: 2, accuracy: 0.95)
    #expect(wrong.labels == [1, 1])
    #expect(!RiskControl.isTaken(1, from: wrong.labels[0]))
  }

  @Test func `a label never predicted has the threshold of all, one with one row hardly differs`() {
    var random = SeededGenerator(seed: 2)
    var all = answers(2000, labels: 2, &random)
    all.append(answer(3, 0.97, true))
    let thresholds = RiskControl.thresholds(all, labelCount: 4, accuracy: 0.85)
    #expect(thresholds.labels[2] == thresholds.common)
    #expect(thresholds.labels[3] == 0.97 || thresholds.labels[3] == RiskControl.never)
  }

  @Test(arguments: [0, 1, 5, 20])
  func `too few rows prove nothing, and nothing is taken`(count: Int) {
    let few = (0..<count).map { _ in answer(0, 0.99, true) }
    #expect(RiskControl.thresholds(few, labelCount: 1, accuracy: 0.95).labels == [1])
  }

  @Test func `an accuracy of one is never proved`() {
    let rows = (0..<5000).map { _ in answer(0, 0.99, true) }
    #expect(RiskControl.thresholds(rows, labelCount: 1, accuracy: 1).labels == [1])
  }

  @Test(arguments: [(0, 10, 0.1), (3, 40, 0.05), (40, 1000, 0.05), (7, 7, 0.5), (0, 0, 0.2)])
  func `the binomial tail agrees with adding up`(misses: Int, count: Int, rate: Double) {
    // Chances of k misses in so many answers, answer by answer.
    var chances = [1.0]
    for _ in 0..<count {
      var next = [Double](repeating: 0, count: chances.count + 1)
      for (index, chance) in chances.enumerated() {
        next[index] += chance * (1 - rate)
        next[index + 1] += chance * rate
      }
      chances = next
    }
    let expected = chances.prefix(misses + 1).reduce(0, +)
    #expect(abs(BinomialTest.tail(misses: misses, of: count, rate: rate) - expected) < 1e-9)
  }

  @Test func `Wilson's interval is that of the textbook`() throws {
    let bounds = try #require(BinomialTest.interval(8, of: 10))
    #expect(abs(bounds.lowerBound - 0.4902) < 1e-4)
    #expect(abs(bounds.upperBound - 0.9433) < 1e-4)
    #expect(BinomialTest.interval(0, of: 0) == nil)
    #expect(BinomialTest.interval(0, of: 5)?.lowerBound == 0)
    #expect(BinomialTest.interval(5, of: 5)?.upperBound == 1)
  }
}
