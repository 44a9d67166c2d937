import Columns
import TestSupport
import Testing

@testable import Classification

@Suite struct WeightTableTests {
  /// Exact weights with a few large rows among small ones.
  private func weights(_ labels: Int, _ features: Int, seed: UInt64) -> ExactWeights {
    var random = SeededGenerator(seed: seed)
    let blocks = (0..<(labels + 15) / 16).map { block in
      (0..<features).map { feature in
        let size: Float = feature % 7 == 0 ? 3 : feature % 3 == 0 ? 0.3 : 0.04
        var lanes = ExactWeights.Lanes.zero
        for lane in 0..<16 where block * 16 + lane < labels {
          lanes[lane] = Float.random(in: -size...size, using: &random)
        }
        return lanes
      }
    }
    return ExactWeights(blocks: blocks, labelCount: labels)
  }

  @Test(arguments: [2, 15, 16, 17, 31, 32, 33, 84, 96, 97])
  func `labels have places of their own in a row`(labels: Int) {
    let stride = WeightTable.stride(for: labels)
    let positions = (0..<stride).map(WeightTable.position(of:))
    #expect(Set(positions) == Set(0..<stride))
    #expect(stride % WeightTable.groupSize == 0 && stride >= labels && stride < labels + 32)
  }

  @Test(arguments: [2, 16, 17, 32, 33, 84, 97])
  func `a rounded weight is half a step of its row off at most`(labels: Int) {
    let exact = weights(labels, 50, seed: UInt64(labels))
    let (table, scales) = (exact.rounded(), exact.scales())
    for feature in 0..<50 {
      let magnification =
        table.remainders[feature] >= 0
        ? WeightTable.magnifications[WeightTable.remainderClass]
        : WeightTable.magnifications[Int(table.classes[feature])]
      for label in 0..<labels {
        let weight = exact.blocks[label / 16][feature][label % 16]
        let error = abs(table.steps(feature, label) - weight / scales[label])
        #expect(error <= 0.501 / magnification)
      }
    }
    #expect(table.remainders.contains { $0 >= 0 } && table.remainders.contains(-1))
  }

  @Test(arguments: [(2, 0), (16, 1), (17, 257), (33, 258), (84, 600), (97, 3000)])
  func `the sums are those of adding up weight by weight`(labels: Int, rowCount: Int) {
    let table = weights(labels, 64, seed: 3).rounded()
    var random = SeededGenerator(seed: UInt64(rowCount))
    let rows = (0..<rowCount).map { _ in Int32.random(in: 0..<64, using: &random) }
    var narrow = [UInt16](repeating: 9, count: table.stride)
    var sums = [Float](repeating: 0.5, count: table.stride)
    rows.withUnsafeBufferPointer { table.add($0, times: 2, via: &narrow, to: &sums) }
    for label in 0..<table.stride {
      let bytes = rows.map {
        Int(table.bytes[Int($0) * table.stride + WeightTable.position(of: label)]) - 128
      }
      #expect(sums[label] == 0.5 + 2 * Float(bytes.reduce(0, +)))
    }
  }

  @Test func `weights of nothing stay nothing`() {
    let table = ExactWeights(blocks: [[.zero, .zero]], labelCount: 3)
    #expect(table.scales() == [1, 1, 1])
    #expect((0..<3).allSatisfy { table.rounded().steps(1, $0) == 0 })
  }
}
