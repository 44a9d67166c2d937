/// Finds repetitions at most 32 KiB back.
///
/// Greedy: of the two newest places with the same hash the better is taken. A place keeps the low
/// 16 bits of its position, which keeps the table small and needs no clearing; what is found there
/// is compared before it is believed.
struct MatchFinder {
  private static let hashWidth: UInt64 = 15
  /// Two places for each hash.
  static let placeCount = 2 << Int(hashWidth)
  private static let window = 32_768
  private static let longest = 258
  /// Searching ends this far from the end, so that words can be read whole.
  private static let margin = 16
  /// The bytes at the start that tell what kind of data they are.
  private static let sampleSize = 4096

  private let input: UnsafeRawPointer
  private let count: Int
  private let places: UnsafeMutablePointer<UInt16>
  /// The shift of a word that leaves the bytes hashed.
  private let hashShift: UInt64
  /// The least length that is worth a repetition.
  private let shortest: Int

  /// Prepares the search in `count` bytes; `places` are `placeCount`.
  init(
    _ input: UnsafeRawPointer, _ count: Int, _ places: UnsafeMutableBufferPointer<UInt16>
  ) {
    precondition(places.count == Self.placeCount, "places for each hash")
    guard let base = places.baseAddress else { preconditionFailure("no places") }
    base.initialize(repeating: 0, count: places.count)
    self.input = input
    self.count = count
    self.places = base
    let isWide = Self.isWideText(input, min(count, Self.sampleSize))
    hashShift = isWide ? 16 : 24
    shortest = isWide ? 6 : 5
  }

  /// Whether most bytes belong to characters of three bytes, of which one alone is no gain.
  private static func isWideText(_ input: UnsafeRawPointer, _ count: Int) -> Bool {
    var leadCount = 0
    for index in 0..<count
    where (0xe3...0xe9).contains(input.load(fromByteOffset: index, as: UInt8.self)) {
      leadCount += 1
    }
    return leadCount * 5 > count
  }

  // SAFETY: words are read at positions at least `margin` bytes before the end, and at places
  // before those.

  /// Fills a block with what comes from its start on.
  func fill(_ block: inout DeflateBlock) {
    let limit = count &- Self.margin
    let blockEnd = min(count, block.start &+ DeflateBlock.inputLimit)
    var emitted = block.start
    var position = block.start
    var misses = 0
    while position < blockEnd && position <= limit && block.hasRoom {
      let word = Self.word(input + position)
      let (distance, length) = visit(word, position)
      if length < shortest {
        misses &+= 1
        position &+= 1 &+ misses &>> 6
        continue
      }
      misses = 0
      block.append(literalCount: position &- emitted, length, distance)
      let end = position &+ length
      // Enter the places passed over, so that what repeats again is found.
      position &+= 1
      while position < min(end, limit) {
        enter(Self.word(input + position), position)
        position &+= 1
      }
      position = end
      emitted = end
    }
    if position > limit || position >= blockEnd {
      // What is left of the block, and at the input's end all of it, is literal.
      let end = position > limit ? count : max(emitted, blockEnd)
      block.appendLiterals(end &- emitted)
    }
  }

  @inline(__always)
  private static func word(_ pointer: UnsafeRawPointer) -> UInt64 {
    pointer.loadUnaligned(as: UInt64.self).littleEndian
  }

  @inline(__always)
  private func slot(_ word: UInt64) -> Int {
    let hash = (word &<< hashShift) &* 0x9e37_79b1_85eb_ca87
    return Int(truncatingIfNeeded: hash &>> (64 &- Self.hashWidth)) &* 2
  }

  @inline(__always)
  private func enter(_ word: UInt64, _ position: Int) {
    let slot = slot(word)
    places[slot &+ 1] = places[slot]
    places[slot] = UInt16(truncatingIfNeeded: position)
  }

  /// Enters a position; gives the longer of the repetitions found, of length 0 where none is.
  @inline(__always)
  private func visit(_ word: UInt64, _ position: Int) -> (distance: Int, length: Int) {
    let slot = slot(word)
    let low = UInt16(truncatingIfNeeded: position)
    // A place holds the low bits of an earlier position, so neither distance leads before the start.
    let near = Int(low &- places[slot])
    let far = Int(low &- places[slot &+ 1])
    places[slot &+ 1] = places[slot]
    places[slot] = low
    let nearWord = Self.word(input + (position &- near))
    let farWord = Self.word(input + (position &- far))
    // One branch that is seldom taken, whatever distances there are.
    if ((nearWord ^ word) &<< hashShift) != 0 && ((farWord ^ word) &<< hashShift) != 0 {
      return (0, 0)
    }
    let nearLength = matchLength(position, near)
    if nearLength >= 32 { return (near, nearLength) }
    let farLength = matchLength(position, far)
    return farLength > nearLength ? (far, farLength) : (near, nearLength)
  }

  /// How many bytes from a position on equal those `distance` before, 258 at most.
  @inline(__always)
  private func matchLength(_ position: Int, _ distance: Int) -> Int {
    if distance == 0 || distance > Self.window { return 0 }
    let limit = min(count, position &+ Self.longest)
    var end = position
    while end &+ 8 <= limit {
      let difference = Self.word(input + end) ^ Self.word(input + (end &- distance))
      if difference != 0 { return end &- position &+ difference.trailingZeroBitCount &>> 3 }
      end &+= 8
    }
    while end < limit
      && (input + end).load(as: UInt8.self) == (input + (end &- distance)).load(as: UInt8.self)
    { end &+= 1 }
    return end &- position
  }
}
