internal import Glibc

/// How sure an answer is by what its scores show: a logistic curve below a ceiling.
///
/// The share of right answers is (1 − *slip*) · σ(*w* · signs). The slip is the share of rows whose
/// given label is wrong however clear the text: with it left out, few such rows among the surest
/// answers pull the curve flat, for nothing else explains them. Curve and slip are found together by
/// expectation and maximisation, where the hidden variable of a wrong answer is whether the label
/// slipped (Raykar et al., "Learning from crowds", JMLR 2010, with one annotator); the curve alone is
/// Platt's (1999) over three signs in place of one.
struct ConfidenceModel: Equatable, Sendable {
  /// The constant, and the weight of each sign.
  let weights: [Float]
  /// The share of right answers that no answer is surer than.
  let ceiling: Float

  /// What the scores of a row show.
  struct Signs: Equatable, Sendable {
    /// The logarithm of the odds of the likeliest label.
    let logOdds: Float
    /// By how much its score is above the second.
    let margin: Float
    /// Its score.
    let score: Float
  }

  static let weightCount = 4
  /// Bounds on the logarithm of the odds, beyond which it says no more.
  private static let logOddsBounds: ClosedRange<Float> = -6...12
  /// How strongly weights of signs in units of their spread, and the constant, are drawn to zero.
  private static let (penalty, constantPenalty) = (1.0, 0.01)
  private static let rounds = 40

  init(weights: [Float], ceiling: Float) {
    self.weights = weights
    self.ceiling = ceiling
  }

  /// The signs of a row.
  ///
  /// - Parameters:
  ///   - best: The highest score.
  ///   - second: The second highest.
  ///   - total: The sum of all labels' odds against the best, which is one for the best alone.
  static func signs(best: Float, second: Float, total: Float) -> Signs {
    let logOdds = total > 1 ? -logf(total - 1) : logOddsBounds.upperBound
    return Signs(
      logOdds: min(max(logOdds, logOddsBounds.lowerBound), logOddsBounds.upperBound),
      margin: best - second, score: best)
  }

  /// The share of right answers that is to be expected of such signs.
  func confidence(_ signs: Signs) -> Float {
    let sum =
      weights[0] + weights[1] * signs.logOdds + weights[2] * signs.margin + weights[3] * signs.score
    return ceiling / (1 + expf(-sum))
  }
}

// MARK: - Fitting

extension ConfidenceModel {
  /// Fits weights and ceiling to answers; without any, the odds are believed as they are.
  init(fitting answers: [(signs: Signs, isRight: Bool)]) {
    guard !answers.isEmpty else {
      self.init(weights: [0, 1, 0, 0], ceiling: 1)
      return
    }
    let rows = answers.map {
      [Double($0.signs.logOdds), Double($0.signs.margin), Double($0.signs.score)]
    }
    let means = (0..<3).map { sign in rows.reduce(0) { $0 + $1[sign] } / Double(rows.count) }
    let spreads = (0..<3).map { sign in
      let square = rows.reduce(0) { $0 + ($1[sign] - means[sign]) * ($1[sign] - means[sign]) }
      return max((square / Double(rows.count)).squareRoot(), 1e-6)
    }
    let inputs = rows.map { row in
      [1] + (0..<3).map { (row[$0] - means[$0]) / spreads[$0] }
    }
    let (solution, slip) = Self.fit(inputs, answers.map(\.isRight))
    var weights = solution
    for sign in 0..<3 {
      weights[sign + 1] /= spreads[sign]
      weights[0] -= weights[sign + 1] * means[sign]
    }
    self.init(weights: weights.map { Float($0) }, ceiling: Float(1 - slip))
  }

  /// Weights of standardised inputs and the slip, by expectation and maximisation.
  static func fit(_ inputs: [[Double]], _ isRight: [Bool]) -> (weights: [Double], slip: Double) {
    var weights = [Double](repeating: 0, count: weightCount)
    var slip = 0.02
    var targets = isRight.map { $0 ? 1.0 : 0 }
    for round in 0..<rounds {
      for _ in 0..<(round == 0 ? 15 : 4) { step(&weights, inputs, targets) }
      var slipped = 0.0
      for (row, input) in inputs.enumerated() where !isRight[row] {
        let curve = logistic(weights, input)
        targets[row] = slip * curve / (slip * curve + 1 - curve + 1e-12)
        slipped += targets[row]
      }
      slip = slipped / max(targets.reduce(0, +), 1e-12)
    }
    return (weights, slip)
  }

  static func logistic(_ weights: [Double], _ input: [Double]) -> Double {
    var sum = 0.0
    for index in 0..<weightCount { sum += weights[index] * input[index] }
    return 1 / (1 + exp(-sum))
  }

  /// One step of Newton's method on the penalised likelihood of soft targets.
  private static func step(_ weights: inout [Double], _ inputs: [[Double]], _ targets: [Double]) {
    var gradient = [Double](repeating: 0, count: weightCount)
    var hessian = [[Double]](repeating: gradient, count: weightCount)
    for index in 0..<weightCount {
      hessian[index][index] = index == 0 ? constantPenalty : penalty
      gradient[index] = hessian[index][index] * weights[index]
    }
    for (row, input) in inputs.enumerated() {
      let curve = logistic(weights, input)
      let slope = curve * (1 - curve)
      for i in 0..<weightCount {
        gradient[i] += input[i] * (curve - targets[row])
        for j in 0...i { hessian[i][j] += input[i] * input[j] * slope }
      }
    }
    let change = solve(hessian, gradient)
    for index in 0..<weightCount { weights[index] -= min(max(change[index], -4), 4) }
  }

  /// Solves a positive definite system, of which the lower triangle is given, after Cholesky.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var lower = matrix
    var solution = right
    for i in 0..<weightCount {
      for j in 0...i {
        var sum = matrix[i][j]
        for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
        lower[i][j] = i == j ? max(sum, 1e-12).squareRoot() : sum / lower[j][j]
      }
      for k in 0..<i { solution[i] -= lower[i][k] * solution[k] }
      solution[i] /= lower[i][i]
    }
    for i in (0..<weightCount).reversed() {
      for k in (i + 1)..<weightCount { solution[i] -= lower[k][i] * solution[k] }
      solution[i] /= lower[i][i]
    }
    return solution
  }
}
