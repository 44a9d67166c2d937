/// Looks for single bytes, sixteen at a time.
enum ByteSearch {
  /// Where the first of two bytes stands from `start` on; the buffer's end when neither does.
  @inline(__always)
  static func first(
    _ one: UInt8, or other: UInt8, in buffer: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int {
    guard let base = buffer.baseAddress else { return buffer.count }
    var at = start
    let wide = SIMD16(repeating: one)
    let wideOther = SIMD16(repeating: other)
    // SAFETY: a block is loaded only where sixteen bytes are left.
    while at &+ 16 <= buffer.count {
      let block = UnsafeRawPointer(base + at).loadUnaligned(as: SIMD16<UInt8>.self)
      let hits = words((block .== wide) .| (block .== wideOther))
      if hits.x != 0 { return at &+ hits.x.trailingZeroBitCount >> 3 }
      if hits.y != 0 { return at &+ 8 &+ hits.y.trailingZeroBitCount >> 3 }
      at &+= 16
    }
    while at < buffer.count {
      if base[at] == one || base[at] == other { return at }
      at &+= 1
    }
    return at
  }

  /// The lanes as two words: a byte of ones for each lane that hits, the first lane lowest.
  @inline(__always)
  static func words(_ hits: SIMDMask<SIMD16<Int8>>) -> SIMD2<UInt64> {
    unsafeBitCast(hits, to: SIMD2<UInt64>.self)
  }
}
