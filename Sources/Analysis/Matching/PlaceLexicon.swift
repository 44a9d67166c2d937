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
    /// The ending of a road's name.
    case roadEnding
  }

  /// A word.
  ///
  /// Names that several divisions share have them all; an ending's key says only what kind of
  /// spots it makes.
  struct Entry: Sendable {
    let kind: Kind
    let key: UInt64
    var divisions: [Division]
  }

  /// A district, and a town in it or 0.
  struct Division: Hashable, Sendable {
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
    "有限公司", "公司", "修造船厂", "造船厂", "船厂", "厂", "合作社", "养殖场", "购物中心", "超市", "酒店", "幼儿园", "小学", "中学",
    "卫生院", "医院", "菜市场",
    "农贸市场", "广场", "大厦", "村", "府", "苑", "庭", "邸", "里",
  ]

  /// Words between a name and its ending that say what it does, not which it is: 某某船舶重工有限公司.
  static let trades: Set<[UInt32]> = Set(
    """
    造船 船舶 重工 精细 化工 化学 材料 塑业 塑料 置业 开发 地产 建筑 安装 建设 工程 劳务 网络 科技 信息 技术 汽车 销售
    服务 贸易 商贸 实业 集团 股份 物业 管理 投资 教育 咨询 培训 旅游 旅行 餐饮 食品 医药 制药 药业 电子 电器 电气 机械
    设备 制造 金属 制品 纺织 服装 服饰 家具 装饰 装潢 装修 设计 园林 绿化 环保 环境 能源 电力 水务 燃气 热力 供水 供热
    快递 速递 物流 运输 货运 客运 快运 码头 港务 农业 生态 养殖 种业 粮油 水产 饲料 纸业 印刷 包装 家政 人力 资源 保安
    传媒 文化 传播 广告 体育 健身 美容 美发 健康 医疗 器械 生物 租赁 经纪 房产 中介 担保 金融 保险 贷款 修造 责任 有限
    实验 中心 第一 第二 第三 初级 高级 人民 中医 妇幼 公交 混凝 搅拌 铸造 橡胶 喷涂 涂料 钢构 模具 电镀 印染 酿造 屠宰
    专业 橡塑 橡胶 水泥 沥青 石材 木业 门窗 玻璃 五金 轮胎 电缆 电池 光伏 养老 家居 商业 运营 发展
    """.split { " \n".contains($0) }.map { $0.unicodeScalars.map(\.value) })

  /// With these after it, 村 is no village's name: 找过村里, 压坏村路.
  static let afterVillage: Set<UInt32> = Set("里路道上头口干".unicodeScalars.map(\.value))
  /// With these before it, 里 ends no name: 家里, 公里, 手里.
  static let beforeLane: Set<UInt32> = Set(
    "家村店屋车手夜心院校厂公这那楼道房城河水地群局会路区园厅箱池沟洞田".unicodeScalars.map(\.value))
  /// What may stand between a road's name and its ending: 济川东路.
  static let directions: Set<UInt32> = Set("东西南北中".unicodeScalars.map(\.value))
  /// With these before it, 路 or 街 is no road's ending: 马路, 公路, 电路, 走路.
  static let beforeRoad: Set<UInt32> = Set(
    "马公道铁跑思网电水管半走修让拦堵条小条出上下岔干线过带问失沿顺大步古老逛摆占扫环高".unicodeScalars.map(\.value))

  /// Characters of which no name is made: with one before an ending, it is none.
  static let functionWords: Set<UInt32> = Set(
    "过找出叫往进哪政的在是了我你他她它们这那有个某各该及为把被就还让说去来给要问请每从到住本全整同几两一二三四五六七八九十多些最不没里外边近旁所区县镇乡市个"
      .unicodeScalars.map(\.value))

  init(_ gazetteer: Gazetteer?) {
    var patterns: [String] = []
    var entries: [Entry] = []
    var indexes: [String: Int] = [:]
    for place in gazetteer?.places ?? [] {
      let division = Division(
        district: Self.key(place.districtCode), town: Self.key(place.townCode ?? ""))
      for name in [place.name] + place.aliases where name.utf8.count >= 6 {
        if let index = indexes[name] {
          if !entries[index].divisions.contains(division) {
            entries[index].divisions.append(division)
          }
          continue
        }
        indexes[name] = patterns.count
        patterns.append(name)
        let bits = Self.kindBits(place.name, kind: place.kind)
        entries.append(
          Entry(
            kind: Self.kind(place), key: Self.spotKey(Self.key(place.name), like: bits),
            divisions: [division]))
      }
    }
    for ending in Self.endings {
      patterns.append(ending)
      let bits = Self.kindBits(ending, kind: "")
      entries.append(Entry(kind: .ending, key: bits, divisions: []))
    }
    for ending in ["路", "大道", "大街", "街", "巷"] {
      patterns.append(ending)
      entries.append(Entry(kind: .roadEnding, key: 0, divisions: []))
    }
    words = PatternSet(patterns)
    self.entries = entries
    names = Set(entries.map(\.key))
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
  static func key(_ text: String) -> UInt64 { key(Array(text.utf8).span) }

  /// The hash of a text; 0 for an empty one.
  static func key(_ text: Span<UInt8>) -> UInt64 {
    if text.isEmpty { return 0 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<text.count { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
    return CharacterNGrams.mix(hash) | 1
  }
}
