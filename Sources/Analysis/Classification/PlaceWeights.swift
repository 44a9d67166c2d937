internal import Glibc

/// What an n-gram counts by its places in a text.
///
/// Each occurrence adds a whole number that falls with the distance from the text's start; the sum,
/// 255 at most, has a value that grows more slowly than the sum does.
struct PlaceWeights: Sendable {
  /// What an occurrence adds, by the number of characters before it; behind the last, one.
  let steps: [UInt8]
  /// What a sum is worth, in eighths.
  let values: [Int16]

  /// What an occurrence at the very start adds.
  private static let highest = 16.0

  /// Weights that halve after so many characters; 0 for places that all count alike.
  init(headLength: Int) {
    guard headLength > 0 else {
      steps = []
      values = Self.values { 1 + log($0) }
      return
    }
    steps = (0..<Int(Self.highest) * headLength).map { place in
      UInt8(max(1, (Self.highest / (1 + Double(place) / Double(headLength))).rounded()))
    }
    values = Self.values { log(1 + 3 * $0 / Self.highest) }
  }

  private static func values(_ value: (Double) -> Double) -> [Int16] {
    (0...255).map { $0 == 0 ? 0 : Int16(max(1, (8 * value(Double($0))).rounded())) }
  }
}
