/// The rows of weights to be added up for one text, those with one factor side by side.
///
/// A thread uses one for text after text; its memory grows to what the longest text needs.
final class RowGroups {
  /// The factors that occur, in the order of their first occurrence.
  private(set) var factors: [Int] = []

  private var rows: UnsafeMutableBufferPointer<Int32>
  private var rowFactors: UnsafeMutableBufferPointer<UInt16>
  private var grouped: UnsafeMutableBufferPointer<Int32>
  private var count = 0
  /// How many rows have a factor, then where they end; zero for factors that do not occur.
  private let ends: UnsafeMutableBufferPointer<Int>

  /// Factors are numbers below `factorCount`, 2^16 at most.
  init(factorCount: Int) {
    precondition(factorCount <= 1 << 16, "factors have sixteen bits")
    rows = .allocate(capacity: 0)
    rowFactors = .allocate(capacity: 0)
    grouped = .allocate(capacity: 0)
    ends = .allocate(capacity: factorCount)
    ends.initialize(repeating: 0)
  }

  deinit {
    rows.deallocate()
    rowFactors.deallocate()
    grouped.deallocate()
    ends.deallocate()
  }

  /// Begins a text with so many rows at most.
  func begin(limit: Int) {
    for factor in factors { ends[factor] = 0 }
    factors.removeAll(keepingCapacity: true)
    count = 0
    if limit <= rows.count { return }
    rows.deallocate()
    rowFactors.deallocate()
    grouped.deallocate()
    rows = .allocate(capacity: limit * 2)
    rowFactors = .allocate(capacity: limit * 2)
    grouped = .allocate(capacity: limit * 2)
  }

  /// Adds a row.
  @inline(__always)
  func add(_ row: Int32, factor: Int) {
    rows[count] = row
    rowFactors[count] = UInt16(truncatingIfNeeded: factor)
    count &+= 1
    if ends[factor] == 0 { factors.append(factor) }
    ends[factor] &+= 1
  }

  /// Puts the rows of each factor side by side.
  func finish() {
    var start = 0
    for factor in factors {
      let size = ends[factor]
      ends[factor] = start
      start += size
    }
    // SAFETY: `begin` made room for as many rows as were added, and their places are a permutation.
    let (rows, rowFactors, grouped, ends) = (
      rows.baseAddress!, rowFactors.baseAddress!, grouped.baseAddress!, ends.baseAddress!
    )
    for index in 0..<count {
      let factor = Int(rowFactors[index])
      grouped[ends[factor]] = rows[index]
      ends[factor] &+= 1
    }
  }

  /// Calls `body` with each factor and its rows.
  @inline(__always)
  func forEach(_ body: (Int, UnsafeBufferPointer<Int32>) -> Void) {
    var start = 0
    for factor in factors {
      body(factor, UnsafeBufferPointer(rebasing: grouped[start..<ends[factor]]))
      start = ends[factor]
    }
  }
}
