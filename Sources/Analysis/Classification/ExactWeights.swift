internal import CSystem

/// Weights as they were learned, before they are rounded to eight bits.
///
/// They exist where a model was just trained: to round them, and to see what rounding does. A file
/// does not hold them.
struct ExactWeights: Sendable {
  /// Sixteen labels.
  typealias Lanes = MarginSolver.Lanes

  /// For each sixteen labels one weight vector for each n-gram, its rarity included.
  let blocks: [[Lanes]]
  /// How many labels there are.
  let labelCount: Int

  /// What one step of the rounded weights is worth, by label.
  func scales() -> [Float] {
    let scales = blocks.flatMap { block in
      let steps = Self.steps(block)
      return steps.indices.map { steps[$0] }
    }
    return Array(scales.prefix(labelCount))
  }

  /// What one step is worth for each of sixteen labels: the largest weight has 127.
  static func steps(_ block: [Lanes]) -> Lanes {
    var highest = Lanes.zero
    for weights in block {
      highest = pointwiseMax(highest, pointwiseMax(weights, -weights))
    }
    return (highest / 127).replacing(with: 1, where: highest .== .zero)
  }

  /// The weights in 255 steps.
  func rounded() -> WeightTable {
    let classes = classes()
    return WeightTable(classes: classes, labelCount: labelCount) { rows in
      let stride = WeightTable.stride(for: labelCount)
      for (number, block) in blocks.enumerated() {
        let steps = Self.steps(block)
        let first = number * Lanes.scalarCount
        let positions = (first..<min(first + Lanes.scalarCount, labelCount)).map(
          WeightTable.position(of:))
        var remainders = classes.count
        for (row, weights) in block.enumerated() {
          let larger = weights / steps * WeightTable.magnifications[Int(classes[row])]
          let rounded = larger.rounded(.toNearestOrAwayFromZero)
          Self.put(rounded, at: row * stride, positions, into: rows)
          if classes[row] != 0 { continue }
          let left = (larger - rounded) * WeightTable.magnifications[WeightTable.remainderClass]
          Self.put(
            left.rounded(.toNearestOrAwayFromZero), at: remainders * stride, positions, into: rows)
          remainders += 1
        }
      }
    }
  }

  private static func put(
    _ steps: Lanes, at offset: Int, _ positions: [Int], into rows: UnsafeMutableRawBufferPointer
  ) {
    for lane in positions.indices {
      rows[offset + positions[lane]] = UInt8(Int(steps[lane]) + WeightTable.zero)
    }
  }

  /// For each n-gram, by how much its weights can be magnified and still have 127 steps at most.
  private func classes() -> [UInt8] {
    var largest = [Float](repeating: 0, count: blocks.first?.count ?? 0)
    for block in blocks {
      let steps = Self.steps(block)
      for (row, weights) in block.enumerated() {
        let ratios = weights / steps
        largest[row] = max(largest[row], pointwiseMax(ratios, -ratios).max())
      }
    }
    let magnifications = WeightTable.magnifications.dropLast()
    return largest.map { largest in
      UInt8(magnifications.lastIndex { largest * $0 <= 127 } ?? 0)
    }
  }

  /// Fills the sums of all labels over some features.
  ///
  /// - Parameters:
  ///   - features: The features, each below the number of weight vectors.
  ///   - values: What each feature counts.
  ///   - sums: Receives a sum for each label.
  func sum(_ features: [Int32], _ values: [Float], into sums: inout [Float]) {
    precondition(features.count == values.count, "a value for each feature")
    for (number, block) in blocks.enumerated() {
      let sum = Self.sum(block, features, values)
      let first = number * Lanes.scalarCount
      for label in first..<min(first + Lanes.scalarCount, labelCount) {
        sums[label] = sum[label - first]
      }
    }
  }

  /// How many features ahead their weights are asked for.
  private static let linesAhead = 16

  private static func sum(_ block: [Lanes], _ features: [Int32], _ values: [Float]) -> Lanes {
    var sum = Lanes.zero
    block.withUnsafeBufferPointer { block in
      features.withUnsafeBufferPointer { features in
        guard let weights = block.baseAddress else { return }
        let last = features.count &- 1
        for index in 0..<features.count {
          // SAFETY: features are numbers of a vocabulary with as many n-grams as a block has vectors.
          prefetch_line(weights + Int(features[min(index &+ linesAhead, last)]))
          sum += weights[Int(features[index])] * values[index]
        }
      }
    }
    return sum
  }
}
