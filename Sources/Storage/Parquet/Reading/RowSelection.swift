/// Some rows of a row group, counted from 0 in it.
public struct RowSelection: Equatable, Sendable {
  /// The rows, as ascending ranges that neither touch nor are empty.
  public private(set) var ranges: [Range<Int>] = []

  /// Selects the rows of ascending ranges; those that touch are joined.
  public init(_ ranges: [Range<Int>]) {
    for range in ranges where !range.isEmpty { add(range) }
  }

  /// The number of rows.
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// The rows, ascending.
  public var rows: [Int] { ranges.flatMap { Array($0) } }

  /// Whether a row of a range is selected.
  ///
  /// - Complexity: O(log *n*) in the number of ranges.
  public func overlaps(_ range: Range<Int>) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound < range.upperBound && !range.isEmpty
  }

  /// Adds rows behind all others.
  mutating func add(_ range: Range<Int>) {
    if let last = ranges.last, range.lowerBound <= last.upperBound {
      precondition(range.lowerBound >= last.lowerBound, "rows out of order")
      ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    } else {
      ranges.append(range)
    }
  }

  /// Where the rows lie among those of `other`, which has them all; nil when they are the same.
  func positions(in other: RowSelection) -> [Int]? {
    if self == other { return nil }
    var output: [Int] = []
    output.reserveCapacity(count)
    var next = 0
    var before = 0
    for range in ranges {
      while next < other.ranges.count, other.ranges[next].upperBound <= range.lowerBound {
        before += other.ranges[next].count
        next += 1
      }
      precondition(
        next < other.ranges.count && other.ranges[next].lowerBound <= range.lowerBound
          && other.ranges[next].upperBound >= range.upperBound, "a row that was not read")
      let start = before + range.lowerBound - other.ranges[next].lowerBound
      output.append(contentsOf: start..<start + range.count)
    }
    return output
  }
}
