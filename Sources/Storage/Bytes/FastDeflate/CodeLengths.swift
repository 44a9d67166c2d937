/// The lengths of a block's two codes as they stand before it (RFC 1951, 3.2.7).
struct CodeLengths {
  /// A symbol of the lengths' own code, and what is written behind it.
  private struct Element {
    let symbol: Int
    var extra = 0
    var extraWidth = 0
  }

  private let literalCount: Int
  private let distanceCount: Int
  private var elements: [Element] = []
  private let code: HuffmanCode
  /// How many lengths of the lengths' own code are written.
  private let ownCount: Int
  /// The bits it takes.
  let size: Int

  init(_ literals: HuffmanCode, _ distances: HuffmanCode) {
    literalCount = max(257, (literals.lengths.lastIndex { $0 > 0 } ?? 0) + 1)
    distanceCount = max(1, (distances.lengths.lastIndex { $0 > 0 } ?? 0) + 1)
    let lengths = Array(literals.lengths[..<literalCount] + distances.lengths[..<distanceCount])
    elements = Self.elements(lengths)
    var counts = [UInt32](repeating: 0, count: 19)
    for element in elements { counts[element.symbol] += 1 }
    let code = HuffmanCode(counts, limit: 7)
    self.code = code
    let last = DeflateSymbols.lengthOrder.lastIndex { code.lengths[$0] > 0 } ?? 0
    ownCount = max(4, last + 1)
    size = 14 + 3 * ownCount + code.size(counts) + elements.reduce(0) { $0 + $1.extraWidth }
  }

  /// Runs of equal lengths, and what is not one.
  private static func elements(_ lengths: [UInt8]) -> [Element] {
    var elements: [Element] = []
    var index = 0
    while index < lengths.count {
      let length = lengths[index]
      var run = 1
      while index + run < lengths.count && lengths[index + run] == length { run += 1 }
      index += run
      if length > 0 {
        elements.append(Element(symbol: Int(length)))
        run -= 1
      }
      while run >= 3 {
        if length > 0 {
          let part = min(6, run)
          elements.append(Element(symbol: 16, extra: part - 3, extraWidth: 2))
          run -= part
        } else if run < 11 {
          elements.append(Element(symbol: 17, extra: run - 3, extraWidth: 3))
          run = 0
        } else {
          let part = min(138, run)
          elements.append(Element(symbol: 18, extra: part - 11, extraWidth: 7))
          run -= part
        }
      }
      for _ in 0..<run { elements.append(Element(symbol: Int(length))) }
    }
    return elements
  }

  func write(to bits: inout BitWriter) {
    bits.put(UInt64(literalCount - 257), 5)
    bits.put(UInt64(distanceCount - 1), 5)
    bits.put(UInt64(ownCount - 4), 4)
    bits.flush()
    for symbol in DeflateSymbols.lengthOrder[..<ownCount] {
      bits.put(UInt64(code.lengths[symbol]), 3)
      bits.flush()
    }
    for element in elements {
      bits.put(code.codes[element.symbol])
      bits.put(UInt64(element.extra), UInt64(element.extraWidth))
      bits.flush()
    }
  }
}
