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

  /// A word; an ending's key says only whether it makes institutions.
  struct Entry: Sendable {
    let kind: Kind
    let key: UInt64
    let district: UInt64
    let town: UInt64
  }

  let words: PatternSet
  let entries: [Entry]
  /// The keys of the gazetteer's names.
  let names: Set<UInt64>

  /// Endings of names of compounds; two characters before them make a name.
  static let endings = [
    "小区", "花园", "家园", "嘉园", "佳园", "花苑", "名苑", "佳苑", "雅苑", "嘉苑", "新苑", "新村", "公寓", "公馆", "华庭", "名邸",
    "华府", "御府", "府邸", "雅居", "新城", "庄园", "山庄", "名都", "豪庭", "豪园", "新寓", "学府", "名城", "华苑", "丽苑", "雅园",
    "有限公司", "幼儿园", "小学", "中学", "卫生院", "医院", "菜市场", "农贸市场", "造船厂", "修造船厂", "广场", "大厦", "村",
  ]

  /// Characters of which no name is made: with one before an ending, it is none.
  static let functionWords: Set<UInt32> = Set(
    "过找出叫往进的在是了我你他她它们这那有个某各该及为把被就还让说去来给要问请每从到住本全整同几两一二三四五六七八九十多些最不没里外边近旁所区县镇乡市个"
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
      let serves = Self.institutionKinds.contains(place.kind) || Self.isInstitution(place.name)
      let entry = Entry(
        kind: kind, key: Self.spotKey(Self.key(place.name), isInstitution: serves),
        district: Self.key(place.districtCode),
        town: Self.key(place.townCode ?? ""))
      for name in [place.name] + place.aliases where name.utf8.count >= 6 {
        patterns.append(name)
        entries.append(entry)
      }
    }
    for ending in Self.endings {
      patterns.append(ending)
      let key = Self.spotKey(0, isInstitution: Self.isInstitution(ending))
      entries.append(Entry(kind: .ending, key: key, district: 0, town: 0))
    }
    words = PatternSet(patterns)
    self.entries = entries
    names = Set(entries.map(\.key))
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

  private static func isInstitution(_ name: String) -> Bool {
    institutionEndings.contains { name.hasSuffix($0) }
  }

  /// The key of a place's name, with a bit that says whether everybody has their own matter there.
  static func spotKey(_ key: UInt64, isInstitution: Bool) -> UInt64 {
    isInstitution ? key | 2 : key & ~2
  }

  /// Whether a place is a school, a hospital or an office.
  static func isInstitution(_ spot: UInt64) -> Bool { spot & 2 != 0 }

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
