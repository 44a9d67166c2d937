public import Columns
internal import Parallel

extension LinearModel {
  private static let chunkRows = 1024

  /// The likeliest labels of every row.
  ///
  /// - Parameters:
  ///   - texts: As many text columns as the model was trained on, in the same order, or fewer.
  ///   - top: How many labels to give; at most all.
  ///   - coverage: How often the right label is to be in a row's set (see `setSize`); nil for no
  ///     sets.
  ///   - precision: Which weights are used; exact ones are there only in a model that was just
  ///     trained.
  /// - Complexity: O(*n* · *k*) for *n* characters and *k* labels, on all cores.
  public func predict(
    _ texts: [StringColumn], top: Int = 1, setCoverage coverage: Double? = nil,
    precision: Precision = .rounded
  ) -> Predictions {
    let width = min(max(top, 1), labels.count)
    let chunks = Parallel.ranges(texts.first?.count ?? 0, of: Self.chunkRows)
    let parts = Parallel.map(chunks: chunks.count) { chunk in
      var scratch = Scratch(self)
      var part = Predictions(width: width)
      for row in chunks[chunk] {
        score(texts, row, precision: precision, into: &scratch)
        part.append(best: scratch.scores)
        if let coverage { part.setSizes.append(lastSetSize(part, scratch, coverage)) }
      }
      return part
    }
    var output = Predictions(width: width)
    for part in parts {
      output.labels.append(contentsOf: part.labels)
      output.confidences.append(contentsOf: part.confidences)
      output.setSizes.append(contentsOf: part.setSizes)
    }
    return output
  }

  /// The size of the set of the row that was added last.
  private func lastSetSize(_ part: Predictions, _ scratch: Scratch, _ coverage: Double) -> Int32 {
    let row = part.count - 1
    return Int32(
      calibration.sets.size(
        scratch.scores,
        isAccepted: isAccepted(label: part.label(row), confidence: part.confidence(row)),
        coverage: coverage))
  }
}
