import TestSupport
import Testing

@testable import Classification

@Suite struct PredictionSetsTests {
  /// Probabilities of ten labels and the right one, drawn by them: a well calibrated model.
  private func row(_ random: inout SeededGenerator) -> (probabilities: [Float], right: Int) {
    let sharpness = Double.random(in: 1...6, using: &random)
    var weights = (0..<10).map { _ in
      var weight = 1.0
      for _ in 0..<Int(sharpness * 2) { weight *= Double.random(in: 0.2...2, using: &random) }
      return weight
    }
    let total = weights.reduce(0, +)
    weights = weights.map { $0 / total }
    var rest = Double.random(in: 0..<1, using: &random)
    var right = 0
    while right < 9, rest >= weights[right] {
      rest -= weights[right]
      right += 1
    }
    return (weights.map { Float($0) }, right)
  }

  @Test(arguments: PredictionSets.coverages)
  func `sets hold the right label as often as was asked, sure and unsure ones alike`(
    coverage: Double
  ) {
    var random = SeededGenerator(seed: 4)
    func isAccepted(_ probabilities: [Float]) -> Bool { (probabilities.max() ?? 0) > 0.8 }
    let sets = PredictionSets(
      (0..<4000).map { _ in
        let row = row(&random)
        return (
          isAccepted(row.probabilities), row.probabilities.max() ?? 0,
          row.probabilities[row.right]
        )
      })
    var held = [true: 0, false: 0]
    var rows = held
    for _ in 0..<8000 {
      let (probabilities, right) = row(&random)
      let accepted = isAccepted(probabilities)
      let size = sets.size(probabilities, isAccepted: accepted, coverage: coverage)
      let likeliest = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
      rows[accepted, default: 0] += 1
      if likeliest.prefix(size).contains(right) { held[accepted, default: 0] += 1 }
    }
    for accepted in [true, false] {
      let share = Double(held[accepted] ?? 0) / Double(rows[accepted] ?? 1)
      #expect(share > coverage - 0.03)
    }
  }

  @Test func `the limit is the rank that conformal prediction asks for`() {
    let ascending = (1...19).map { Float($0) / 20 }
    #expect(PredictionSets.limit(ascending, 0.95) == 0.05)
    #expect(PredictionSets.limit(ascending, 0.9) == 0.1)
    #expect(PredictionSets.limit(Array(ascending.dropLast()), 0.95) == nil)
  }

  @Test func `sets are never empty and never long, and few rows give all labels`() {
    let sets = PredictionSets([])
    #expect(sets.size([Float](repeating: 0.05, count: 20), isAccepted: false, coverage: 0.95) == 16)
    #expect(sets.size([0.6, 0.4], isAccepted: false, coverage: 0.95) == 2)
    let sure = PredictionSets((0..<100).map { _ in (false, Float(0.99), Float(0.99)) })
    #expect(sure.size([0.4, 0.3, 0.3], isAccepted: false, coverage: 0.95) == 1)
    #expect(sure.size([0.4, 0.3, 0.3], isAccepted: false, coverage: 0.5) == 1)
  }

  @Test func `where hardly an answer goes to people, the least sure stand for these`() {
    let sets = PredictionSets(
      (0..<1000).map { row in
        (isAccepted: true, confidence: Float(row) / 1000, rightProbability: Float(row) / 1000)
      })
    #expect(sets.unsure[PredictionSets.coverages.count - 2] < 0.01)
    #expect(sets.sure[PredictionSets.coverages.count - 2] > 0.04)
  }
}
