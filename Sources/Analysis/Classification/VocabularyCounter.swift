internal import Columns
internal import Parallel

/// Counts in how many rows each n-gram occurs.
struct VocabularyCounter {
  /// Distinct keys in order, each with the number of rows it occurs in.
  struct Counts: Sendable {
    var keys: [UInt64] = []
    var rows: [UInt32] = []
  }

  private static let partitionBits = 4
  private static let chunkRows = 1024
  /// How much text is counted before the counts are merged; bounds the memory.
  private static let blockBytes = 24 << 20

  private let extractor: FeatureExtractor
  private(set) var partitions = [Counts](repeating: Counts(), count: 1 << partitionBits)
  private(set) var rowCount = 0

  init(_ extractor: FeatureExtractor) { self.extractor = extractor }

  /// Counts the n-grams of some rows.
  mutating func count(_ texts: [StringColumn], rows: [Int32]) {
    rowCount += rows.count
    for block in blocks(texts, rows) {
      let chunks = Parallel.ranges(block.count, of: Self.chunkRows)
      let keys = Parallel.map(chunks: chunks.count) { [extractor] chunk in
        Self.distinctKeys(
          extractor, texts, rows[block][chunks[chunk].offset(by: block.lowerBound)])
      }
      let merged = Parallel.map(chunks: partitions.count) { [partitions] partition in
        Self.merge(partitions[partition], keys.flatMap { $0[partition] })
      }
      partitions = merged
    }
  }

  private func blocks(_ texts: [StringColumn], _ rows: [Int32]) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var start = 0
    var bytes = 0
    for (position, row) in rows.enumerated() {
      for column in texts { bytes += column.range(Int(row)).count }
      if bytes >= Self.blockBytes {
        blocks.append(start..<position + 1)
        start = position + 1
        bytes = 0
      }
    }
    if start < rows.count { blocks.append(start..<rows.count) }
    return blocks
  }

  /// The keys of each row once, by partition.
  private static func distinctKeys(
    _ extractor: FeatureExtractor, _ texts: [StringColumn], _ rows: ArraySlice<Int32>
  ) -> [[UInt64]] {
    var scratch = FeatureScratch()
    var output = [[UInt64]](repeating: [], count: 1 << partitionBits)
    for row in rows {
      extractor.extractKeys(texts, Int(row), into: &scratch)
      scratch.keys.sort()
      var last: UInt64? = nil
      for key in scratch.keys where key != last {
        output[Int(key &>> UInt64(64 - partitionBits))].append(key)
        last = key
      }
    }
    return output
  }

  /// Adds one row for each occurrence of a key in a list.
  private static func merge(_ counts: Counts, _ unsorted: [UInt64]) -> Counts {
    let keys = unsorted.sorted()
    var output = Counts()
    var old = 0
    var index = 0
    while old < counts.keys.count || index < keys.count {
      let fromOld = old < counts.keys.count ? counts.keys[old] : .max
      let fromNew = index < keys.count ? keys[index] : .max
      let key = min(fromOld, fromNew)
      var rows: UInt32 = 0
      if old < counts.keys.count, fromOld == key {
        rows = counts.rows[old]
        old += 1
      }
      while index < keys.count, keys[index] == key {
        rows += 1
        index += 1
      }
      output.keys.append(key)
      output.rows.append(rows)
    }
    return output
  }

  /// The n-grams worth keeping, the most frequent first, each with its number of rows.
  func select(_ settings: FeatureSettings) -> Counts {
    var kept: [(key: UInt64, rows: UInt32)] = []
    for partition in partitions {
      for (key, rows) in zip(partition.keys, partition.rows) where rows >= settings.leastRows {
        kept.append((key, rows))
      }
    }
    kept.sort { $0.rows == $1.rows ? $0.key < $1.key : $0.rows > $1.rows }
    let best = kept.prefix(settings.featureLimit)
    return Counts(keys: best.map(\.key), rows: best.map(\.rows))
  }
}

extension Range<Int> {
  fileprivate func offset(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}
