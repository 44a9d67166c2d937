internal import Columns
internal import Parallel
internal import Synchronization

/// Counts in how many rows each n-gram occurs.
struct VocabularyCounter {
  /// Distinct keys, each with the number of rows it occurs in.
  struct Counts: Sendable {
    var keys: [UInt64] = []
    var rows: [UInt32] = []
  }

  /// The counts of the keys with the same highest bits; one thread at a time adds to them.
  private final class Partition: Sendable {
    let counter = Mutex(KeyCounter())
  }

  private static let partitionBits = 4
  private static let chunkRows = 1024
  /// How much text is cut into n-grams before they are counted; bounds the memory.
  private static let blockBytes = 6 << 20

  private let extractor: FeatureExtractor
  private let partitions = (0..<1 << partitionBits).map { _ in Partition() }
  /// How many rows were counted.
  private(set) var rowCount = 0
  /// How many different n-grams all rows had together.
  private(set) var occurrences = 0

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
      occurrences += keys.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
      _ = Parallel.map(chunks: partitions.count) { [partitions] partition in
        partitions[partition].counter.withLock { counter in
          for chunk in keys { counter.add(chunk[partition]) }
        }
      }
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
    var distinct = KeySet()
    var output = [[UInt64]](repeating: [], count: 1 << partitionBits)
    for row in rows {
      extractor.extractKeys(texts, Int(row), into: &scratch)
      distinct.begin(scratch.keys.count)
      for key in scratch.keys where distinct.insert(key) {
        output[Int(key &>> UInt64(64 - partitionBits))].append(key)
      }
    }
    return output
  }

  /// The n-grams worth keeping, the most frequent first, each with its number of rows.
  func select(_ settings: FeatureSettings) -> Counts {
    let least = leastRows(settings)
    var kept: [(key: UInt64, rows: UInt32)] = []
    for partition in partitions {
      partition.counter.withLock { counter in
        counter.forEach { key, rows in if rows >= least { kept.append((key, rows)) } }
      }
    }
    kept.sort { $0.rows == $1.rows ? $0.key < $1.key : $0.rows > $1.rows }
    let best = kept.prefix(settings.featureLimit)
    return Counts(keys: best.map(\.key), rows: best.map(\.rows))
  }

  /// In how many rows an n-gram must occur so that hardly more than wanted are left.
  private func leastRows(_ settings: FeatureSettings) -> UInt32 {
    var frequencies = [Int](repeating: 0, count: 1 << 16)
    for partition in partitions {
      partition.counter.withLock { counter in
        counter.forEach { _, rows in frequencies[min(Int(rows), frequencies.count - 1)] += 1 }
      }
    }
    let floor = max(1, settings.leastRows)
    var least = frequencies.count - 1
    var count = frequencies[least]
    while least > floor, count < settings.featureLimit {
      least -= 1
      count += frequencies[least]
    }
    return UInt32(max(least, floor))
  }
}

extension Range<Int> {
  fileprivate func offset(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}
