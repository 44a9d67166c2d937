extension XMLReader {
  /// Where the next tag starts, and whether the text before it stands for itself: without
  /// references, CR, and the `_` by which spreadsheets write control characters.
  ///
  /// - Returns: nil when no tag starts before `limit`.
  @inline(__always)
  static func textEnd(_ text: UnsafePointer<UInt8>, from start: Int, limit: Int)
    -> (end: Int, isPlain: Bool)?
  {
    let open = SIMD16<UInt8>(repeating: UInt8(ascii: "<"))
    let reference = SIMD16<UInt8>(repeating: UInt8(ascii: "&"))
    let escape = SIMD16<UInt8>(repeating: UInt8(ascii: "_"))
    let carriageReturn = SIMD16<UInt8>(repeating: 13)
    var at = start
    var special = SIMD2<UInt64>()
    // SAFETY: a block is loaded only where sixteen bytes are left.
    while at &+ 16 <= limit {
      let block = UnsafeRawPointer(text + at).loadUnaligned(as: SIMD16<UInt8>.self)
      let opens = ByteSearch.words(block .== open)
      let specials = ByteSearch.words(
        (block .== reference) .| (block .== escape) .| (block .== carriageReturn))
      if opens.x | opens.y == 0 {
        special |= specials
      } else if opens.x != 0 {
        // The bits below the lowest of a number are those that its predecessor has and it has not.
        let before = specials.x & ((opens.x &- 1) & ~opens.x)
        return (at &+ opens.x.trailingZeroBitCount >> 3, special.x | special.y | before == 0)
      } else {
        let before = specials.x | (specials.y & ((opens.y &- 1) & ~opens.y))
        return (at &+ 8 &+ opens.y.trailingZeroBitCount >> 3, special.x | special.y | before == 0)
      }
      at &+= 16
    }
    var isPlain = special.x | special.y == 0
    while at < limit {
      switch text[at] {
      case UInt8(ascii: "<"): return (at, isPlain)
      case UInt8(ascii: "&"), UInt8(ascii: "_"), 13: isPlain = false
      default: break
      }
      at &+= 1
    }
    return nil
  }

  /// Where `mark` ends that should start at `start`; nil where it does not, or passes `limit`.
  @inline(__always)
  static func end(
    of mark: StaticString, _ text: UnsafePointer<UInt8>, at start: Int, limit: Int
  ) -> Int? {
    let count = mark.utf8CodeUnitCount
    guard limit &- start >= count else { return nil }
    let wanted = mark.utf8Start
    for index in 0..<count where text[start &+ index] != wanted[index] { return nil }
    return start &+ count
  }

  /// Where the content of `<t>` or `<t xml:space="preserve">` starts; nil for any other tag.
  @inline(__always)
  static func textStart(_ text: UnsafePointer<UInt8>, at start: Int, limit: Int) -> Int? {
    guard let name = end(of: "<t", text, at: start, limit: limit) else { return nil }
    return end(of: ">", text, at: name, limit: limit)
      ?? end(of: " xml:space=\"preserve\">", text, at: name, limit: limit)
  }
}
