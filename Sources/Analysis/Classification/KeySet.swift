/// The different keys of one text; made for one text after the other without being cleared.
struct KeySet {
  private var keys: [UInt64] = []
  /// The number of the text that a slot was filled for.
  private var texts: [UInt32] = []
  private var text: UInt32 = 0

  /// Begins another text, of so many keys at most.
  mutating func begin(_ count: Int) {
    text &+= 1
    if count * 2 > keys.count || text == 0 {
      var size = max(keys.count, 1024)
      while size < count * 2 { size *= 2 }
      keys = Array(repeating: 0, count: size)
      texts = Array(repeating: 0, count: size)
      text = 1
    }
  }

  /// Adds a key; false where the text had it before.
  @inline(__always)
  mutating func insert(_ key: UInt64) -> Bool {
    let mask = keys.count &- 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while texts[slot] == text {
      if keys[slot] == key { return false }
      slot = (slot &+ 1) & mask
    }
    keys[slot] = key
    texts[slot] = text
    return true
  }
}
