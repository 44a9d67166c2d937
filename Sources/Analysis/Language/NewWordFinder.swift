internal import Columns

/// Finds words that are frequent in recent texts and were hardly ever seen before.
///
/// Counts n-grams of ideographs in tables of a fixed size, so that memory does not grow with the
/// texts; n-grams that share a place count together, which hides some new words and invents none.
/// The earlier texts go in first, then the recent ones twice: to be counted, and to be read for the
/// words themselves.
public struct NewWordFinder: Sendable {
  /// A word that came up.
  public struct Word: Equatable, Sendable {
    /// The word.
    public let text: String
    /// How many recent texts hold it.
    public let count: Int
    /// The rows that hold it, of those that `collect` was given; the first few.
    public let rows: [Int64]
  }

  /// A word under examination.
  private struct Candidate {
    var count = 0
    var rows: [Int64] = []
    var left: [UInt32: Int] = [:]
    var right: [UInt32: Int] = [:]
  }

  private static let tableBits = 24
  private static let lengths = 2...6
  /// How many candidates are looked at, rows kept of each, and neighbours told apart.
  private static let candidateLimit = 200_000
  private static let rowLimit = 8
  private static let neighbourLimit = 16

  /// How many recent texts must hold a word.
  private let leastCount: Int
  /// How many times more frequent than before it must be.
  private let leastRatio: Double
  private var earlier = [UInt8](repeating: 0, count: 1 << tableBits)
  private var recent = [UInt16](repeating: 0, count: 1 << tableBits)
  private var earlierTexts = 0
  private var recentTexts = 0
  private var candidates: [[UInt32]: Candidate] = [:]
  private let normalizer = TextNormalizer()
  private var scalars: [UInt32] = []
  private var keys: [(key: UInt64, start: Int32, length: Int32)] = []

  /// Makes a finder.
  ///
  /// - Parameters:
  ///   - leastCount: How many recent texts must hold a word.
  ///   - leastRatio: How many times more frequent than before it must be.
  public init(leastCount: Int = 6, leastRatio: Double = 8) {
    self.leastCount = leastCount
    self.leastRatio = leastRatio
  }

  /// Counts a text of before.
  public mutating func addEarlier(_ text: Span<UInt8>) {
    read(text)
    earlierTexts += 1
    for entry in keys {
      let place = Self.place(entry.key)
      if earlier[place] < .max { earlier[place] += 1 }
    }
  }

  /// Counts a recent text.
  public mutating func addRecent(_ text: Span<UInt8>) {
    read(text)
    recentTexts += 1
    keys.sort { $0.key < $1.key }
    var last: UInt64?
    for entry in keys where entry.key != last {
      last = entry.key
      let place = Self.place(entry.key)
      if recent[place] < .max { recent[place] += 1 }
    }
  }

  /// Reads a recent text again, once all are counted.
  ///
  /// - Parameter row: What to give back with the words that it holds.
  public mutating func collect(_ text: Span<UInt8>, row: Int64) {
    read(text)
    keys.sort { ($0.key, $0.start) < ($1.key, $1.start) }
    var last: UInt64?
    for entry in keys where isFrequentAndNew(entry.key) {
      let range = Int(entry.start)..<Int(entry.start + entry.length)
      let word = Array(scalars[range])
      if candidates.count >= Self.candidateLimit, candidates[word] == nil { continue }
      let left = range.lowerBound > 0 ? scalars[range.lowerBound - 1] : 0
      let right = range.upperBound < scalars.count ? scalars[range.upperBound] : 0
      var candidate = candidates[word] ?? Candidate()
      Self.count(left, in: &candidate.left, row)
      Self.count(right, in: &candidate.right, row)
      if entry.key != last {
        candidate.count += 1
        if candidate.rows.count < Self.rowLimit { candidate.rows.append(row) }
      }
      candidates[word] = candidate
      last = entry.key
    }
  }

  /// The words, the most frequent first; a word inside another that is as frequent is not named.
  public func words(limit: Int) -> [Word] {
    let sorted = candidates.filter { item in
      item.value.count >= leastCount && Self.stands(item.value.left, item.value.right)
    }.sorted { a, b in
      (b.value.count, b.key.count) == (a.value.count, a.key.count)
        ? a.key.lexicographicallyPrecedes(b.key)
        : (b.value.count, b.key.count) < (a.value.count, a.key.count)
    }
    var taken: [(scalars: [UInt32], word: Word)] = []
    for (scalars, candidate) in sorted {
      if taken.count == limit { break }
      if taken.contains(where: { Self.overlap(scalars, $0.scalars) }) { continue }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars.compactMap { Unicode.Scalar($0) })
      taken.append(
        (scalars, Word(text: String(text), count: candidate.count, rows: candidate.rows)))
    }
    return taken.map(\.word)
  }

  // MARK: - Counting

  private static func place(_ key: UInt64) -> Int { Int(key >> UInt64(64 - tableBits)) }

  /// Whether recent texts hold an n-gram often and much more often than earlier ones.
  private func isFrequentAndNew(_ key: UInt64) -> Bool {
    let place = Self.place(key)
    // A full counter says no more than that the n-gram is no new one.
    guard Int(recent[place]) >= leastCount, earlier[place] < .max else { return false }
    let before = (Double(earlier[place]) + 0.5) / Double(max(earlierTexts, 1))
    return Double(recent[place]) / Double(max(recentTexts, 1)) >= leastRatio * before
  }

  /// Finds the n-grams of a text's runs of ideographs.
  private mutating func read(_ text: Span<UInt8>) {
    scalars.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    let normalizer = normalizer
    normalizer.append(text, to: &scalars)
    var start = 0
    while start < scalars.count {
      guard Self.isIdeograph(scalars[start]) else {
        start += 1
        continue
      }
      var end = start
      while end < scalars.count, Self.isIdeograph(scalars[end]) { end += 1 }
      for first in start..<end {
        var hash: UInt64 = 0
        for last in first..<min(end, first + Self.lengths.upperBound) {
          hash = CharacterNGrams.mix(hash ^ UInt64(scalars[last]))
          let length = last - first + 1
          if length >= Self.lengths.lowerBound {
            keys.append((hash, Int32(first), Int32(length)))
          }
        }
      }
      start = end
    }
  }

  private static func isIdeograph(_ scalar: UInt32) -> Bool { scalar &- 0x4E00 < 0x5200 }

  /// Counts what stands beside a word; the text's end is unlike anything.
  private static func count(_ scalar: UInt32, in counts: inout [UInt32: Int], _ row: Int64) {
    let key = isIdeograph(scalar) ? scalar : UInt32(truncatingIfNeeded: row) | 0x8000_0000
    if counts.count < neighbourLimit || counts[key] != nil { counts[key, default: 0] += 1 }
  }

  /// Whether different things stand at both sides: a piece of a word has always the same one.
  private static func stands(_ left: [UInt32: Int], _ right: [UInt32: Int]) -> Bool {
    [left, right].allSatisfy { counts in
      let all = counts.values.reduce(0, +)
      return counts.count >= 3 && (counts.values.max() ?? 0) * 10 <= all * 7
    }
  }

  /// Whether one of two words holds the other.
  private static func overlap(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    return (0...(long.count - short.count)).contains { long[$0...].starts(with: short) }
  }
}
