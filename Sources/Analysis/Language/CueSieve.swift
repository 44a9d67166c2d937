/// Tells most texts that accuse nobody from those that have to be read, at a fraction of the cost.
///
/// A pattern that occurs in a text as `ScreenedText` has it shows there its first characters, up to
/// three, side by side. So a text in which no pattern's first characters meet, whatever blanks and
/// signs stand between, holds none. What the sieve lets pass may still hold none; what it cannot
/// judge, such as rare scripts, it lets pass.
package struct CueSieve: Sendable {
  /// What a text may hold.
  package struct Finding: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A word that accuses even where no party is named.
    package static let cue = Finding(rawValue: 1)
    /// A word that accuses only a party beside it.
    package static let weakCue = Finding(rawValue: 2)
    /// A party that may be accused.
    package static let party = Finding(rawValue: 4)
  }

  /// What a text so far holds, and what its last characters may begin.
  package struct State {
    package fileprivate(set) var found: Finding = []
    fileprivate var last: UInt32 = 0
    fileprivate var starts: UInt8 = 0
    fileprivate var pair: UInt32 = 0
    fileprivate var pairStarts: UInt8 = 0

    package init() {}
  }

  // In all tables the low three bits say what begins here and is as long as what was compared, the
  // next three what goes on.

  /// By the first character, of Chinese ones of the main block; traditional forms count as
  /// simplified.
  private var starts = [UInt8](repeating: 0, count: 0x5200)
  /// By the first character, of ASCII ones.
  private var asciiStarts = [UInt8](repeating: 0, count: 0x80)
  /// By a hash of the first two characters.
  private var pairs = [UInt8](repeating: 0, count: 1 << 16)
  /// By a hash of the first three, whether or not a word goes on.
  private var triples = [UInt8](repeating: 0, count: 1 << 16)

  /// Makes a sieve of words and what each is.
  package init(_ words: [(text: String, kind: Finding)]) {
    for word in words { add(word.text, word.kind.rawValue) }
    for scalar in UInt32(0x4E00)..<0xA000 {
      let simple = TraditionalCharacters.simplified(scalar)
      if simple != scalar { starts[Int(scalar &- 0x4E00)] |= starts[Int(simple &- 0x4E00)] }
    }
  }

  private mutating func add(_ word: String, _ kind: UInt8) {
    let scalars = word.lowercased().unicodeScalars.prefix(3).map(\.value)
    guard let first = scalars.first else { return }
    let start = scalars.count == 1 ? kind : kind << 3
    if first &- 0x4E00 < 0x5200 {
      starts[Int(first &- 0x4E00)] |= start
    } else if first < 0x80 {
      asciiStarts[Int(first)] |= start
    }
    if scalars.count < 2 { return }
    let pair = Self.hash(first, scalars[1])
    pairs[Self.slot(pair)] |= scalars.count == 2 ? kind : kind << 3
    if scalars.count == 3 { triples[Self.slot(Self.hash(pair, scalars[2]))] |= kind }
  }

  @inline(__always)
  private static func hash(_ first: UInt32, _ second: UInt32) -> UInt32 {
    (first &* 0x9E37_79B1) ^ (second &* 0x85EB_CA6B)
  }

  @inline(__always)
  private static func slot(_ hash: UInt32) -> Int { Int(hash >> 16) }

  /// Reads a text, which goes on where the last one ended.
  package func read(_ text: Span<UInt8>, _ state: inout State) {
    let count = text.count
    var last = state.last
    var lastStarts = state.starts
    var pair = state.pair
    var pairStarts = state.pairStarts
    var found: UInt8 = state.found.rawValue
    var offset = 0
    while offset < count {
      let byte = text[offset]
      var scalar = UInt32(byte)
      var next: UInt8 = 0
      if byte < 0x80 {
        offset &+= 1
        if scalar &- 0x41 < 26 { scalar |= 0x20 }
        guard scalar &- 0x30 < 10 || scalar &- 0x61 < 26 else { continue }
        next = asciiStarts[Int(scalar)]
      } else if byte & 0xF0 == 0xE0, offset &+ 2 < count {
        let second = UInt32(text[offset &+ 1])
        let third = UInt32(text[offset &+ 2])
        scalar = (scalar & 0xF) << 12 | (second & 0x3F) << 6 | third & 0x3F
        guard second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return state.found = Self.any }
        offset &+= 3
        if scalar &- 0x4E00 < 0x5200 {
          next = starts[Int(scalar &- 0x4E00)]
        } else {
          if Self.isSign(scalar) { continue }
          return state.found = Self.any
        }
      } else {
        guard let length = Self.signLength(text, offset) else { return state.found = Self.any }
        offset &+= length
        continue
      }
      found |= next & 7
      if lastStarts | pairStarts | next == 0 { continue }
      let simple = TraditionalCharacters.simplified(scalar)
      if pairStarts != 0 { found |= triples[Self.slot(Self.hash(pair, simple))] & pairStarts }
      pairStarts = 0
      if lastStarts != 0 {
        pair = Self.hash(last, simple)
        let here = pairs[Self.slot(pair)]
        found |= here & lastStarts
        pairStarts = here >> 3 & lastStarts
      }
      lastStarts = next >> 3
      last = simple
    }
    state.last = last
    state.starts = lastStarts
    state.pair = pair
    state.pairStarts = pairStarts
    state.found = Finding(rawValue: found)
  }

  private static let any: Finding = [.cue, .weakCue, .party]

  /// Whether a character of three bytes is a sign that screening drops.
  private static func isSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2010...0x2027, 0x3000...0x3004, 0x3008...0x3020, 0xFF01...0xFF0F, 0xFF1A...0xFF20,
      0xFF3B...0xFF40, 0xFF5B...0xFF5E, 0xFE00...0xFE0F:
      true
    default: false
    }
  }

  /// The length of an emoji or a middle dot, which screening drops; nil for all else.
  private static func signLength(_ text: Span<UInt8>, _ offset: Int) -> Int? {
    if text[offset] == 0xC2, offset &+ 1 < text.count, text[offset &+ 1] == 0xB7 { return 2 }
    guard text[offset] == 0xF0, offset &+ 3 < text.count, text[offset &+ 1] == 0x9F,
      text[offset &+ 2] & 0xC0 == 0x80, text[offset &+ 3] & 0xC0 == 0x80
    else { return nil }
    return 4
  }
}
