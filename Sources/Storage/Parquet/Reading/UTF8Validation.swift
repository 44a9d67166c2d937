/// Whether texts that lie one after the other are UTF-8, each for itself.
///
/// Chinese text is nearly all characters of three bytes, which the standard library checks at a
/// third of the speed.
enum UTF8Validation {
  /// Checks the whole, and that no cut goes through a character.
  static func isValid(_ bytes: [UInt8], cutAt offsets: [Int32]) -> Bool {
    guard bytes.withUnsafeBytes({ isValid($0) }) else { return false }
    for offset in offsets where Int(offset) < bytes.count {
      if bytes[Int(offset)] & 0xc0 == 0x80 { return false }
    }
    return true
  }

  /// Checks a text.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let count = bytes.count
    var position = 0
    while count &- position >= 8 {
      let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
      if word & 0x8080_8080_8080_8080 == 0 {
        position &+= 8
      } else if isThreeBytes(word) {
        position &+= isThreeBytes(word &>> 24) ? 6 : 3
      } else {
        let length = character(bytes, at: position)
        if length == 0 { return false }
        position &+= length
      }
    }
    while position < count {
      let length = character(bytes, at: position)
      if length == 0 { return false }
      position &+= length
    }
    return true
  }

  /// Whether the lowest three bytes are one character: U+0800 to U+FFFF but for the surrogates.
  @inline(__always)
  private static func isThreeBytes(_ word: UInt64) -> Bool {
    // The character's code without its lowest six bits.
    let code = (word & 0x0f) &<< 6 | (word &>> 8) & 0x3f
    return word & 0xc0_c0f0 == 0x80_80e0 && code >= 0x20 && code &>> 5 != 0x1b
  }

  /// The length of the character at a position; 0 when there is none.
  private static func character(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
    let lead = bytes[position]
    if lead < 0x80 { return 1 }
    let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    guard lead >= 0xc2, lead < 0xf5, bytes.count &- position >= length else { return 0 }
    var value = UInt32(lead) & (0x7f &>> UInt32(length))
    for step in 1..<length {
      let next = bytes[position &+ step]
      if next & 0xc0 != 0x80 { return 0 }
      value = value &<< 6 | UInt32(next & 0x3f)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
    return value >= least && Unicode.Scalar(value) != nil ? length : 0
  }
}
