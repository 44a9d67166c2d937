/// Pairs of characters, with a quick no for most that are not in it.
struct PairSet: Sendable {
  private var marks = [Bool](repeating: false, count: 1 << 14)
  private var pairs: Set<UInt64> = []

  init(_ pairs: [UInt64]) {
    for pair in pairs {
      marks[Self.slot(pair)] = true
      self.pairs.insert(pair)
    }
  }

  func contains(_ pair: UInt64) -> Bool { marks[Self.slot(pair)] && pairs.contains(pair) }

  private static func slot(_ pair: UInt64) -> Int {
    Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) >> 50)
  }
}
