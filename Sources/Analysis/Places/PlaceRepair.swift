internal import Language

/// Finds names that are written otherwise than in the gazetteer: with another generic ending or
/// none, by ear, with one character wrong, missing or added, or shortened to two characters.
///
/// Each name is entered in one hash index under each of its variants: the deletion neighbourhood
/// of one edit, the sounds of its characters, its own part without the ending, and its first with
/// each other character. A window of a text costs a fixed number of probes, whatever the number
/// of names. Hashes only propose; every hit is compared with the name.
struct PlaceRepair: Sendable {
  /// Which variant of a name a key stands for.
  enum Variant: UInt64 {
    case own = 1
    case sound, wild, missing, core, pair
  }

  /// The longest name that is repaired.
  static let longest = 10
  static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// Stands for any character.
  static let wildcard: UInt64 = 0x1_F000

  let names: PlaceNames
  let endings = PlaceEndings()
  let syllables = Syllables()
  /// How many characters of each name are its own, before a generic ending.
  let coreCounts: [UInt8]
  /// Powers of `base`.
  let powers: [UInt64]
  private let buckets: [Int32]
  private let tags: [UInt32]
  private let values: [Int32]
  /// A bit for each value of some bits of a key, so that most probes end in the cache.
  private let filter: [UInt64]
  private let shift: UInt64
  private let filterMask: UInt64
  /// A bit for each ideograph that may stand first or second in a variant of a name.
  private let starters: [UInt64]

  init(_ names: PlaceNames) {
    self.names = names
    var power: UInt64 = 1
    powers = (0...Self.longest + 2).map { _ in
      defer { power = power &* Self.base }
      return power
    }
    var entries = Entries(powers: powers)
    var coreCounts: [UInt8] = []
    for index in names.names.indices {
      let name = names[Int32(index)]
      let characters = names.characters(of: Int32(index))
      let ending = endings.ending(of: characters)
      let core = characters.count - (ending?.scalars.count ?? 0)
      coreCounts.append(UInt8(min(core, 255)))
      entries.add(
        Int32(index), Array(characters), core: ending != nil && name.isSpecific ? core : 0,
        isSpecific: name.isSpecific, syllables)
    }
    self.coreCounts = coreCounts
    starters = entries.starters
    let bits = max(4, 64 - (max(1, entries.keys.count) - 1).leadingZeroBitCount)
    shift = UInt64(64 - bits)
    filterMask = UInt64(1) << UInt64(bits + 3) - 1
    var filter = [UInt64](repeating: 0, count: 1 << max(0, bits + 3 - 6))
    var buckets = [Int32](repeating: 0, count: 1 << bits + 1)
    for key in entries.keys {
      buckets[Int(key >> shift) + 1] += 1
      filter[Int((key & filterMask) >> 6)] |= 1 << (key & 63)
    }
    for index in 1..<buckets.count { buckets[index] += buckets[index - 1] }
    var free = buckets
    var tags = [UInt32](repeating: 0, count: entries.keys.count)
    var values = [Int32](repeating: 0, count: entries.keys.count)
    for (key, value) in zip(entries.keys, entries.values) {
      let slot = Int(free[Int(key >> shift)])
      free[Int(key >> shift)] += 1
      tags[slot] = UInt32(truncatingIfNeeded: key)
      values[slot] = value
    }
    self.filter = filter
    self.buckets = buckets
    self.tags = tags
    self.values = values
  }

  /// Spreads a window's hash over all bits, differently for each variant.
  @inline(__always)
  static func key(_ hash: UInt64, _ variant: Variant, _ detail: Int = 0) -> UInt64 {
    var value = hash ^ (variant.rawValue << 8 | UInt64(detail)) &* 0xD6E8_FEB8_6659_FD93
    value = (value ^ value &>> 32) &* 0xD6E8_FEB8_6659_FD93
    value = (value ^ value &>> 32) &* 0xD6E8_FEB8_6659_FD93
    return value ^ value &>> 32
  }

  /// Whether no name has a key, as far as the filter knows.
  @inline(__always)
  func lacks(_ key: UInt64) -> Bool {
    filter[Int((key & filterMask) &>> 6)] & (1 &<< (key & 63)) == 0
  }

  /// Whether a name may start with a character or one of its sound, or have it second.
  @inline(__always)
  func mayStart(_ scalar: UInt32) -> Bool {
    let index = Int(scalar &- 0x4E00)
    guard scalar >= 0x4E00, index < 0x5200 else { return false }
    return starters[index &>> 6] & (1 &<< UInt64(index & 63)) != 0
  }

  /// Appends the names that may have a key; at most `limit`.
  @inline(never)
  func appendNames(_ key: UInt64, limit: Int, to names: inout [Int32]) {
    let bucket = Int(key >> shift)
    let tag = UInt32(truncatingIfNeeded: key)
    var left = limit
    for slot in Int(buckets[bucket])..<Int(buckets[bucket + 1]) where tags[slot] == tag {
      names.append(values[slot])
      left -= 1
      if left == 0 { return }
    }
  }
}

extension PlaceRepair {
  /// The variants of all names under construction.
  private struct Entries {
    let powers: [UInt64]
    var keys: [UInt64] = []
    var values: [Int32] = []
    var starters = [UInt64](repeating: 0, count: 0x5200 / 64)
    private var sounds: Set<UInt64> = []

    init(powers: [UInt64]) { self.powers = powers }

    mutating func add(
      _ name: Int32, _ characters: [UInt32], core: Int, isSpecific: Bool, _ syllables: Syllables
    ) {
      let count = characters.count
      guard count >= 3, count <= PlaceRepair.longest else { return }
      let values = characters.map { UInt64($0) }
      append(Self.hash(values), .own, 0, name)
      append(Self.hash(characters.map { syllables.sound(of: $0) }), .sound, 0, name)
      for position in 0..<count {
        var other = values
        other[position] = PlaceRepair.wildcard
        append(Self.hash(other), .wild, position, name)
        other.remove(at: position)
        append(Self.hash(other), .missing, 0, name)
      }
      if core >= 2 { append(Self.hash(Array(values[..<core])), .core, 0, name) }
      if isSpecific {
        for position in 1..<count where !values[1..<position].contains(values[position]) {
          append(Self.hash([values[0], values[position]]), .pair, 0, name)
        }
      }
      for character in characters[..<2] {
        let sound = syllables.sound(of: character)
        if !sounds.insert(sound).inserted { continue }
        for scalar in UInt32(0x4E00)..<0xA000 where syllables.sound(of: scalar) == sound {
          starters[Int(scalar - 0x4E00) >> 6] |= 1 << UInt64((scalar - 0x4E00) & 63)
        }
      }
    }

    private mutating func append(
      _ hash: UInt64, _ variant: Variant, _ detail: Int, _ name: Int32
    ) {
      keys.append(PlaceRepair.key(hash, variant, detail))
      values.append(name)
    }

    private static func hash(_ values: [UInt64]) -> UInt64 {
      values.reduce(0) { $0 &* PlaceRepair.base &+ $1 }
    }
  }
}

extension PlaceRepair {
  /// Width and case become one; punctuation stays.
  static let plain = TextNormalizer()
}
