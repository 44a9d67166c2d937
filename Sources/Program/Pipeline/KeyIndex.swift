/// Finds the place of a 64-bit key in an array that its owner keeps.
///
/// Open addressing over places only: four bytes a slot, the keys themselves are not held twice.
struct KeyIndex {
  private var slots: [Int32]
  private var count = 0

  init() { slots = Array(repeating: -1, count: 1024) }

  /// The place of a key, nil for one that was never added.
  @inline(__always)
  func find(_ key: Int64, in keys: [Int64]) -> Int? {
    let mask = slots.count &- 1
    var slot = Self.hash(key) & mask
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if keys[place] == key { return place }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  /// Adds the last of the keys, which must be new.
  mutating func addLast(of keys: [Int64]) {
    if count &* 2 >= slots.count { grow(keys) }
    insert(keys.count &- 1, keys)
    count &+= 1
  }

  private mutating func insert(_ place: Int, _ keys: [Int64]) {
    let mask = slots.count &- 1
    var slot = Self.hash(keys[place]) & mask
    while slots[slot] >= 0 { slot = (slot &+ 1) & mask }
    slots[slot] = Int32(truncatingIfNeeded: place)
  }

  @inline(never)
  private mutating func grow(_ keys: [Int64]) {
    slots = Array(repeating: -1, count: slots.count * 4)
    for place in 0..<count { insert(place, keys) }
  }

  private static func hash(_ key: Int64) -> Int {
    let mixed = UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
  }
}
