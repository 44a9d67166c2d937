internal import Complaints
internal import Language

/// The words by which places are found in a text: the gazetteer's names, and the endings by which
/// a place is known that no gazetteer has.
struct PlaceLexicon: Sendable {
  /// What a found word is.
  enum Kind: Sendable {
    /// A named thing: a compound, a school, a firm.
    case spot
    /// A road, which is long: alone it is weak evidence.
    case road
    case district
    case town
    /// The ending of a compound's name.
    case ending
  }

  struct Entry: Sendable {
    let kind: Kind
    let key: UInt64
    let district: UInt64
    let town: UInt64
  }

  let words: PatternSet
  let entries: [Entry]

  /// Endings of names of compounds; two characters before them make a name.
  static let endings = [
    "小区", "花园", "家园", "嘉园", "佳园", "花苑", "名苑", "佳苑", "雅苑", "嘉苑", "新苑", "新村", "公寓", "公馆", "华庭", "名邸",
    "华府", "御府", "府邸", "雅居", "新城", "庄园", "山庄", "名都", "豪庭", "豪园", "新寓", "学府", "名城", "华苑", "丽苑", "雅园",
    "有限公司", "幼儿园", "小学", "中学", "卫生院", "医院", "菜市场", "农贸市场", "造船厂", "修造船厂", "广场", "大厦", "村",
  ]

  /// Characters of which no name is made: with one before an ending, it is none.
  static let functionWords: Set<UInt32> = Set(
    "的在是了我你他她它们这那有个某各该及为把被就还让说去来给要问请每从到住本全整同几两一二三四五六七八九十多些最不没里外边近旁所区县镇乡市个"
      .unicodeScalars.map(\.value))

  init(_ gazetteer: Gazetteer?) {
    var patterns: [String] = []
    var entries: [Entry] = []
    for place in gazetteer?.places ?? [] {
      let kind: Kind =
        switch place.kind {
        case "district": .district
        case "town": .town
        case "road", "river": .road
        default: Self.isRoad(place.name) ? .road : .spot
        }
      let entry = Entry(
        kind: kind, key: Self.key(place.name), district: Self.key(place.districtCode),
        town: Self.key(place.townCode ?? ""))
      for name in [place.name] + place.aliases where name.utf8.count >= 6 {
        patterns.append(name)
        entries.append(entry)
      }
    }
    for ending in Self.endings {
      patterns.append(ending)
      entries.append(Entry(kind: .ending, key: 0, district: 0, town: 0))
    }
    words = PatternSet(patterns)
    self.entries = entries
  }

  private static func isRoad(_ name: String) -> Bool {
    ["路", "大道", "街", "巷", "道"].contains { name.hasSuffix($0) }
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
