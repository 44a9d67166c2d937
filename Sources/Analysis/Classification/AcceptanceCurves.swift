/// How right the surest answers of each label are, for each confidence from which on they are taken.
struct AcceptanceCurves: Sendable {
  /// A confidence and the share of right answers from there on.
  private typealias Point = (confidence: Float, accuracy: Double)

  private let labels: [[Point]]
  private let all: [Point]

  /// Sorts answers by label.
  init(_ answers: [Calibration.Answer], labelCount: Int) {
    var byLabel = [[Calibration.Answer]](repeating: [], count: labelCount)
    for answer in answers { byLabel[answer.label].append(answer) }
    labels = byLabel.map { Self.points($0, prior: RiskControl.priorRows) }
    all = Self.points(answers, prior: 0)
  }

  /// The thresholds from which on each label's answers are right at a level; a label without
  /// answers has that of all labels together.
  func thresholds(_ level: Double) -> RiskControl.Thresholds {
    let common = Self.lowest(all, level)
    return (labels.map { $0.isEmpty ? common : Self.lowest($0, level) }, common)
  }

  private static func lowest(_ points: [Point], _ level: Double) -> Float {
    points.last { $0.accuracy >= level }?.confidence ?? RiskControl.never
  }

  /// A point for each confidence, the highest first.
  private static func points(_ answers: [Calibration.Answer], prior: Double) -> [Point] {
    let sorted = answers.sorted { $0.confidence > $1.confidence }
    var points: [Point] = []
    var right = 0.0
    var promised = 0.0
    for (index, answer) in sorted.enumerated() {
      if answer.isRight { right += 1 }
      promised += Double(answer.confidence)
      let count = Double(index + 1)
      if index + 1 < sorted.count, sorted[index + 1].confidence == answer.confidence { continue }
      points.append((answer.confidence, (right + prior * promised / count) / (count + prior)))
    }
    return points
  }
}
