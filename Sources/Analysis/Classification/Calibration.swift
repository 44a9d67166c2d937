internal import Glibc
internal import Parallel

/// What scores are worth: fitted on rows that the model had not learned from.
struct Calibration: Equatable, Sendable {
  /// By what scores are divided before they become probabilities.
  let temperature: Float
  /// How often answers of a confidence are right.
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

  /// An answer to a row set aside: its label, how sure it is, whether it is right, and how probable
  /// the right label was.
  struct Answer: Sendable {
    let label: Int
    let confidence: Float
    let isRight: Bool
    let rightProbability: Float
  }

  private static let chunkRows = 2048

  /// Fits the temperature for which the held-out labels are likeliest, the reliability of what then
  /// is the confidence, and the thresholds above which answers reach an accuracy.
  init(_ held: HeldOut, accuracy: Double) {
    let temperature = Self.fitTemperature(held)
    let raw = Calibration(temperature, Reliability(confidences: [], accuracies: []))
    let fitted = Calibration(temperature, Reliability(raw.answers(held)))
    let answers = fitted.answers(held)
    let threshold = Self.threshold(answers, accuracy: accuracy)
    self.init(
      temperature: temperature, reliability: fitted.reliability,
      labelThresholds: Array(repeating: threshold, count: held.labelCount),
      commonThreshold: threshold,
      sets: PredictionSets(
        answers.map { ($0.confidence >= threshold, $0.rightProbability) }))
  }

  /// A calibration that takes no answer.
  private init(_ temperature: Float, _ reliability: Reliability) {
    self.init(
      temperature: temperature, reliability: reliability, labelThresholds: [], commonThreshold: 1,
      sets: PredictionSets([]))
  }

  init(
    temperature: Float, reliability: Reliability, labelThresholds: [Float],
    commonThreshold: Float, sets: PredictionSets
  ) {
    self.temperature = temperature
    self.reliability = reliability
    self.labelThresholds = labelThresholds
    self.commonThreshold = commonThreshold
    self.sets = sets
  }

  /// Turns scores into probabilities, in place; they add up to one.
  func makeProbabilities(of scores: inout [Float]) {
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return }
    let highest = scores[best]
    var total: Float = 0
    for label in scores.indices {
      scores[label] = expf((scores[label] - highest) / temperature)
      total += scores[label]
    }
    let raw = 1 / total
    let confidence = reliability.accuracy(at: raw)
    let factor = total > 1 ? (1 - confidence) / (total - 1) : 0
    for label in scores.indices where label != best {
      scores[label] = min(scores[label] * factor, confidence)
    }
    scores[best] = confidence
  }

  /// The answers to held-out rows.
  func answers(_ held: HeldOut) -> [Answer] {
    var scores = [Float](repeating: 0, count: held.labelCount)
    return held.labels.indices.map { row in
      for label in scores.indices { scores[label] = held.scores[row * held.labelCount + label] }
      let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
      makeProbabilities(of: &scores)
      let right = Int(held.labels[row])
      return Answer(
        label: best, confidence: scores[best], isRight: best == right,
        rightProbability: scores[right])
    }
  }

  /// The lowest confidence from which on answers reach an accuracy, one miss more assumed.
  ///
  /// The miss assumed is that of the next row to come, which makes the bound hold on average for
  /// rows that are drawn as the held-out ones were.
  static func threshold(_ answers: [Answer], accuracy: Double) -> Float {
    let sorted = answers.sorted {
      $0.confidence == $1.confidence
        ? !$0.isRight && $1.isRight : $0.confidence > $1.confidence
    }
    var right = 0
    var threshold: Float = 1
    for (position, answer) in sorted.enumerated() {
      if answer.isRight { right += 1 }
      let isLastOfTie =
        position + 1 == sorted.count || sorted[position + 1].confidence < answer.confidence
      if isLastOfTie, Double(right) >= accuracy * Double(position + 2) {
        threshold = answer.confidence
      }
    }
    return threshold
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
