/// A map from short texts, given as bytes, to numbers; built once, asked for every cell.
struct ByteMap: Sendable {
  private var slots: [Int32] = []
  private var keys: [UInt8] = []
  private var ends: [Int32] = [0]
  private var values: [Int32] = []
  /// The lengths that keys have, one bit each; the last for 63 and more.
  private var lengths: UInt64 = 0

  /// Makes an empty map.
  init() {}

  /// Makes a map; of equal keys the first counts.
  init(_ pairs: [(key: String, value: Int)]) {
    var capacity = 16
    while capacity < pairs.count * 3 { capacity *= 2 }
    slots = Array(repeating: -1, count: capacity)
    for (key, value) in pairs where self[Array(key.utf8).span] == nil {
      let bytes = Array(key.utf8)
      var slot = Int(truncatingIfNeeded: Self.hash(bytes.span)) & (capacity - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = Int32(values.count)
      keys += bytes
      lengths |= 1 << UInt64(min(bytes.count, 63))
      ends.append(Int32(keys.count))
      values.append(Int32(value))
    }
  }

  /// Whether it holds nothing.
  var isEmpty: Bool { values.isEmpty }

  /// The number under a key.
  subscript(key: Span<UInt8>) -> Int? {
    if lengths & 1 << UInt64(min(key.count, 63)) == 0 { return nil }
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: Self.hash(key)) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if equals(index, key) { return Int(values[index]) }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  private func equals(_ index: Int, _ key: Span<UInt8>) -> Bool {
    let start = Int(ends[index])
    guard Int(ends[index &+ 1]) &- start == key.count else { return false }
    for offset in 0..<key.count where keys[start &+ offset] != key[offset] { return false }
    return true
  }

  private static func hash(_ key: Span<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for index in 0..<key.count { hash = (hash ^ UInt32(key[index])) &* 16_777_619 }
    return hash ^ (hash >> 15)
  }
}
