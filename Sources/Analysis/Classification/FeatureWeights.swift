internal import Glibc
internal import Parallel

/// What each feature weighs: how rare it is, and how much it tells of the label.
///
/// What it tells is the Kullback-Leibler divergence between the labels of the rows that have it and
/// those of all rows, as a share of the labels' entropy. Salutations and set phrases tell nothing,
/// however rare their n-grams are. Labels of rows that are set aside must not be looked at, so each
/// fold has weights of its own.
struct FeatureWeights: Sendable {
  /// The weight of each feature.
  let weights: [Float]
  /// One over the Euclidean norm of each row of the matrix; zero for a row without features.
  let inverseNorms: [Float]

  /// How many rows with the labels of all rows are added to those that have a feature.
  private static let smoothing = 3.0
  /// What a feature that tells nothing counts.
  private static let least = 0.02
  private static let chunkRows = 4096
  /// How many counts of a label with a feature are held at once.
  private static let blockCells = 1 << 20

  /// Weighs the features of a matrix by the labels of some of its rows.
  init(
    _ matrix: FeatureMatrix, rarities: [Float], targets: [Int32], labelCount: Int, rows: [Int32]
  ) {
    var shares = [Double](repeating: 0, count: labelCount)
    for row in rows { shares[Int(targets[Int(row)])] += 1 / Double(rows.count) }
    let entropy = -shares.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 }
    let blocks = Self.blocks(rarities.count, labelCount)
    let told = Parallel.map(chunks: blocks.count) { [shares] block in
      Self.told(matrix, targets: targets, rows: rows, shares: shares, features: blocks[block])
    }
    let weights = zip(rarities, told.joined()).map { rarity, told in
      rarity * Float((Self.least + max(0, told) / max(entropy, 1e-9)).squareRoot())
    }
    let chunks = Parallel.ranges(matrix.rowCount, of: Self.chunkRows)
    inverseNorms = Parallel.map(chunks: chunks.count) { chunk in
      chunks[chunk].map { Self.inverseNorm(matrix, $0, weights) }
    }.flatMap { $0 }
    self.weights = weights
  }

  /// Ranges of features, short ones first, for the first features have the most entries.
  private static func blocks(_ featureCount: Int, _ labelCount: Int) -> [Range<Int>] {
    let longest = max(64, blockCells / labelCount)
    var blocks: [Range<Int>] = []
    var start = 0
    while start < featureCount {
      let end = min(featureCount, start + min(longest, max(64, start)))
      blocks.append(start..<end)
      start = end
    }
    return blocks
  }

  /// How much each of some features tells of the label, in nats.
  private static func told(
    _ matrix: FeatureMatrix, targets: [Int32], rows: [Int32], shares: [Double],
    features: Range<Int>
  ) -> [Double] {
    let labelCount = shares.count
    var counts = [UInt32](repeating: 0, count: features.count * labelCount)
    for row in rows {
      let end = matrix.starts[Int(row) + 1]
      var index = firstEntry(of: matrix, Int(row), from: features.lowerBound)
      let label = Int(targets[Int(row)])
      while index < end {
        let feature = Int(matrix.entries[index] & 0xFF_FFFF)
        if feature >= features.upperBound { break }
        counts[(feature &- features.lowerBound) &* labelCount &+ label] &+= 1
        index &+= 1
      }
    }
    return features.indices.map { feature in
      let base = (feature - features.lowerBound) * labelCount
      let total = counts[base..<base + labelCount].reduce(0) { $0 + Double($1) } + smoothing
      var sum = 0.0
      for label in 0..<labelCount where shares[label] > 0 {
        let share = (Double(counts[base + label]) + smoothing * shares[label]) / total
        sum += share * log(share / shares[label])
      }
      return sum
    }
  }

  /// The first entry of a row whose feature is not below a bound.
  private static func firstEntry(of matrix: FeatureMatrix, _ row: Int, from feature: Int) -> Int {
    var low = matrix.starts[row]
    var high = matrix.starts[row + 1]
    while low < high {
      let middle = (low + high) / 2
      if Int(matrix.entries[middle] & 0xFF_FFFF) < feature {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private static func inverseNorm(_ matrix: FeatureMatrix, _ row: Int, _ weights: [Float]) -> Float
  {
    var square: Float = 0
    for index in matrix.starts[row]..<matrix.starts[row + 1] {
      let entry = matrix.entries[index]
      let value = matrix.values[Int(entry &>> 24)] * weights[Int(entry & 0xFF_FFFF)]
      square += value * value
    }
    return square > 0 ? 1 / square.squareRoot() : 0
  }
}
