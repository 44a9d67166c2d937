/// The combinations of values in some rows, as numbers in ascending order.
struct CombinationCounts: Sendable {
  var keys: [UInt64] = []
  var counts: [Int64] = []

  init() {}

  /// Counts rows by ranked columns of equal length.
  ///
  /// - Parameter rows: The rows that count; nil for all.
  init(_ columns: [RankedColumn], rows: [Int]?) {
    let sizes = columns.map { UInt64($0.values.count + 1) }
    let rowCount = columns.first?.ranks.count ?? 0
    var cells = [UInt64](repeating: 0, count: rowCount)
    for (column, size) in zip(columns, sizes) {
      let ranks = column.ranks
      for row in 0..<rowCount { cells[row] = cells[row] &* size &+ UInt64(ranks[row]) }
    }
    if let rows { cells = rows.map { cells[$0] } }
    let cellCount = sizes.reduce(UInt64(1)) { $0.multipliedReportingOverflow(by: $1).partialValue }
    if cellCount <= UInt64(max(1 << 16, cells.count * 8)) {
      var table = [Int32](repeating: 0, count: Int(cellCount))
      for cell in cells { table[Int(cell)] &+= 1 }
      for (cell, count) in table.enumerated() where count > 0 {
        keys.append(UInt64(cell))
        counts.append(Int64(count))
      }
      return
    }
    cells.sort()
    for cell in cells { append(cell, 1) }
  }

  /// These combinations under the ranks of all rows; the order stays.
  func translated(_ ranks: [[UInt32]], from local: [Int], to sizes: [UInt64]) -> CombinationCounts {
    var output = self
    for index in keys.indices {
      var rest = keys[index]
      var key: UInt64 = 0
      var factor: UInt64 = 1
      for column in ranks.indices.reversed() {
        let size = UInt64(local[column] + 1)
        key &+= UInt64(ranks[column][Int(rest % size)]) &* factor
        rest /= size
        factor &*= sizes[column]
      }
      output.keys[index] = key
    }
    return output
  }

  /// Both together; where one ends before the other begins they are only joined.
  func merged(_ other: CombinationCounts) -> CombinationCounts {
    var output = CombinationCounts()
    output.keys.reserveCapacity(keys.count + other.keys.count)
    output.counts.reserveCapacity(keys.count + other.keys.count)
    var (left, right) = (0, 0)
    while left < keys.count && right < other.keys.count {
      if keys[left] < other.keys[right] {
        output.append(keys[left], counts[left])
        left &+= 1
      } else {
        output.append(other.keys[right], other.counts[right])
        right &+= 1
      }
    }
    while left < keys.count {
      output.append(keys[left], counts[left])
      left &+= 1
    }
    while right < other.keys.count {
      output.append(other.keys[right], other.counts[right])
      right &+= 1
    }
    return output
  }

  private mutating func append(_ key: UInt64, _ count: Int64) {
    if let last = keys.last, last == key {
      counts[counts.count &- 1] &+= count
    } else {
      keys.append(key)
      counts.append(count)
    }
  }
}
