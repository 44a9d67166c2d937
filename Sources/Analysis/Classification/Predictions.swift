/// The likeliest labels of some rows, best first.
public struct Predictions: Sendable {
  /// How many labels each row has here.
  public let width: Int
  /// Positions in the model's labels, `width` for each row.
  public internal(set) var labels: [Int32] = []
  /// Calibrated probabilities, `width` for each row.
  public internal(set) var confidences: [Float] = []
  /// How many of the likeliest labels form the set that holds the right one as often as was asked.
  ///
  /// Empty where no sets were asked for. A set may be larger than `width`.
  public internal(set) var setSizes: [Int32] = []

  init(width: Int) { self.width = width }

  /// The number of rows.
  public var count: Int { width == 0 ? 0 : labels.count / width }

  /// A row's label at a rank from 0.
  public func label(_ row: Int, rank: Int = 0) -> Int { Int(labels[row * width + rank]) }
  /// A row's probability at a rank from 0.
  public func confidence(_ row: Int, rank: Int = 0) -> Double {
    Double(confidences[row * width + rank])
  }

  /// Adds a row: the likeliest of its labels, the first of equals first.
  mutating func append(best probabilities: [Float]) {
    let start = labels.count
    for (label, probability) in probabilities.enumerated() {
      var position = labels.count
      while position > start, confidences[position - 1] < probability { position -= 1 }
      if position - start >= width { continue }
      if labels.count - start == width {
        labels.removeLast()
        confidences.removeLast()
      }
      labels.insert(Int32(label), at: position)
      confidences.insert(probability, at: position)
    }
  }
}
