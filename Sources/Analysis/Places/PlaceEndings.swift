/// The generic endings of names of places, and which of them people use one for the other.
///
/// 锦绣花园 is also called 锦绣家园 or 锦绣小区, and 迎宾大道 迎宾路; but 人民东路 is not 人民西路, and
/// 一期 not 二期: an ending that counts or points belongs to the name.
struct PlaceEndings: Sendable {
  /// What a kind of ending allows.
  struct Ending: Sendable {
    let scalars: [UInt32]
    /// Endings of one family stand for each other; 0 for an ending that only itself stands for.
    let family: UInt8
  }

  private let endings: [Ending]
  /// Endings by their last character, longest first.
  private let byLast: [UInt32: [Int]]
  /// Endings by their first character, longest first.
  private let byFirst: [UInt32: [Int]]

  private static let families = [
    "小区 花园 家园 嘉园 佳园 花苑 名苑 佳苑 雅苑 嘉苑 新苑 丽苑 华苑 华庭 雅居 新城 公馆 新村 公寓 新寓 名城 名都 庄园 山庄 豪庭 名邸 华府 府邸 雅园 家苑 大院 宿舍 苑 府 里 园 庭 邸 居 院",
    "路 大道 大街 街 公路 道",
    "村 社区 居委会 村委会 庄",
    "农贸市场 菜市场 菜场 集贸市场 市场",
    "有限责任公司 有限公司 公司 集团",
    "河 河道",
    "幼儿园 幼稚园",
    "医院 卫生院",
  ]

  private static let fixed = """
    东路 西路 南路 北路 中路 东街 西街 南街 北街 中街 东大街 西大街 南大街 北大街 东大道 西大道 南大道 北大道
    一期 二期 三期 四期 五期 六期 南区 北区 东区 西区 中区 一村 二村 三村 四村 五村 东苑 西苑 南苑 北苑
    东园 西园 南园 北园 巷 弄 广场 公园 湾 港 湖 桥 大桥 大厦 中学 小学 学校 学院 车站 站 超市 酒店 商场 商城 中心 景区 码头 工业园 产业园 开发区 街道 镇 乡
    """

  init() {
    var endings: [Ending] = []
    for (index, family) in Self.families.enumerated() {
      for word in family.split(separator: " ") {
        endings.append(Ending(scalars: word.unicodeScalars.map(\.value), family: UInt8(index + 1)))
      }
    }
    for word in Self.fixed.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      endings.append(Ending(scalars: word.unicodeScalars.map(\.value), family: 0))
    }
    endings.sort { $0.scalars.count > $1.scalars.count }
    var byLast: [UInt32: [Int]] = [:]
    var byFirst: [UInt32: [Int]] = [:]
    for (index, ending) in endings.enumerated() {
      byLast[ending.scalars[ending.scalars.count - 1], default: []].append(index)
      byFirst[ending.scalars[0], default: []].append(index)
    }
    self.endings = endings
    self.byLast = byLast
    self.byFirst = byFirst
  }

  /// The longest ending of a name that leaves two characters before it; nil where it has none.
  func ending(of name: ArraySlice<UInt32>) -> Ending? {
    guard let last = name.last else { return nil }
    for index in byLast[last] ?? [] {
      let ending = endings[index]
      if name.count >= ending.scalars.count + 2,
        name.suffix(ending.scalars.count) == ending.scalars[...]
      {
        return ending
      }
    }
    return nil
  }

  /// The longest ending that stands at a position of a text; nil where none does.
  func ending(at index: Int, in text: [UInt32]) -> Ending? {
    guard index < text.count else { return nil }
    for candidate in byFirst[text[index]] ?? [] {
      let ending = endings[candidate]
      if index + ending.scalars.count <= text.count,
        text[index..<index + ending.scalars.count] == ending.scalars[...]
      {
        return ending
      }
    }
    return nil
  }

  /// Characters that count or point: with another of them, a name is another place's.
  static let distinguishing = Set(
    "东西南北中上下前后左右内外新老大小一二三四五六七八九十零百甲乙丙丁戊0123456789".unicodeScalars.map(\.value))
}
