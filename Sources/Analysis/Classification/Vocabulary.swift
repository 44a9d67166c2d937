internal import CSystem
internal import Language

/// The n-grams that a model knows, each with its number.
///
/// A look-up compares the slot and 32 further bits of the key, so about one unknown n-gram in four
/// thousand million is taken for a known one.
struct Vocabulary: Sendable {
  /// The keys, by number: the most frequent first.
  let keys: [UInt64]
  /// Upper half: upper half of the key; lower half: its number plus one; zero for a free slot.
  private let slots: [UInt64]

  init(keys: [UInt64]) {
    precondition(keys.count < 1 << 24, "a vocabulary has less than 2^24 n-grams")
    self.keys = keys
    var size = 16
    while size < keys.count * 2 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for (number, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = key & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
    }
    self.slots = slots
  }

  /// The number of an n-gram, −1 where the model does not know it.
  @inline(__always)
  func number(of key: UInt64) -> Int {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return -1 }
      if (entry ^ key) &>> 32 == 0 { return Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1 }
      slot = (slot &+ 1) & mask
    }
  }

  /// How many keys ahead their slots are asked for: most lie in no near cache.
  private static let keysAhead = 12

  /// Puts the numbers of many n-grams into `numbers`, −1 for those that are not known.
  func find(_ keys: [UInt64], _ numbers: inout [Int32]) {
    if numbers.count < keys.count { numbers = Array(repeating: 0, count: 2 * keys.count) }
    let mask = slots.count &- 1
    let last = keys.count &- 1
    slots.withUnsafeBufferPointer { slots in
      keys.withUnsafeBufferPointer { keys in
        numbers.withUnsafeMutableBufferPointer { numbers in
          guard let first = slots.baseAddress else { return }
          for index in 0..<keys.count {
            let ahead = keys[min(index &+ Self.keysAhead, last)]
            prefetch_line(first + Int(truncatingIfNeeded: ahead) & mask)
            numbers[index] = Int32(truncatingIfNeeded: number(of: keys[index]))
          }
        }
      }
    }
  }
}
