extension ValueShape {
  /// What characters a cell is made of.
  struct Signs {
    private(set) var characters = 0
    private(set) var digits = 0
    private(set) var letters = 0
    private(set) var han = 0
    private(set) var blanks = 0
    /// Signs that are none of these.
    private(set) var others = 0
    private(set) var lines = 1
    private(set) var hasPoint = false
    private(set) var hasAt = false
    private(set) var hasTag = false

    init(_ text: Span<UInt8>) {
      var offset = 0
      while offset < text.count {
        let (value, length) = UTF8Text.scalar(text, offset)
        characters &+= 1
        switch value {
        case 0x30...0x39: digits &+= 1
        case 0x41...0x5a, 0x61...0x7a: letters &+= 1
        case 0x20: blanks &+= 1
        case 0x0a: lines &+= 1
        default:
          if UTF8Text.isHan(value) { han &+= 1 } else { others &+= 1 }
          if value == 0x2e { hasPoint = true }
          if value == 0x40 { hasAt = true }
          if value == 0x3c { hasTag = hasTag || Self.startsTag(text, offset &+ 1) }
        }
        offset &+= length
      }
    }

    private static func startsTag(_ text: Span<UInt8>, _ offset: Int) -> Bool {
      var at = offset
      if at < text.count, text[at] == UInt8(ascii: "/") { at &+= 1 }
      guard at < text.count else { return false }
      let letter = text[at] | 0x20
      return letter >= 0x61 && letter <= 0x7a
    }
  }
}
