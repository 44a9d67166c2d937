/// In how many requests each 3-gram occurs, by a table of hashed counters.
///
/// What few requests say tells them apart; what many say, such as greetings, weighs nothing.
struct GramStatistics: Sendable {
  private static let bits: UInt32 = 22
  private let counts: [UInt16]
  /// The weight of a 3-gram by its count.
  private let weights: [Float]

  init(_ table: FactTable) {
    var counts = [UInt16](repeating: 0, count: 1 << Int(Self.bits))
    for chunk in table.chunks {
      for gram in chunk.grams {
        let slot = Int(gram &>> (32 - Self.bits))
        if counts[slot] != .max { counts[slot] &+= 1 }
      }
    }
    self.counts = counts
    weights = Self.weights(total: table.count)
  }

  /// log2(total / count) above that of a 3-gram that one request in a hundred holds.
  private static func weights(total: Int) -> [Float] {
    var weights = [Float](repeating: 0, count: 1 << 16)
    let logTotal = log2(UInt64(max(total, 1)))
    // Few requests tell less about how rare a word is.
    let least = min(6.6, logTotal * 0.4)
    for count in 1..<weights.count {
      weights[count] = max(0, logTotal - log2(UInt64(count)) - least)
    }
    return weights
  }

  /// The binary logarithm by its whole part and a straight line between powers of two.
  private static func log2(_ value: UInt64) -> Float {
    let whole = 63 - value.leadingZeroBitCount
    let power = UInt64(1) << UInt64(whole)
    return Float(whole) + Float(value - power) / Float(power)
  }

  /// What sharing a 3-gram weighs.
  @inline(__always) func weight(_ gram: UInt32) -> Float {
    weights[Int(counts[Int(gram &>> (32 - Self.bits))])]
  }

  /// In how many requests a 3-gram occurs.
  @inline(__always) func count(_ gram: UInt32) -> UInt16 {
    counts[Int(gram &>> (32 - Self.bits))]
  }
}
