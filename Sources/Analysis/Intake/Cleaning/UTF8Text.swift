/// Single scalars in UTF-8 bytes that are known to be valid; never reads past the end.
enum UTF8Text {
  /// The scalar that starts at an offset, and its length; malformed bytes count as U+FFFD of one
  /// byte.
  static func scalar(_ text: Span<UInt8>, _ offset: Int) -> (value: UInt32, length: Int) {
    let first = text[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    let count = text.count
    if first < 0xe0 {
      guard first >= 0xc2, offset &+ 1 < count else { return (0xfffd, 1) }
      return (UInt32(first & 0x1f) << 6 | UInt32(text[offset &+ 1] & 0x3f), 2)
    }
    if first < 0xf0 {
      guard offset &+ 2 < count else { return (0xfffd, 1) }
      return (
        UInt32(first & 0x0f) << 12 | UInt32(text[offset &+ 1] & 0x3f) << 6
          | UInt32(text[offset &+ 2] & 0x3f), 3
      )
    }
    guard first < 0xf5, offset &+ 3 < count else { return (0xfffd, 1) }
    return (
      UInt32(first & 0x07) << 18 | UInt32(text[offset &+ 1] & 0x3f) << 12
        | UInt32(text[offset &+ 2] & 0x3f) << 6 | UInt32(text[offset &+ 3] & 0x3f), 4
    )
  }

  /// The scalar that ends before an offset, and its length.
  static func scalar(before offset: Int, in text: Span<UInt8>) -> (value: UInt32, length: Int) {
    var start = offset &- 1
    while start > 0 && offset &- start < 4 && text[start] & 0xc0 == 0x80 { start &-= 1 }
    let (value, length) = scalar(text, start)
    return start &+ length == offset ? (value, length) : (0xfffd, 1)
  }

  /// Adds a scalar's bytes.
  static func append(_ value: UInt32, to output: inout [UInt8]) {
    if value < 0x80 {
      output.append(UInt8(truncatingIfNeeded: value))
    } else if value < 0x800 {
      output.append(UInt8(truncatingIfNeeded: 0xc0 | value >> 6))
      output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3f))
    } else if value < 0x10000 {
      output.append(UInt8(truncatingIfNeeded: 0xe0 | value >> 12))
      output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3f))
      output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3f))
    } else {
      output.append(UInt8(truncatingIfNeeded: 0xf0 | value >> 18))
      output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3f))
      output.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3f))
      output.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3f))
    }
  }

  /// Whether a scalar is a Chinese character.
  static func isHan(_ value: UInt32) -> Bool {
    (0x4e00...0x9fff).contains(value) || (0x3400...0x4dbf).contains(value) || value == 0x3007
  }

  /// Whether `word` stands at an offset.
  static func has(_ word: [UInt8], at offset: Int, in text: Span<UInt8>) -> Bool {
    guard offset >= 0, offset &+ word.count <= text.count else { return false }
    for index in word.indices where text[offset &+ index] != word[index] { return false }
    return true
  }

  /// Whether `word` ends before an offset.
  static func has(_ word: [UInt8], before offset: Int, in text: Span<UInt8>) -> Bool {
    has(word, at: offset &- word.count, in: text)
  }

  /// Where `word` first stands at or after an offset; nil when it does not.
  static func find(_ word: [UInt8], in text: Span<UInt8>, from start: Int = 0) -> Int? {
    guard let first = word.first else { return nil }
    var offset = start
    let last = text.count &- word.count
    while offset <= last {
      if text[offset] == first && has(word, at: offset, in: text) { return offset }
      offset &+= 1
    }
    return nil
  }
}
