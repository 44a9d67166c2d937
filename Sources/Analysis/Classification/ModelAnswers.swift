/// What a model says of each row: the likeliest leaves with their probabilities.
struct ModelAnswers: Sendable {
  /// How many candidates are asked for.
  static let candidateCount = 3
  /// How many candidates each row has here.
  let width: Int
  /// Positions in the taxonomy, `width` for each row, best first; −1 for a label outside of it.
  var leaves: [Int32]
  /// Probabilities.
  var shares: [Float]

  /// A row's best leaf; nil where the taxonomy does not have it.
  func best(_ row: Int) -> (leaf: Int, confidence: Double)? {
    let leaf = leaves[row * width]
    return leaf < 0 ? nil : (Int(leaf), Double(shares[row * width]))
  }

  /// A row's leaves in question, best first.
  func likeliest(_ row: Int) -> [Int] {
    leaves[row * width..<(row + 1) * width].filter { $0 >= 0 }.map { Int($0) }
  }
}
