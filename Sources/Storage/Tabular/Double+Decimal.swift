extension Double {
  /// Reads a number such as `-12.5` or `4.5E-7`; nil for what is none.
  ///
  /// Up to 15 digits, and 16 where they fit into 53 bits, are read exactly by one division, as W. D.
  /// Clinger's "How to Read Floating Point Numbers Accurately" shows; the others by the library.
  init?(decimal text: UnsafeBufferPointer<UInt8>) {
    let isNegative = text.first == UInt8(ascii: "-")
    var digits = 0
    var pointPlace = -1
    var isPlain = text.count > (isNegative ? 1 : 0) && text.count <= 18
    if isPlain {
      for at in (isNegative ? 1 : 0)..<text.count {
        let digit = text[at] &- 48
        if digit <= 9 {
          digits = digits &* 10 &+ Int(digit)
        } else if text[at] == UInt8(ascii: ".") && pointPlace < 0 && at + 1 < text.count {
          pointPlace = at
        } else {
          isPlain = false
          break
        }
      }
    }
    let startsWithPoint = pointPlace == (isNegative ? 1 : 0)
    guard isPlain, !startsWithPoint, digits <= 1 << 53 else {
      self.init(String(decoding: text, as: UTF8.self))
      return
    }
    let fractionCount = pointPlace < 0 ? 0 : text.count - 1 - pointPlace
    let value = Double(digits) / Self.powers[fractionCount]
    self = isNegative ? -value : value
  }

  /// The powers of ten that a double holds exactly, as far as they are needed.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18,
  ]
}
