internal import Columns
internal import Parallel

/// The features of training rows, one after the other.
///
/// An entry is four bytes: the feature in the lower 24 bits, the sum of its occurrences in the upper
/// eight. The value of a feature is what the sum is worth times the feature's own weight, divided by
/// the row's norm.
struct FeatureMatrix: Sendable {
  /// All entries, row after row, by ascending feature.
  private(set) var entries: [UInt32] = []
  /// Where each row starts; one more than rows.
  private(set) var starts: [Int] = [0]
  /// What a sum of occurrences is worth.
  let values: [Float]

  /// The number of rows.
  var rowCount: Int { starts.count - 1 }

  private static let chunkRows = 1024
  private static let chunksAtOnce = 16

  private struct Part: Sendable {
    var entries: [UInt32] = []
    var counts: [Int32] = []
  }

  /// Extracts the features of some rows, which have so many entries at most.
  ///
  /// Memory for all entries is asked for at once, so that it need not be copied as they grow; what
  /// stays empty is never touched.
  init(
    _ texts: [StringColumn], rows: [Int32], _ extractor: FeatureExtractor,
    _ vocabulary: Vocabulary, entryLimit: Int
  ) {
    values = extractor.values.map { Float($0) }
    entries.reserveCapacity(entryLimit)
    let chunks = Parallel.ranges(rows.count, of: Self.chunkRows)
    for group in Parallel.ranges(chunks.count, of: Self.chunksAtOnce) {
      let parts = Parallel.map(chunks: group.count) { index in
        Self.part(texts, rows[chunks[group.lowerBound + index]], extractor, vocabulary)
      }
      for part in parts {
        entries.append(contentsOf: part.entries)
        for count in part.counts { starts.append(starts[starts.count - 1] + Int(count)) }
      }
    }
  }

  private static func part(
    _ texts: [StringColumn], _ rows: ArraySlice<Int32>, _ extractor: FeatureExtractor,
    _ vocabulary: Vocabulary
  ) -> Part {
    var scratch = FeatureScratch()
    var part = Part()
    for row in rows {
      extractor.extract(texts, Int(row), vocabulary, into: &scratch)
      scratch.features.sort()
      for feature in scratch.features {
        let count = scratch.counts[Int(feature)]
        part.entries.append(UInt32(count) &<< 24 | UInt32(truncatingIfNeeded: feature))
      }
      part.counts.append(Int32(scratch.features.count))
      extractor.clear(&scratch)
    }
    return part
  }
}
