/// How well found matters agree with true ones.
public struct MatterEvaluation: Equatable, Sendable {
  /// Requests compared.
  public let rows: Int
  /// Pairs of requests in one found matter, in one true matter, and in both.
  public let foundPairs, truePairs, commonPairs: Int
  /// B-cubed: the mean over requests of how pure and how whole their found matter is.
  public let cubedPrecision, cubedRecall: Double

  /// Compares two labels of each request.
  ///
  /// - Parameters:
  ///   - found: The matter that was found for each request.
  ///   - truth: Its true matter, in the same order.
  public init(found: [String], truth: [String]) {
    precondition(found.count == truth.count, "a true matter for each request")
    var foundSizes: [String: Int] = [:]
    var trueSizes: [String: Int] = [:]
    var cells: [Cell: Int] = [:]
    for index in found.indices {
      foundSizes[found[index], default: 0] += 1
      trueSizes[truth[index], default: 0] += 1
      cells[Cell(found: found[index], truth: truth[index]), default: 0] += 1
    }
    rows = found.count
    foundPairs = Self.pairs(foundSizes.values)
    truePairs = Self.pairs(trueSizes.values)
    commonPairs = Self.pairs(cells.values)
    // Summed in the order of rows, so that the sum of doubles is always the same.
    var precision = 0.0
    var recall = 0.0
    for index in found.indices {
      let common = Double(cells[Cell(found: found[index], truth: truth[index])] ?? 0)
      precision += common / Double(foundSizes[found[index]] ?? 1)
      recall += common / Double(trueSizes[truth[index]] ?? 1)
    }
    cubedPrecision = rows == 0 ? 1 : precision / Double(rows)
    cubedRecall = rows == 0 ? 1 : recall / Double(rows)
  }

  private struct Cell: Hashable {
    let found: String
    let truth: String
  }

  private static func pairs(_ sizes: some Sequence<Int>) -> Int {
    sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
  }

  /// The share of found pairs that are true; 1 where none was found.
  public var precision: Double {
    foundPairs == 0 ? 1 : Double(commonPairs) / Double(foundPairs)
  }
  /// The share of true pairs that were found; 1 where there is none.
  public var recall: Double { truePairs == 0 ? 1 : Double(commonPairs) / Double(truePairs) }
  /// The harmonic mean of precision and recall.
  public var f1: Double { Self.f(precision, recall, beta: 1) }
  /// The same, precision weighing twice: a false merge costs more than a missed one.
  public var fHalf: Double { Self.f(precision, recall, beta: 0.5) }
  /// The harmonic mean of B-cubed precision and recall.
  public var cubedF1: Double { Self.f(cubedPrecision, cubedRecall, beta: 1) }

  private static func f(_ precision: Double, _ recall: Double, beta: Double) -> Double {
    let square = beta * beta
    let below = square * precision + recall
    return below == 0 ? 0 : (1 + square) * precision * recall / below
  }
}
