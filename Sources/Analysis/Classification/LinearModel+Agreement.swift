internal import Columns
internal import Parallel

extension LinearModel {
  /// On how many rows agreement is measured at most.
  private static let agreementRows = 10_000
  private static let agreementChunk = 512

  /// The share of rows set aside whose likeliest label stays the same when weights are rounded.
  ///
  /// What rounding does to the scores of a row depends on its n-grams alone; whether that turns the
  /// answer depends on how clear the answer was. So the differences between this model's rounded and
  /// exact scores are added to the scores that the rows had while they were set aside: now that they
  /// were learned from, they would be clearer than new rows are.
  ///
  /// - Parameters:
  ///   - held: The scores of rows while they were set aside.
  ///   - rows: Which rows of the texts these are.
  func agreement(_ held: Calibration.HeldOut, _ texts: [StringColumn], rows: [Int32]) -> Double {
    precondition(rows.count == held.labels.count, "a row of scores for each row")
    let count = min(rows.count, Self.agreementRows)
    if count == 0 { return 1 }
    let chunks = Parallel.ranges(count, of: Self.agreementChunk)
    let same = Parallel.map(chunks: chunks.count) { chunk in
      var scratch = Scratch(self)
      return chunks[chunk].count { number in
        let index = number * rows.count / count
        let before = held.scores[index * held.labelCount..<(index + 1) * held.labelCount]
        sum(texts, Int(rows[index]), precision: .rounded, into: &scratch)
        let rounded = scratch.scores
        sum(texts, Int(rows[index]), precision: .exact, into: &scratch)
        let after = zip(before, zip(rounded, scratch.scores)).map { $0 + $1.0 - $1.1 }
        return Self.likeliest(before) == Self.likeliest(after)
      }
    }
    return Double(same.reduce(0, +)) / Double(count)
  }

  private static func likeliest(_ scores: some Collection<Float>) -> Int? {
    scores.enumerated().max { $0.element < $1.element }?.offset
  }
}
