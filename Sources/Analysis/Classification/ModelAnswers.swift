/// What a model says of each row: the likeliest leaves with their probabilities.
struct ModelAnswers: Sendable {
  /// How many candidates are asked for.
  static let candidateCount = 8
  /// How many candidates each row has here.
  let width: Int
  /// Positions in the model's labels, `width` for each row, best first.
  let labels: [Int32]
  /// The same as positions in the taxonomy; −1 for a label outside of it.
  let leaves: [Int32]
  /// Probabilities.
  let shares: [Float]

  /// A row's best leaf; nil where the taxonomy does not have it.
  func best(_ row: Int) -> (leaf: Int, confidence: Double)? {
    let leaf = leaves[row * width]
    return leaf < 0 ? nil : (Int(leaf), Double(shares[row * width]))
  }

  /// A row's leaves in question with their probabilities, best first.
  func candidates(_ row: Int) -> (leaves: ArraySlice<Int32>, shares: ArraySlice<Float>) {
    let range = row * width..<(row + 1) * width
    return (leaves[range], shares[range])
  }

  /// A row's best label and the next, as the model numbers them; nil where it has but one.
  func bestLabels(_ row: Int) -> (first: Int, second: Int)? {
    width < 2 ? nil : (Int(labels[row * width]), Int(labels[row * width + 1]))
  }
}
