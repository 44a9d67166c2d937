extension Snappy {
  /// Compresses bytes into one block.
  ///
  /// Greedy: the first earlier place with the same bytes is taken, at most 64 KiB back. Where
  /// nothing is found for long, ever more places are passed over. The output depends on the input
  /// only.
  ///
  /// - Precondition: There are at most `sizeLimit` bytes.
  public static func compress(_ bytes: Span<UInt8>) -> [UInt8] {
    precondition(bytes.count <= sizeLimit, "a Snappy block holds less than 4 GiB")
    // A literal of n bytes takes at most n + 5, a copy never more than what it stands for.
    let bound = 32 + bytes.count + bytes.count / 6
    return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      bytes.withUnsafeBytes { source in
        guard let target = UnsafeMutableRawBufferPointer(output).baseAddress else { return }
        var block = Block(target: target)
        block.appendSize(source.count)
        if let input = source.baseAddress { block.append(input, source.count) }
        count = block.written
      }
    }
  }
}

/// A block being made.
private struct Block {
  /// The bits of a hash.
  ///
  /// A place keeps the low 16 bits of the position that came there last, which keeps the table
  /// small and needs no clearing; what is found there is compared before it is believed.
  private static let hashWidth: UInt64 = 15
  /// Searching ends this far from the end, so that words can be read and written whole.
  private static let margin = 16

  let target: UnsafeMutableRawPointer
  private(set) var written = 0

  init(target: UnsafeMutableRawPointer) { self.target = target }

  // SAFETY of all below: positions read lie at least `margin` bytes before the input's end, and
  // the target has room for the worst case that `compress` reserves, 32 bytes more than elements.

  mutating func appendSize(_ size: Int) {
    var rest = size
    while rest >= 0x80 {
      put(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest &>>= 7
    }
    put(UInt8(truncatingIfNeeded: rest))
  }

  mutating func append(_ input: UnsafeRawPointer, _ count: Int) {
    var emitted = 0
    if count > Self.margin {
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 1 << Int(Self.hashWidth)) { places in
        guard let base = places.baseAddress else { return }
        base.initialize(repeating: 0, count: places.count)
        emitted = appendElements(input, count, base)
      }
    }
    if emitted < count { appendLiteral(input + emitted, count - emitted) }
  }

  /// Appends elements up to the margin; gives how many bytes they stand for.
  private mutating func appendElements(
    _ input: UnsafeRawPointer, _ count: Int, _ places: UnsafeMutablePointer<UInt16>
  ) -> Int {
    let limit = count &- Self.margin
    var emitted = 0
    var position = 1
    while true {
      var misses = 32
      var distance = 0
      while true {
        if position > limit { return emitted }
        let word = Self.word(input + position)
        distance = Self.visit(word, position, places)
        if distance != 0 && distance <= position
          && UInt32(truncatingIfNeeded: word)
            == (input + (position &- distance)).loadUnaligned(as: UInt32.self)
        {
          break
        }
        position &+= misses &>> 5
        misses &+= 1
      }
      while position > emitted && position > distance
        && (input + (position &- 1)).load(as: UInt8.self)
          == (input + (position &- distance &- 1)).load(as: UInt8.self)
      { position &-= 1 }
      if position > emitted { appendShortLiteral(input + emitted, position &- emitted) }
      let length = Self.matchLength(input, position, distance, count)
      appendCopy(distance, length)
      position &+= length
      emitted = position
      if position > limit { return emitted }
      _ = Self.visit(Self.word(input + (position &- 1)), position &- 1, places)
    }
  }

  @inline(__always)
  private static func word(_ pointer: UnsafeRawPointer) -> UInt64 {
    pointer.loadUnaligned(as: UInt64.self).littleEndian
  }

  /// Enters a position; gives how far back the last one of the same hash is, zero for nowhere.
  @inline(__always)
  private static func visit(
    _ word: UInt64, _ position: Int, _ places: UnsafeMutablePointer<UInt16>
  ) -> Int {
    // Five bytes: two Chinese characters share their first byte with most others.
    let hash = (word &<< 24) &* 0x9e37_79b1_85eb_ca87
    let place = Int(truncatingIfNeeded: hash &>> (64 &- hashWidth))
    let before = places[place]
    places[place] = UInt16(truncatingIfNeeded: position)
    return Int(UInt16(truncatingIfNeeded: position) &- before)
  }

  /// How many bytes from a position on equal those before; the first four are known to.
  @inline(__always)
  private static func matchLength(
    _ input: UnsafeRawPointer, _ position: Int, _ distance: Int, _ count: Int
  ) -> Int {
    var end = position &+ 4
    while end &+ 8 <= count {
      let difference = word(input + end) ^ word(input + (end &- distance))
      if difference != 0 { return end &- position &+ difference.trailingZeroBitCount &>> 3 }
      end &+= 8
    }
    while end < count
      && (input + end).load(as: UInt8.self) == (input + (end &- distance)).load(as: UInt8.self)
    { end &+= 1 }
    return end &- position
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    target.storeBytes(of: byte, toByteOffset: written, as: UInt8.self)
    written &+= 1
  }

  /// Appends a literal behind which at least `margin` bytes of input lie.
  @inline(__always)
  private mutating func appendShortLiteral(_ input: UnsafeRawPointer, _ length: Int) {
    guard length <= 16 else { return appendLiteral(input, length) }
    put(UInt8(truncatingIfNeeded: (length &- 1) &<< 2))
    (target + written).storeBytes(
      of: input.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
    written &+= length
  }

  @inline(never)
  private mutating func appendLiteral(_ input: UnsafeRawPointer, _ length: Int) {
    let stated = length &- 1
    if stated < 60 {
      put(UInt8(truncatingIfNeeded: stated &<< 2) | Snappy.Tag.literal)
    } else {
      let size = (Int.bitWidth &- stated.leadingZeroBitCount &+ 7) / 8
      put(UInt8(truncatingIfNeeded: (59 &+ size) &<< 2) | Snappy.Tag.literal)
      for step in 0..<size { put(UInt8(truncatingIfNeeded: stated &>> (8 &* step))) }
    }
    (target + written).copyMemory(from: input, byteCount: length)
    written &+= length
  }

  @inline(__always)
  private mutating func appendCopy(_ distance: Int, _ length: Int) {
    var rest = length
    // What is left after a copy of 64 must be enough for another copy.
    while rest >= 68 {
      putCopy(distance, 64)
      rest &-= 64
    }
    if rest > 64 {
      putCopy(distance, 60)
      rest &-= 60
    }
    if rest < 12 && distance < 2048 {
      put(
        UInt8(truncatingIfNeeded: (rest &- 4) &<< 2 | (distance &>> 8) &<< 5)
          | Snappy.Tag.nearCopy)
      put(UInt8(truncatingIfNeeded: distance))
    } else {
      putCopy(distance, rest)
    }
  }

  @inline(__always)
  private mutating func putCopy(_ distance: Int, _ length: Int) {
    let element =
      UInt32(truncatingIfNeeded: (length &- 1) &<< 2) | UInt32(Snappy.Tag.copy)
      | UInt32(truncatingIfNeeded: distance) &<< 8
    (target + written).storeBytes(of: element.littleEndian, as: UInt32.self)
    written &+= 3
  }
}
