/// The alphabets of deflate (RFC 1951, 3.2.5).
enum DeflateSymbols {
  /// The symbol that ends a block.
  static let end = 256
  /// How many symbols literals and lengths have.
  static let literalCount = 286
  /// How many symbols distances have.
  static let distanceCount = 30
  /// The order in which the lengths of the lengths' codes are written.
  static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// For each length less three, its symbol less 257.
  static let lengthSymbols: [UInt8] = {
    var symbols = [UInt8](repeating: 0, count: 256)
    for symbol in 0..<28 {
      for step in 0..<1 << lengthExtra(symbol) {
        let length = lengthBase(symbol) + step - 3
        if length < 256 { symbols[length] = UInt8(symbol) }
      }
    }
    symbols[255] = 28
    return symbols
  }()

  /// The extra bits of a length's symbol.
  static func lengthExtra(_ symbol: Int) -> Int {
    symbol < 8 || symbol == 28 ? 0 : symbol / 4 - 1
  }

  /// The least length of a symbol.
  static func lengthBase(_ symbol: Int) -> Int {
    if symbol == 28 { return 258 }
    return symbol < 8 ? symbol + 3 : (4 + symbol % 4) << lengthExtra(symbol) + 3
  }

  /// The extra bits of a distance's symbol.
  static func distanceExtra(_ symbol: Int) -> Int { symbol < 4 ? 0 : symbol / 2 - 1 }

  /// The least distance of a symbol.
  static func distanceBase(_ symbol: Int) -> Int {
    symbol < 4 ? symbol + 1 : (2 + symbol % 2) << distanceExtra(symbol) + 1
  }

  /// The symbol of a distance.
  @inline(__always)
  static func distanceSymbol(_ distance: Int) -> Int {
    let less = distance &- 1
    if less < 4 { return less }
    let width = Int.bitWidth &- 1 &- less.leadingZeroBitCount
    return 2 &* width &+ (less &>> (width &- 1)) & 1
  }
}
