import TestSupport
import Testing

@testable import Classification

@Suite struct ConfidenceModelTests {
  private typealias Row = (signs: ConfidenceModel.Signs, isRight: Bool)

  /// Answers whose share of right ones rises with the margin, below a ceiling.
  private func answers(_ count: Int, slip: Float, seed: UInt64) -> [Row] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let margin = Float.random(in: 0...2, using: &random)
      let share = (1 - slip) / (1 + Float.exp(-(6 * margin - 2)))
      return (
        ConfidenceModel.Signs(
          logOdds: 4 * margin + Float.random(in: -1...1, using: &random), margin: margin,
          score: margin - 0.5 + Float.random(in: -0.2...0.2, using: &random)),
        Float.random(in: 0..<1, using: &random) < share
      )
    }
  }

  @Test(arguments: [Float(0), 0.04, 0.15])
  func `the curve and its ceiling are found again`(slip: Float) {
    let model = ConfidenceModel(fitting: answers(6000, slip: slip, seed: 3))
    #expect(abs(model.ceiling - (1 - slip)) < 0.02)
    for margin in [Float(0.1), 0.4, 0.8, 1.6] {
      let signs = ConfidenceModel.Signs(logOdds: 4 * margin, margin: margin, score: margin - 0.5)
      let expected = (1 - slip) / (1 + Float.exp(-(6 * margin - 2)))
      #expect(abs(model.confidence(signs) - expected) < 0.05)
    }
  }

  @Test func `no other weights are likelier`() {
    // The slow way: the penalised likelihood itself, at the solution and all around it.
    let rows = answers(400, slip: 0.05, seed: 9)
    let inputs = rows.map {
      [1, Double($0.signs.logOdds) / 3, Double($0.signs.margin), Double($0.signs.score)]
    }
    let isRight = rows.map(\.isRight)
    let (weights, slip) = ConfidenceModel.fit(inputs, isRight)
    func loss(_ weights: [Double], _ slip: Double) -> Double {
      var sum = 0.005 * weights[0] * weights[0]
      for weight in weights.dropFirst() { sum += 0.5 * weight * weight }
      for (input, isRight) in zip(inputs, isRight) {
        let share = (1 - slip) * ConfidenceModel.logistic(weights, input)
        sum -= Double.log(isRight ? share : 1 - share)
      }
      return sum
    }
    let best = loss(weights, slip)
    for index in weights.indices {
      for change in [-0.1, 0.1] {
        var other = weights
        other[index] += change
        #expect(loss(other, slip) > best - 0.02)
      }
    }
    #expect(loss(weights, slip + 0.01) > best - 0.02)
    #expect(loss(weights, max(0, slip - 0.01)) > best - 0.02)
  }

  @Test func `wrong labels among the surest do not pull the curve flat`() {
    let clean = ConfidenceModel(fitting: answers(4000, slip: 0, seed: 5))
    let noisy = ConfidenceModel(fitting: answers(4000, slip: 0.08, seed: 5))
    let unsure = ConfidenceModel.Signs(logOdds: 0.4, margin: 0.1, score: -0.4)
    #expect(abs(noisy.confidence(unsure) / noisy.ceiling - clean.confidence(unsure)) < 0.08)
  }

  @Test(arguments: [true, false])
  func `answers all alike give numbers`(isRight: Bool) {
    let rows = answers(80, slip: 0, seed: 7).map { ($0.signs, isRight) }
    let model = ConfidenceModel(fitting: rows)
    for row in rows {
      let confidence = model.confidence(row.0)
      #expect(isRight ? confidence > 0.9 && confidence <= 1 : confidence >= 0 && confidence < 0.1)
    }
  }

  @Test func `without answers the odds are believed, with one nothing traps`() {
    let none = ConfidenceModel(fitting: [])
    let even = ConfidenceModel.Signs(logOdds: 0, margin: 0, score: 0)
    #expect(none.confidence(even) == 0.5)
    let one = ConfidenceModel(fitting: [(even, true)])
    #expect(one.confidence(even).isFinite)
  }
}

extension Float {
  fileprivate static func exp(_ power: Float) -> Float {
    // The series is precise enough for tests and needs no library.
    var (term, sum) = (1.0, 1.0)
    for index in 1..<80 {
      term *= Double(abs(power)) / Double(index)
      sum += term
    }
    return Float(power < 0 ? 1 / sum : sum)
  }
}

extension Double {
  /// The natural logarithm, by halving.
  fileprivate static func log(_ number: Double) -> Double {
    let (exponent, fraction) = (Double(number.exponent), number.significand)
    let ratio = (fraction - 1) / (fraction + 1)
    var (power, sum) = (ratio, 0.0)
    for index in stride(from: 1.0, to: 60, by: 2) {
      sum += power / index
      power *= ratio * ratio
    }
    return 2 * sum + exponent * 0.6931471805599453
  }
}
