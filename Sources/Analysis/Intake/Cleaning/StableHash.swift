/// A 63-bit hash that is the same on every machine and in every version: it is stored.
///
/// Eight bytes at a time, folded by a 64 x 64 multiplication (after wyhash); each field is closed
/// with its length, so that fields never run into each other.
struct StableHash {
  private var state: UInt64

  /// Starts a hash; different seeds give unrelated hashes.
  init(seed: UInt64) { state = Self.mix(seed ^ 0x9e37_79b9_7f4a_7c15, 0xa076_1d64_78bd_642f) }

  /// Adds a field of bytes.
  mutating func add(_ bytes: Span<UInt8>) {
    let count = bytes.count
    var hash = state
    var offset = 0
    // SAFETY: eight bytes are left at every offset that is loaded.
    while offset &+ 8 <= count {
      let word = bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self
      ).littleEndian
      hash = Self.mix(hash ^ word, 0xe703_7ed1_a0b4_28db)
      offset &+= 8
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while offset < count {
      tail |= UInt64(bytes[offset]) << shift
      shift &+= 8
      offset &+= 1
    }
    state = Self.mix(hash ^ tail, 0x8ebc_6af0_9c88_c6e3 ^ UInt64(count))
  }

  /// Adds a number.
  mutating func add(_ value: Int64) {
    state = Self.mix(state ^ UInt64(bitPattern: value), 0x5899_65cc_7537_4cc3)
  }

  /// The hash, never negative.
  var value: Int64 { Int64(bitPattern: Self.mix(state, 0x1d8e_4e27_c47d_124f) >> 1) }

  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    // Adding the operands back keeps a zero product from swallowing what came before.
    return (product.high ^ product.low) &+ (left ^ (left >> 29))
  }
}
