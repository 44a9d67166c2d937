/// Counts keys that are well mixed: an open table, probed one slot after the other.
struct KeyCounter: Sendable {
  /// How many different keys there are.
  private(set) var count = 0
  private var keys: [UInt64] = Array(repeating: 0, count: 1024)
  /// How often each key was added; zero for a free slot.
  private var counts: [UInt32] = Array(repeating: 0, count: 1024)

  /// Adds one to the count of each key of a list.
  mutating func add(_ list: [UInt64]) {
    for key in list {
      let slot = slot(of: key)
      if counts[slot] == 0 {
        keys[slot] = key
        count += 1
      }
      counts[slot] &+= 1
      if count * 10 > keys.count * 7 { grow() }
    }
  }

  /// Calls `body` with every key and its count, in no order that means anything.
  func forEach(_ body: (UInt64, UInt32) -> Void) {
    for (slot, count) in counts.enumerated() where count > 0 { body(keys[slot], count) }
  }

  /// Where a key is, or would be put.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count &- 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while counts[slot] != 0, keys[slot] != key { slot = (slot &+ 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldCounts) = (keys, counts)
    keys = Array(repeating: 0, count: oldKeys.count * 2)
    counts = Array(repeating: 0, count: oldCounts.count * 2)
    for (index, count) in oldCounts.enumerated() where count > 0 {
      let slot = slot(of: oldKeys[index])
      keys[slot] = oldKeys[index]
      counts[slot] = count
    }
  }
}
