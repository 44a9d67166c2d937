/// Finds out whether bytes are UTF-8.
enum UTF8Check {
  /// What is unusual about some bytes.
  struct Findings: Equatable {
    /// Sequences of more than one byte.
    var multibyteCount = 0
    /// Those of three or four bytes, as Chinese characters have.
    var wideCount = 0
    /// Bytes that belong to no character.
    var faultCount = 0
    /// Whether there is a zero byte.
    var hasZero = false
  }

  /// Whether all bytes form characters and none is zero, which is the fast question.
  static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let count = bytes.count
    var at = 0
    while at < count {
      // SAFETY: two bytes stand before the block, and sixteen are left.
      while at >= 2 && at &+ 16 <= count && isPlain(base + at) { at &+= 16 }
      // What is rare or wrong, or the end, is looked at from the start of the character before,
      // which may not have been whole.
      var back = 0
      while at > 0 && back < 4 {
        at &-= 1
        back &+= 1
        if base[at] & 0xc0 != 0x80 { break }
      }
      let stop = min(count, at &+ 20)
      while at < stop {
        if base[at] < 0x80 {
          if base[at] == 0 { return false }
          at &+= 1
          continue
        }
        let length = characterLength(base + at, base + count)
        if length == 0 { return false }
        at &+= length
      }
    }
    return true
  }

  /// Whether the lead bytes and the others of sixteen bytes go together as they should.
  ///
  /// False also for C0 and C1, which lead nothing, and for what is right but rare: a zero, four
  /// bytes, and the leads E0 and ED, whose second bytes are restricted. The two bytes before are looked at too.
  @inline(__always)
  private static func isPlain(_ at: UnsafePointer<UInt8>) -> Bool {
    let here = UnsafeRawPointer(at).loadUnaligned(as: SIMD16<UInt8>.self)
    let before = UnsafeRawPointer(at - 1).loadUnaligned(as: SIMD16<UInt8>.self)
    let second = UnsafeRawPointer(at - 2).loadUnaligned(as: SIMD16<UInt8>.self)
    // As signed numbers the bytes 80...BF are the lowest.
    let follows = ByteSearch.words(
      unsafeBitCast(here, to: SIMD16<Int8>.self) .< SIMD16(repeating: -64))
    let wanted = ByteSearch.words(
      (before .>= SIMD16(repeating: 0xc2)) .| (second .>= SIMD16(repeating: 0xe0)))
    let rare = ByteSearch.words(
      (before .>= SIMD16(repeating: 0xf0)) .| (before .== SIMD16(repeating: 0xe0))
        .| (before .== SIMD16(repeating: 0xed)) .| (here .== SIMD16(repeating: 0))
        .| ((before & SIMD16(repeating: 0xfe)) .== SIMD16(repeating: 0xc0)))
    return (follows.x ^ wanted.x) | (follows.y ^ wanted.y) | rare.x | rare.y == 0
  }

  /// Counts characters and faults.
  static func examine(_ bytes: UnsafeBufferPointer<UInt8>) -> Findings {
    var findings = Findings()
    guard let base = bytes.baseAddress else { return findings }
    var at = base
    let end = base + bytes.count
    while at < end {
      let lead = at[0]
      if lead < 0x80 {
        if lead == 0 { findings.hasZero = true }
        at += 1
        continue
      }
      let length = characterLength(at, end)
      if length == 0 { findings.faultCount += 1 } else { findings.multibyteCount += 1 }
      if length > 2 { findings.wideCount += 1 }
      at += max(1, length)
    }
    return findings
  }

  /// The length of the character beyond ASCII at `at`, 0 where there is none.
  @inline(__always)
  static func characterLength(_ at: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
    let lead = at[0]
    let room = end - at
    if lead >= 0xe0 && lead < 0xf0 {
      guard room >= 3, at[1] & 0xc0 == 0x80, at[2] & 0xc0 == 0x80 else { return 0 }
      if lead == 0xe0 && at[1] < 0xa0 { return 0 }
      if lead == 0xed && at[1] >= 0xa0 { return 0 }
      return 3
    }
    if lead >= 0xc2 && lead < 0xe0 { return room >= 2 && at[1] & 0xc0 == 0x80 ? 2 : 0 }
    if lead >= 0xf0 && lead < 0xf5 {
      guard room >= 4, at[1] & 0xc0 == 0x80, at[2] & 0xc0 == 0x80, at[3] & 0xc0 == 0x80 else {
        return 0
      }
      if lead == 0xf0 && at[1] < 0x90 { return 0 }
      if lead == 0xf4 && at[1] >= 0x90 { return 0 }
      return 4
    }
    return 0
  }
}

extension UTF8Check {
  /// The bytes with U+FFFD in the place of each that belongs to no character.
  static func mended(_ bytes: [UInt8]) -> (utf8: [UInt8], faults: Int) {
    if bytes.withUnsafeBufferPointer({ isClean($0) }) { return (bytes, 0) }
    var utf8: [UInt8] = []
    var faults = 0
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var at = 0
      while at < buffer.count {
        let length =
          buffer[at] < 0x80 ? 1 : characterLength(base + at, base + buffer.count)
        if length == 0 {
          utf8 += [0xef, 0xbf, 0xbd]
          faults += 1
        } else {
          utf8 += buffer[at..<at + length]
        }
        at += max(1, length)
      }
    }
    return (utf8, faults)
  }
}
