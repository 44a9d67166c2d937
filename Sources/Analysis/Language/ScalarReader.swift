/// Reads Unicode scalars out of UTF-8 bytes, one after the other.
struct ScalarReader {
  /// The offset of the next scalar.
  var offset = 0

  /// What a byte sequence that is not UTF-8 reads as.
  static let invalid: UInt32 = 0xFFFD

  /// The next scalar; there must be a byte left, and an invalid byte is consumed alone.
  @inline(__always)
  mutating func next(in text: Span<UInt8>) -> UInt32 {
    let first = UInt32(text[offset])
    if first < 0x80 {
      offset &+= 1
      return first
    }
    if first &- 0xE0 < 0x10, offset &+ 2 < text.count {
      let second = UInt32(text[offset &+ 1])
      let third = UInt32(text[offset &+ 2])
      let scalar = (first & 0xF) << 12 | (second & 0x3F) << 6 | third & 0x3F
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, scalar >= 0x800,
        scalar &- 0xD800 >= 0x800
      {
        offset &+= 3
        return scalar
      }
    }
    return nextRare(in: text)
  }

  /// Two-byte, four-byte and invalid sequences.
  @inline(never)
  private mutating func nextRare(in text: Span<UInt8>) -> UInt32 {
    let first = UInt32(text[offset])
    let length = first & 0xE0 == 0xC0 ? 2 : first & 0xF8 == 0xF0 ? 4 : 1
    let start = offset
    offset += 1
    guard length > 1, start + length <= text.count else { return ScalarReader.invalid }
    var scalar = length == 2 ? first & 0x1F : first & 0x07
    for index in start + 1..<start + length {
      let byte = UInt32(text[index])
      if byte & 0xC0 != 0x80 { return ScalarReader.invalid }
      scalar = scalar << 6 | byte & 0x3F
    }
    let least: UInt32 = length == 2 ? 0x80 : 0x10000
    guard scalar >= least, scalar <= 0x10FFFF else { return ScalarReader.invalid }
    offset = start + length
    return scalar
  }
}
