/// A stream of random numbers that follows from a seed alone (SplitMix64).
///
/// Whatever is random about a record comes from a dice of its own, so that records can be made in
/// any order, on any core, and again when their state changes.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// A dice for one purpose of one thing.
  init(_ seed: UInt64, _ purpose: UInt64) { state = Dice.mix(seed, purpose) }

  /// One number from two, well stirred.
  static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
    stir(first ^ stir(second &+ 0x9e37_79b9_7f4a_7c15))
  }

  private static func stir(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Dice.stir(state)
  }

  /// A whole number from 0 up to, not including, `bound`.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A whole number of a range.
  mutating func between(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// A number from 0 up to, not including, 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True in so many of a thousand cases.
  mutating func chance(_ perMille: Int) -> Bool { below(1000) < perMille }

  /// One of several values.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// An index, each as likely as the growth of the cumulative weights at it.
  mutating func index(cumulative: [Double]) -> Int {
    let target = unit() * (cumulative.last ?? 0)
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
