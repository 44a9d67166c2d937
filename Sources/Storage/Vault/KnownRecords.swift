internal import Bytes

/// Known records in memory: sorted by key, each key once.
struct KnownRecords {
  var keys: [Int64] = []
  var requestIDs: [Int64] = []
  var contentHashes: [Int64] = []

  /// Sorts records; of those with one key the last counts.
  init(keys: [Int64], requestIDs: [Int64], contentHashes: [Int64]) {
    if Self.isAscending(keys) {
      self.keys = keys
      self.requestIDs = requestIDs
      self.contentHashes = contentHashes
      return
    }
    var order: [(key: Int64, row: Int)] = []
    order.reserveCapacity(keys.count)
    for row in keys.indices { order.append((keys[row], row)) }
    order.sort { ($0.key, $0.row) < ($1.key, $1.row) }
    for (index, entry) in order.enumerated() {
      if index + 1 < order.count && order[index + 1].key == entry.key { continue }
      append(entry.key, requestIDs[entry.row], contentHashes[entry.row])
    }
  }

  private static func isAscending(_ keys: [Int64]) -> Bool {
    for index in keys.indices.dropFirst() where keys[index - 1] >= keys[index] { return false }
    return true
  }

  private init(capacity: Int) {
    keys.reserveCapacity(capacity)
    requestIDs.reserveCapacity(capacity)
    contentHashes.reserveCapacity(capacity)
  }

  private mutating func append(_ key: Int64, _ requestID: Int64, _ contentHash: Int64) {
    keys.append(key)
    requestIDs.append(requestID)
    contentHashes.append(contentHash)
  }

  /// These records and those of an older run, which yield to these.
  func merged(over run: KnownRun) -> KnownRecords {
    var result = KnownRecords(capacity: keys.count + run.count)
    var (newer, older) = (0, 0)
    while newer < keys.count || older < run.count {
      let first = newer < keys.count ? keys[newer] : Int64.max
      let second = older < run.count ? run.key(older) : Int64.max
      if newer < keys.count && (first <= second || older == run.count) {
        result.append(first, requestIDs[newer], contentHashes[newer])
        newer += 1
        if older < run.count && first == second { older += 1 }
      } else {
        result.append(second, run.requestID(older), run.contentHash(older))
        older += 1
      }
    }
    return result
  }
}
