/// The character n-grams of a text as 64-bit keys.
///
/// Keys of up to three scalars are exact: different n-grams have different keys. Longer ones are
/// hashed. Keys are well mixed, so their low bits can index a table.
public struct CharacterNGrams: Sendable {
  /// How many scalars an n-gram has, from shortest to longest.
  public let lengths: ClosedRange<Int>

  /// Makes a cutter of n-grams.
  public init(_ lengths: ClosedRange<Int> = 1...3) {
    precondition(lengths.lowerBound >= 1, "an n-gram has a scalar")
    self.lengths = lengths
  }

  /// Appends the keys of all n-grams, in text order, repeats included.
  ///
  /// - Parameters:
  ///   - scalars: Normalised text.
  ///   - salt: Sets the n-grams of one field apart from those of another; 0 for none.
  ///   - keys: Receives the keys; existing elements are kept.
  /// - Complexity: O(*n* · *k*) for *n* scalars and *k* lengths. Allocates only when `keys` grows.
  public func appendKeys(of scalars: Span<UInt32>, salt: UInt64 = 0, to keys: inout [UInt64]) {
    for length in lengths where length <= scalars.count {
      switch length {
      case 1:
        for index in 0..<scalars.count {
          keys.append(Self.mix(UInt64(scalars[index]) ^ salt))
        }
      case 2:
        for index in 1..<scalars.count {
          let key = UInt64(scalars[index &- 1]) &<< 21 | UInt64(scalars[index])
          keys.append(Self.mix(key ^ salt))
        }
      case 3:
        for index in 2..<scalars.count {
          let key =
            UInt64(scalars[index &- 2]) &<< 42 | UInt64(scalars[index &- 1]) &<< 21
            | UInt64(scalars[index])
          keys.append(Self.mix(key ^ salt))
        }
      default: appendLongKeys(of: scalars, length: length, salt: salt, to: &keys)
      }
    }
  }

  private func appendLongKeys(
    of scalars: Span<UInt32>, length: Int, salt: UInt64, to keys: inout [UInt64]
  ) {
    for start in 0...(scalars.count - length) {
      var hash = UInt64(length) ^ salt
      for index in start..<start &+ length {
        hash = (hash ^ UInt64(scalars[index])) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash &>> 29
      }
      keys.append(Self.mix(hash))
    }
  }

  /// A bijection of 64-bit numbers that spreads every bit over all others.
  @inlinable public static func mix(_ value: UInt64) -> UInt64 {
    var hash = value
    hash = (hash ^ (hash &>> 32)) &* 0xD6E8_FEB8_6659_FD93
    hash = (hash ^ (hash &>> 32)) &* 0xD6E8_FEB8_6659_FD93
    return hash ^ (hash &>> 32)
  }
}
