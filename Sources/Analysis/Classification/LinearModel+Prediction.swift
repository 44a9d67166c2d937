public import Columns
internal import Parallel

extension LinearModel {
  private static let chunkRows = 1024

  /// The likeliest labels of every row.
  ///
  /// - Parameters:
  ///   - texts: As many text columns as the model was trained on, in the same order, or fewer.
  ///   - top: How many labels to give; at most all.
  /// - Complexity: O(*n* · *k*) for *n* characters and *k* labels, on all cores.
  public func predict(_ texts: [StringColumn], top: Int = 1) -> Predictions {
    let width = min(max(top, 1), labels.count)
    let chunks = Parallel.ranges(texts.first?.count ?? 0, of: Self.chunkRows)
    let parts = Parallel.map(chunks: chunks.count) { chunk in
      var scratch = Scratch(self)
      var part = Predictions(width: width)
      for row in chunks[chunk] {
        score(texts, row, into: &scratch)
        part.append(best: scratch.probabilities)
      }
      return part
    }
    var output = Predictions(width: width)
    for part in parts {
      output.labels.append(contentsOf: part.labels)
      output.confidences.append(contentsOf: part.confidences)
    }
    return output
  }
}
