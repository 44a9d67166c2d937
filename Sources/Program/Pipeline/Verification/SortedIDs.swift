/// Ids in ascending order, each once: a set that takes eight bytes for each.
struct SortedIDs {
  /// The ids.
  let values: [Int64]
  /// How many of those given were there before.
  let duplicateCount: Int
  /// The first id that was given twice.
  let firstDuplicate: Int64?

  /// Sorts ids.
  init(_ ids: [Int64]) {
    var sorted = ids
    sorted.sort()
    var kept = 0
    var first: Int64?
    for index in sorted.indices {
      if kept > 0 && sorted[kept - 1] == sorted[index] {
        first = first ?? sorted[index]
        continue
      }
      sorted[kept] = sorted[index]
      kept += 1
    }
    duplicateCount = sorted.count - kept
    firstDuplicate = first
    sorted.removeLast(sorted.count - kept)
    values = sorted
  }

  /// The rank of an id, nil where it is not among them.
  func rank(of id: Int64) -> Int? {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < values.count && values[low] == id ? low : nil
  }

  /// Whether an id is among them.
  func contains(_ id: Int64) -> Bool { rank(of: id) != nil }
}
