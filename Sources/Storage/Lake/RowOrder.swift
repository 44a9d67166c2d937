internal import Columns

/// The ascending order of a batch's rows by some columns, texts by their bytes, nulls last.
enum RowOrder {
  /// The rows in order, nil where they are in order as they stand.
  ///
  /// Equal rows keep theirs.
  static func permutation(of batch: RecordBatch, by names: [String]) -> [Int]? {
    let keys = names.map { batch[$0] }
    let count = batch.rowCount
    guard let first = keys.first, count > 1 else { return nil }
    if isSorted(keys, count) { return nil }
    if case .int64(let column) = first, column.validity.mask.isEmpty {
      return byIntegers(column.values, then: keys)
    }
    return (0..<count).sorted { left, right in
      let order = compare(keys, left, right)
      return order == 0 ? left < right : order < 0
    }
  }

  /// The common case: the first key is an id that is never null.
  private static func byIntegers(_ values: [Int64], then keys: [Column]) -> [Int] {
    var pairs: [(key: Int64, row: Int)] = []
    pairs.reserveCapacity(values.count)
    for row in values.indices { pairs.append((values[row], row)) }
    let rest = Array(keys.dropFirst())
    pairs.sort { left, right in
      if left.key != right.key { return left.key < right.key }
      let order = compare(rest, left.row, right.row)
      return order == 0 ? left.row < right.row : order < 0
    }
    return pairs.map(\.row)
  }

  private static func isSorted(_ keys: [Column], _ count: Int) -> Bool {
    for row in 1..<count where compare(keys, row - 1, row) > 0 { return false }
    return true
  }

  private static func compare(_ keys: [Column], _ left: Int, _ right: Int) -> Int {
    for key in keys {
      let order = compare(key, left, right)
      if order != 0 { return order }
    }
    return 0
  }

  private static func compare(_ column: Column, _ left: Int, _ right: Int) -> Int {
    let validity = column.validity
    switch (validity.isValid(left), validity.isValid(right)) {
    case (false, false): return 0
    case (false, true): return 1
    case (true, false): return -1
    case (true, true): break
    }
    switch column {
    case .bool(let column):
      return (column.values[left] ? 1 : 0) - (column.values[right] ? 1 : 0)
    case .int32(let column): return sign(column.values[left], column.values[right])
    case .int64(let column): return sign(column.values[left], column.values[right])
    case .double(let column): return sign(column.values[left], column.values[right])
    case .string(let column):
      let (first, second) = (column.range(left), column.range(right))
      return sign(column.bytes[first], column.bytes[second])
    case .stringList: return 0
    }
  }

  private static func sign<Number: Comparable>(_ left: Number, _ right: Number) -> Int {
    left < right ? -1 : right < left ? 1 : 0
  }

  private static func sign(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    let shared = min(left.count, right.count)
    for index in 0..<shared {
      let (a, b) = (left[left.startIndex &+ index], right[right.startIndex &+ index])
      if a != b { return a < b ? -1 : 1 }
    }
    return left.count - right.count
  }
}
