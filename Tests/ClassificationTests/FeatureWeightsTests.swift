import Columns
import Foundation
import TestSupport
import Testing

@testable import Classification

@Suite struct FeatureWeightsTests {
  /// Random texts of few characters, and labels of which the first is as frequent as all others.
  private struct Sample {
    let data: TrainingData
    let targets: [Int32]
    let features: TrainingFeatures
    let matrix: FeatureMatrix

    init(rows: Int, labels: Int, seed: UInt64, headLength: Int = 0) throws {
      var random = SeededGenerator(seed: seed)
      targets = (0..<rows).map {
        $0 % 2 == 0 ? 0 : Int32.random(in: 0..<Int32(labels), using: &random)
      }
      let texts = targets.map { target in
        (0..<12).map { _ in
          let own = Bool.random(using: &random)
          let letter = own ? Int(target) : Int.random(in: 0..<12, using: &random)
          return String(UnicodeScalar(UInt8(97 + letter)))
        }.joined()
      }
      data = TrainingData(
        texts: [StringColumn(texts)], labels: StringColumn(targets.map { "\($0)" }))
      let rows = (0..<rows).map { Int32($0) }
      var settings = FeatureSettings()
      settings.headLength = headLength
      features = try TrainingFeatures(data, rows: rows, unlabelled: [], settings)
      matrix = FeatureMatrix(
        data.texts, rows: rows, FeatureExtractor(settings), features.vocabulary, entryLimit: 0)
    }

    func weights(_ rows: [Int32], targets: [Int32]? = nil, labels: Int) -> FeatureWeights {
      FeatureWeights(
        matrix, rarities: features.rarities, targets: targets ?? self.targets, labelCount: labels,
        rows: rows)
    }

    func has(_ row: Int32, _ feature: Int) -> Bool {
      matrix.entries[matrix.starts[Int(row)]..<matrix.starts[Int(row) + 1]].contains {
        $0 & 0xFF_FFFF == feature
      }
    }
  }

  @Test(arguments: [(40, 2), (120, 5), (300, 9)])
  func `weights are those of the definition`(rows: Int, labels: Int) throws {
    let sample = try Sample(rows: rows, labels: labels, seed: UInt64(rows))
    let learned = (0..<Int32(rows)).filter { $0 % 3 != 0 }
    let weights = sample.weights(learned, labels: labels).weights
    let shares = (0..<labels).map { label in
      Double(learned.count { sample.targets[Int($0)] == Int32(label) }) / Double(learned.count)
    }
    let entropy = -shares.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 }
    for feature in weights.indices {
      let having = learned.filter { sample.has($0, feature) }
      var told = 0.0
      for (label, share) in shares.enumerated() where share > 0 {
        let count = having.count { sample.targets[Int($0)] == Int32(label) }
        let own = (Double(count) + 3 * share) / (Double(having.count) + 3)
        told += own * log(own / share)
      }
      let expected =
        Double(sample.features.rarities[feature]) * (0.02 + max(0, told) / entropy).squareRoot()
      #expect(abs(Double(weights[feature]) - expected) < 1e-4)
    }
  }

  @Test func `labels of rows that are set aside are not looked at`() throws {
    let sample = try Sample(rows: 200, labels: 4, seed: 5)
    let learned = (0..<Int32(200)).filter { $0 % 4 != 1 }
    var others = sample.targets
    for row in others.indices where row % 4 == 1 { others[row] = (others[row] + 1) % 4 }
    let first = sample.weights(learned, labels: 4)
    #expect(first.weights == sample.weights(learned, targets: others, labels: 4).weights)
    let all = (0..<Int32(200)).map { $0 }
    #expect(
      sample.weights(all, labels: 4).weights
        != sample.weights(all, targets: others, labels: 4).weights)
  }

  @Test(arguments: [0, 30])
  func `rows have the norm one`(headLength: Int) throws {
    let sample = try Sample(rows: 60, labels: 3, seed: 6, headLength: headLength)
    let weights = sample.weights((0..<60).map { $0 }, labels: 3)
    for row in 0..<60 {
      var square: Float = 0
      for entry in sample.matrix.entries[sample.matrix.starts[row]..<sample.matrix.starts[row + 1]]
      {
        let value =
          sample.matrix.values[Int(entry >> 24)] * weights.weights[Int(entry & 0xFF_FFFF)]
          * weights.inverseNorms[row]
        square += value * value
      }
      #expect(abs(square - 1) < 1e-4)
    }
  }

  @Test func `an occurrence at the head counts more, and never nothing`() {
    let places = PlaceWeights(headLength: 30)
    #expect(places.steps.first == 16)
    #expect(places.steps[30] == 8)
    #expect(places.steps == places.steps.sorted(by: >))
    #expect(places.steps.last == 1)
    #expect(places.values[0] == 0)
    #expect(places.values.dropFirst().allSatisfy { $0 >= 1 })
    #expect(places.values == places.values.sorted())
  }

  @Test func `where all places count alike a value is one and the logarithm of the count`() {
    let places = PlaceWeights(headLength: 0)
    #expect(places.steps.isEmpty)
    #expect(places.values[1] == 8)
    #expect(places.values[3] == 17)
    #expect(places.values[255] == 52)
  }
}
