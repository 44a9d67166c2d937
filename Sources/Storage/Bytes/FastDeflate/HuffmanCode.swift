/// A canonical Huffman code of limited length (RFC 1951, 3.2.2).
struct HuffmanCode {
  /// The length of each symbol's code, zero where it has none.
  private(set) var lengths: [UInt8]
  /// For each symbol its code, first bit lowest, times 256, plus its length.
  private(set) var codes: [UInt32]

  /// Makes the code of some symbols, each of which comes so many times.
  ///
  /// At least two symbols get a code, since some readers refuse less.
  init(_ counts: [UInt32], limit: Int) {
    precondition((1...16).contains(limit), "codes have 1 to 16 bits")
    lengths = [UInt8](repeating: 0, count: counts.count)
    codes = [UInt32](repeating: 0, count: counts.count)
    var used = counts.indices.filter { counts[$0] > 0 }
    for symbol in counts.indices where used.count < 2 && counts[symbol] == 0 {
      used.append(symbol)
    }
    used.sort { (counts[$0], $0) < (counts[$1], $1) }
    var weights = used.map { max(1, Int(counts[$0])) }
    Self.replaceByDepths(&weights)
    setLengths(of: used, perLength: Self.limited(weights, to: limit))
    setCodes(limit: limit)
  }

  /// The bits that symbols take, which come so many times.
  func size(_ counts: [UInt32]) -> Int {
    var sum = 0
    for symbol in counts.indices { sum &+= Int(counts[symbol]) &* Int(lengths[symbol]) }
    return sum
  }

  /// Replaces ascending weights by the depths of their leaves in a Huffman tree.
  ///
  /// Source: A. Moffat, J. Katajainen, "In-Place Calculation of Minimum-Redundancy Codes", 1995.
  private static func replaceByDepths(_ weights: inout [Int]) {
    let count = weights.count
    var leaf = 0
    var root = 0
    // Weights become those of inner nodes, then the places of their parents.
    for next in 0..<count - 1 {
      func lightest() -> Int {
        if leaf >= count || (root < next && weights[root] < weights[leaf]) {
          defer {
            weights[root] = next
            root += 1
          }
          return weights[root]
        }
        defer { leaf += 1 }
        return weights[leaf]
      }
      let first = lightest()
      let second = lightest()
      weights[next] = first + second
    }
    // Parents become depths, from the root down.
    weights[count - 2] = 0
    for node in stride(from: count - 3, through: 0, by: -1) {
      weights[node] = weights[weights[node]] + 1
    }
    // Depths of inner nodes become those of leaves.
    var available = 1
    var depth = 0
    var inner = count - 2
    var next = count - 1
    while available > 0 {
      var innerCount = 0
      while inner >= 0 && weights[inner] == depth {
        innerCount += 1
        inner -= 1
      }
      while available > innerCount {
        weights[next] = depth
        next -= 1
        available -= 1
      }
      available = 2 * innerCount
      depth += 1
    }
  }

  /// How many codes there are of each length, none longer than the limit.
  private static func limited(_ depths: [Int], to limit: Int) -> [Int] {
    var perLength = [Int](repeating: 0, count: limit + 1)
    for depth in depths { perLength[min(depth, limit)] += 1 }
    // Codes cut short take more than there is; each step gives one part in 2^limit back.
    var taken = 0
    for length in 1...limit { taken += perLength[length] << (limit - length) }
    while taken > 1 << limit {
      perLength[limit] -= 1
      if let length = (1..<limit).last(where: { perLength[$0] > 0 }) {
        perLength[length] -= 1
        perLength[length + 1] += 2
      }
      taken -= 1
    }
    return perLength
  }

  /// Gives the longest codes to the rarest symbols.
  private mutating func setLengths(of rarestFirst: [Int], perLength: [Int]) {
    var next = 0
    for length in perLength.indices.reversed() {
      for symbol in rarestFirst[next..<next + perLength[length]] { lengths[symbol] = UInt8(length) }
      next += perLength[length]
    }
  }

  private mutating func setCodes(limit: Int) {
    var perLength = [UInt32](repeating: 0, count: limit + 2)
    for length in lengths where length > 0 { perLength[Int(length)] += 1 }
    var next = [UInt32](repeating: 0, count: limit + 2)
    for length in 1...limit { next[length + 1] = (next[length] + perLength[length]) << 1 }
    for symbol in lengths.indices where lengths[symbol] > 0 {
      let length = Int(lengths[symbol])
      let reversed = UInt32(UInt16(next[length]).bitReversed) >> UInt32(16 - length)
      codes[symbol] = reversed << 8 | UInt32(length)
      next[length] += 1
    }
  }
}

extension UInt16 {
  /// The same bits from the other end.
  fileprivate var bitReversed: UInt16 {
    var value = self
    value = (value & 0x5555) << 1 | (value >> 1) & 0x5555
    value = (value & 0x3333) << 2 | (value >> 2) & 0x3333
    value = (value & 0x0f0f) << 4 | (value >> 4) & 0x0f0f
    return value.byteSwapped
  }
}
