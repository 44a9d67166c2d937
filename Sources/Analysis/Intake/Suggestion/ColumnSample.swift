internal import Columns

/// What a sample of a file shows of one column.
package struct ColumnSample: Sendable {
  /// The header's name; empty where the file has none.
  package internal(set) var name: String
  /// The position in the file, from 0.
  package let position: Int
  /// What the cells look like.
  package private(set) var shape = ColumnShape()
  /// How many different values there are, at most `distinctLimit`.
  package var distinct: Int { hashes.count }
  /// Whether cells of one value are merged downwards.
  package internal(set) var isMergedDown = false
  private var hashes: Set<Int64> = []
  /// Texts and how often they stand; empty once there are too many to be words of a list.
  private(set) var words: [String: Int] = [:]
  private var hasTooManyWords = false
  /// Words for nothing, and how often they stand.
  private(set) var nullWords: [String: Int] = [:]
  private var timeSum = 0.0
  private var timeCount = 0
  private var scratch: [UInt8] = []

  /// How many different values are counted.
  package static let distinctLimit = 10_000
  private static let wordLimit = 60
  private static let anyTime = TimeReader(Set(TimeForm.allCases))

  /// Makes the sample of a column without cells.
  package init(name: String, position: Int) {
    self.name = name
    self.position = position
  }

  /// Looks at a cell as it stands in the file.
  package mutating func add(_ cell: Span<UInt8>) {
    scratch.removeAll(keepingCapacity: true)
    TextCleaner.append(cell, to: &scratch, style: .lines)
    let text = scratch
    let kind = shape.add(cleaned: text)
    if kind.contains(.empty) { return }
    if kind.contains(.null) { nullWords[String(decoding: text, as: UTF8.self), default: 0] += 1 }
    if kind.contains(.time), let time = Self.anyTime.read(text.span) {
      timeSum += Double(time / CivilTime.second)
      timeCount += 1
    }
    if hashes.count < Self.distinctLimit {
      var hash = StableHash(seed: 9)
      hash.add(text.span)
      hashes.insert(hash.value)
    }
    if hasTooManyWords || kind.contains(.null) { return }
    words[String(decoding: text, as: UTF8.self), default: 0] += 1
    if words.count > Self.wordLimit || kind.contains(.longText) {
      hasTooManyWords = true
      words = [:]
    }
  }

  /// The share of cells that hold something.
  package var fill: Double {
    shape.cells == 0 ? 0 : Double(shape.filled) / Double(shape.cells)
  }
  /// How many different values there are for each that is filled; 1 for a key.
  var distinctShare: Double {
    shape.filled == 0 ? 0 : Double(min(distinct, shape.filled)) / Double(shape.filled)
  }
  /// Seconds since 1970 of its times on average; nil where it has none.
  var meanTime: Double? { timeCount == 0 ? nil : timeSum / Double(timeCount) }

  /// Whether the values are few words of a list.
  var isList: Bool { !hasTooManyWords && !words.isEmpty && words.count <= Self.wordLimit }

  /// The words of a list, the most frequent first.
  var sortedWords: [(text: String, count: Int)] {
    words.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      .map { (text: $0.key, count: $0.value) }
  }

  /// The share of the cells that mean something whose words a test knows.
  func share(ofWords knows: (String) -> Bool) -> Double {
    guard isList, shape.meaning > 0 else { return 0 }
    let known = words.reduce(0) { $0 + (knows($1.key) ? $1.value : 0) }
    return Double(known) / Double(shape.meaning)
  }
}
