internal import Glibc
internal import Parallel

/// What scores are worth: fitted on rows that the model had not learned from.
struct Calibration: Equatable, Sendable {
  /// By what scores are divided before they become probabilities.
  let temperature: Float
  /// The accuracy that was wanted of answers that are taken.
  let accuracy: Float
  /// How sure an answer is by what its scores show.
  let confidence: ConfidenceModel
  /// How often answers of such a confidence are right.
  let reliability: Reliability
  /// From which confidence on an answer is taken, by its label.
  let labelThresholds: [Float]
  /// From which confidence on an answer is taken whose label had too few rows set aside.
  let commonThreshold: Float
  /// How probable a label must be to stand in a set for people.
  let sets: PredictionSets

  /// Scores of held-out rows, `labelCount` for each, and the right label of each.
  struct HeldOut: Sendable {
    let scores: [Float]
    let labels: [Int32]
    let labelCount: Int
  }

  /// An answer to a row set aside.
  struct Answer: Sendable {
    /// The likeliest label.
    let label: Int
    /// How sure it is.
    let confidence: Float
    /// Whether it is right.
    let isRight: Bool
    /// How probable the right label was.
    let rightProbability: Float
  }

  private static let chunkRows = 2048

  /// Fits the temperature for which the held-out labels are likeliest, then how sure an answer is,
  /// how right such answers are, and the thresholds above which answers reach an accuracy.
  init(_ held: HeldOut, accuracy: Double) {
    let temperature = Self.fitTemperature(held)
    let signs = Self.signs(held, temperature)
    let confidence = ConfidenceModel(fitting: signs)
    let reliability = Reliability(
      signs.map { (confidence.confidence($0.signs), $0.isRight) })
    let fitted = Calibration(
      temperature: temperature, accuracy: Float(accuracy), confidence: confidence,
      reliability: reliability, labelThresholds: [], commonThreshold: RiskControl.never,
      sets: PredictionSets([]))
    let answers = fitted.answers(held)
    let thresholds = RiskControl.thresholds(
      answers, labelCount: held.labelCount, accuracy: accuracy)
    self.init(
      temperature: temperature, accuracy: Float(accuracy), confidence: confidence,
      reliability: reliability, labelThresholds: thresholds.labels,
      commonThreshold: thresholds.common,
      sets: PredictionSets(
        answers.map {
          (
            RiskControl.isTaken($0.confidence, from: thresholds.labels[$0.label]),
            $0.confidence, $0.rightProbability
          )
        }))
  }

  init(
    temperature: Float, accuracy: Float, confidence: ConfidenceModel, reliability: Reliability,
    labelThresholds: [Float], commonThreshold: Float, sets: PredictionSets
  ) {
    self.temperature = temperature
    self.accuracy = accuracy
    self.confidence = confidence
    self.reliability = reliability
    self.labelThresholds = labelThresholds
    self.commonThreshold = commonThreshold
    self.sets = sets
  }

  /// Turns scores into probabilities, in place; they add up to one at most.
  ///
  /// The likeliest label has the calibrated confidence; the others share the rest as the
  /// temperature has it. Where that were more than the likeliest label has, they get less, so that
  /// the order of the scores is kept.
  func makeProbabilities(of scores: inout [Float]) {
    guard !scores.isEmpty else { return }
    let (best, signs, total) = Self.makeOdds(of: &scores, temperature)
    let confidence = reliability.accuracy(at: confidence.confidence(signs))
    let factor = total > 1 ? (1 - confidence) / (total - 1) : 0
    for label in scores.indices where label != best {
      scores[label] = min(scores[label] * factor, confidence * (1 + scores[label]) / 2)
    }
    scores[best] = confidence
  }

  /// Turns scores into odds against the best, in place.
  private static func makeOdds(of scores: inout [Float], _ temperature: Float)
    -> (best: Int, signs: ConfidenceModel.Signs, total: Float)
  {
    var best = 0
    var second = -Float.infinity
    for label in scores.indices.dropFirst() {
      if scores[label] > scores[best] {
        second = scores[best]
        best = label
      } else if scores[label] > second {
        second = scores[label]
      }
    }
    let highest = scores[best]
    var total: Float = 0
    for label in scores.indices {
      scores[label] = expf((scores[label] - highest) / temperature)
      total += scores[label]
    }
    return (
      best, ConfidenceModel.signs(best: highest, second: second, total: total), total
    )
  }

  /// What the scores of held-out rows show, and whether the best label is right.
  private static func signs(_ held: HeldOut, _ temperature: Float)
    -> [(signs: ConfidenceModel.Signs, isRight: Bool)]
  {
    var scores = [Float](repeating: 0, count: held.labelCount)
    return held.labels.indices.map { row in
      for label in scores.indices { scores[label] = held.scores[row * held.labelCount + label] }
      let (best, signs, _) = makeOdds(of: &scores, temperature)
      return (signs, best == Int(held.labels[row]))
    }
  }

  /// The answers to held-out rows.
  func answers(_ held: HeldOut) -> [Answer] {
    var scores = [Float](repeating: 0, count: held.labelCount)
    return held.labels.indices.map { row in
      for label in scores.indices { scores[label] = held.scores[row * held.labelCount + label] }
      var best = 0
      for label in scores.indices.dropFirst() where scores[label] > scores[best] { best = label }
      makeProbabilities(of: &scores)
      let right = Int(held.labels[row])
      return Answer(
        label: best, confidence: scores[best], isRight: best == right,
        rightProbability: scores[right])
    }
  }
}

// MARK: - Temperature

extension Calibration {
  /// Golden section on the logarithm of the temperature.
  private static func fitTemperature(_ held: HeldOut) -> Float {
    guard !held.labels.isEmpty else { return 1 }
    let ratio = (5.0.squareRoot() - 1) / 2
    var low = log(0.02)
    var high = log(5.0)
    var left = high - ratio * (high - low)
    var right = low + ratio * (high - low)
    var leftLoss = loss(held, Float(exp(left)))
    var rightLoss = loss(held, Float(exp(right)))
    for _ in 0..<24 {
      if leftLoss <= rightLoss {
        high = right
        (right, rightLoss) = (left, leftLoss)
        left = high - ratio * (high - low)
        leftLoss = loss(held, Float(exp(left)))
      } else {
        low = left
        (left, leftLoss) = (right, rightLoss)
        right = low + ratio * (high - low)
        rightLoss = loss(held, Float(exp(right)))
      }
    }
    return Float(exp((low + high) / 2))
  }

  /// The negative logarithm of the likelihood of the right labels.
  private static func loss(_ held: HeldOut, _ temperature: Float) -> Double {
    let chunks = Parallel.ranges(held.labels.count, of: chunkRows)
    let losses = Parallel.map(chunks: chunks.count) { chunk in
      var sum = 0.0
      for row in chunks[chunk] {
        let base = row * held.labelCount
        var highest = -Float.infinity
        for label in 0..<held.labelCount { highest = max(highest, held.scores[base + label]) }
        var total: Float = 0
        for label in 0..<held.labelCount {
          total += expf((held.scores[base + label] - highest) / temperature)
        }
        let right = held.scores[base + Int(held.labels[row])]
        sum += Double(logf(total) - (right - highest) / temperature)
      }
      return sum
    }
    return losses.reduce(0, +)
  }
}
