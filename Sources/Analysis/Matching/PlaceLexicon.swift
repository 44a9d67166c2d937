internal import Complaints
internal import Language
internal import Places

/// What matching remembers of names of places: a hash of each, and what kind of place it is.
struct PlaceLexicon: Sendable {
  /// What a name of the gazetteer is.
  enum Kind: Sendable {
    /// A named thing: a compound, a school, a firm.
    case spot
    /// A road, which is long: alone it is weak evidence.
    case road
    case district
    case town
  }

  /// A name of the gazetteer.
  struct Entry: Sendable {
    let kind: Kind
    let key: UInt64
  }

  /// Reads the names, and finds places that are written otherwise.
  let finder: PlaceFinder
  /// What the names of the finder are.
  let entries: [Entry]
  /// The kind bits of names with each of the finder's endings.
  let endings: [UInt64]
  /// What the places of the gazetteer are.
  let places: [Entry]
  /// The keys of the gazetteer's names.
  let names: Set<UInt64>

  init(_ gazetteer: Gazetteer?) {
    let finder = PlaceFinder(gazetteer ?? Gazetteer([]))
    self.finder = finder
    let all = finder.gazetteer.places
    let places = all.map(Self.entry)
    entries = (0..<finder.nameCount).map { places[finder.place(ofName: $0)] }
    endings = PlaceFinder.endings.map { Self.kindBits($0, kind: "") }
    self.places = places
    names = Set(entries.map(\.key))
  }

  private static func entry(_ place: Place) -> Entry {
    let bits = kindBits(place.name, kind: place.kind)
    return Entry(kind: kind(place), key: spotKey(key(place.name), like: bits))
  }

  private static func kind(_ place: Place) -> Kind {
    switch place.kind {
    case "district": .district
    case "town": .town
    case "road", "river": .road
    default: isRoad(place.name) ? .road : .spot
    }
  }

  private static func isRoad(_ name: String) -> Bool {
    ["路", "大道", "街", "巷", "道"].contains { name.hasSuffix($0) }
  }

  /// Kinds of places at which everybody has a matter of their own.
  private static let institutionKinds: Set<String> = ["school", "hospital", "bank", "office"]
  private static let institutionEndings = [
    "小学", "中学", "幼儿园", "学校", "学院", "大学", "医院", "卫生院", "卫生室", "门诊部", "银行", "支行", "政务中心", "服务中心",
    "服务大厅",
    "派出所", "法院",
  ]

  private static let firmEndings = ["公司", "超市", "酒店", "店", "馆", "合作社"]

  /// Bits of a spot's key that say what kind of spot it is.
  private static let institutionBit: UInt64 = 2
  private static let firmBit: UInt64 = 4

  /// The kind bits of a name.
  private static func kindBits(_ name: String, kind: String) -> UInt64 {
    if institutionKinds.contains(kind) || institutionEndings.contains(where: { name.hasSuffix($0) })
    {
      return institutionBit
    }
    let isFirm = kind == "firm" || kind == "shop" || firmEndings.contains { name.hasSuffix($0) }
    return isFirm ? firmBit : 0
  }

  /// The key of a spot's name with the kind bits of another key.
  static func spotKey(_ key: UInt64, like kind: UInt64) -> UInt64 {
    let bits = institutionBit | firmBit
    return key & ~bits | kind & bits
  }

  /// Whether a spot is a school, a hospital or an office.
  static func isInstitution(_ spot: UInt64) -> Bool { spot & institutionBit != 0 }
  /// Whether a spot is a firm, which may be at work in many places.
  static func isFirm(_ spot: UInt64) -> Bool { spot & firmBit != 0 }

  /// The hash of a text; 0 for an empty one.
  static func key(_ text: ArraySlice<UInt8>) -> UInt64 {
    let bytes = Array(text)
    return key(bytes.span)
  }

  /// The hash of a text; 0 for an empty one.
  static func key(_ text: String) -> UInt64 { key(Array(text.utf8).span) }

  /// The hash of a text; 0 for an empty one.
  static func key(_ text: Span<UInt8>) -> UInt64 {
    if text.isEmpty { return 0 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<text.count { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
    return CharacterNGrams.mix(hash) | 1
  }
}
