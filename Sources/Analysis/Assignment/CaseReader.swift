internal import Complaints
internal import Language

/// Reads the conditions of the responsibility list from a matter's text, place and leaf.
struct CaseReader: Sendable {
  /// The condition and value that a word speaks for.
  struct Cue: Sendable {
    let condition: String
    let value: String
  }

  private static let words: [(condition: String, value: String, words: [String])] = [
    ("place_type", "工地", ["工地", "施工现场", "建筑施工", "在建项目", "基坑", "塔吊"]),
    ("place_type", "人行道", ["人行道", "盲道", "人行横道边", "慢车道边的便道", "便道"]),
    (
      "place_type", "河道",
      ["河道", "河里", "河边", "河岸", "河水", "河面", "河坡", "河堤", "沟渠", "中沟", "大河", "小河"]
    ),
    ("place_type", "学校", ["学校", "小学", "中学", "校园", "校门", "幼儿园", "食堂里的学生", "高中", "初中"]),
    ("place_type", "公园绿地", ["公园", "绿地", "绿化带", "游园", "广场绿化"]),
    (
      "place_type", "小区内",
      [
        "小区内", "小区里", "小区中", "小区", "单元楼", "楼道", "楼栋", "地下车库", "地库", "业主", "物业",
        "号楼", "幢", "单元门",
      ]
    ),
    ("place_type", "公路", ["公路", "国道", "省道", "县道", "乡道", "高速", "快速路"]),
    (
      "place_type", "农村",
      ["村民", "村里", "村组", "村庄", "村道", "农村", "村委", "自然村", "田里", "农田", "庄台", "村口"]
    ),
    ("place_type", "市政道路", ["路口", "大道", "街", "巷", "路面", "马路", "机动车道", "主干道", "路"]),
    ("road_class", "国道", ["国道"]), ("road_class", "省道", ["省道"]),
    ("road_class", "县道", ["县道"]), ("road_class", "乡道", ["乡道"]),
    ("road_class", "村道", ["村道", "村级公路", "通村公路"]),
    (
      "permit", "有",
      ["有规划许可", "取得规划许可", "办理了规划", "有许可证", "持有许可", "经过审批", "有审批手续", "超出许可"]
    ),
    (
      "permit", "无",
      [
        "无证", "没有许可", "未经许可", "无许可", "未经审批", "没有审批", "无审批", "未批先建", "未取得",
        "没有手续", "无手续", "私搭", "私自搭", "擅自搭", "未办理规划",
      ]
    ),
    (
      "subject", "个人",
      ["邻居", "住户", "楼上", "楼下", "居民家", "村民家", "个人", "私家", "隔壁家", "业主装修", "一户"]
    ),
    (
      "subject", "商户",
      ["商户", "商家", "店主", "饭店", "店铺", "门店", "超市", "摊", "老板", "烧烤", "餐馆", "网吧", "店"]
    ),
    ("subject", "企业", ["公司", "工厂", "厂区", "企业", "厂房", "化工厂", "船厂", "厂里", "车间", "电镀厂", "厂"]),
    (
      "hours", "夜",
      ["夜里", "夜间", "晚上", "深夜", "凌晨", "半夜", "夜晚", "通宵", "后半夜", "22点", "23点", "晚间"]
    ),
    ("hours", "昼", ["白天", "上午", "下午", "早上", "中午", "午休", "日间", "清晨", "早晨"]),
  ]
  /// After 小区 they say that the place lies outside.
  private static let outside = [
    "门口", "门前", "门外", "外", "旁", "附近", "对面", "北侧", "南侧", "东侧", "西侧", "大门", "周边",
    "北门", "南门", "东门", "西门",
  ].map { Array($0.utf8) }
  /// Before 路 they make it no road: 短路, 电路, 线路, 走投无路.
  private static let noRoad = ["短", "电", "线", "无", "思", "套", "销", "出", "网", "铁", "跑"].map {
    Array($0.utf8)
  }
  /// 业主 and 物业 name people; they place a matter inside only where nothing else says where.
  private static let weakWords: Set<String> = ["业主", "物业", "店", "厂", "街", "巷", "路"]

  private let patterns: PatternSet
  private let cues: [Cue]
  private let isWeak: [Bool]
  private let texts: [String]

  init() {
    var texts: [String] = []
    var cues: [Cue] = []
    for group in Self.words {
      for word in group.words {
        texts.append(word)
        cues.append(Cue(condition: group.condition, value: group.value))
      }
    }
    self.texts = texts
    self.cues = cues
    isWeak = texts.map { Self.weakWords.contains($0) }
    patterns = PatternSet(texts)
  }

  /// Reads a matter.
  func read(_ facts: MatterFacts, category: Category?) -> CaseFacts {
    var text = ScreenedText()
    text.append(Array((facts.placeText ?? "").utf8).span)
    text.append(Array(facts.title.utf8).span)
    text.append(Array(facts.content.utf8).span)
    var matches: [PatternMatch] = []
    patterns.appendMatches(in: text.bytes.span, to: &matches)
    var strong: [String: Set<String>] = [:]
    var weak: [String: Set<String>] = [:]
    for match in matches {
      let id = Int(match.patternID)
      let cue = cues[id]
      var value = cue.value
      if texts[id].hasPrefix("小区"), text.hasAfter(match.end, Self.outside) { value = "市政道路" }
      if texts[id] == "路", text.hasBefore(match.start, Self.noRoad) { continue }
      if isWeak[id] {
        weak[cue.condition, default: []].insert(value)
      } else {
        strong[cue.condition, default: []].insert(value)
      }
    }
    return combine(strong: strong, weak: weak, facts: facts, category: category)
  }

  private func combine(
    strong: [String: Set<String>], weak: [String: Set<String>], facts: MatterFacts,
    category: Category?
  ) -> CaseFacts {
    func found(_ condition: String) -> Set<String> {
      let sure = strong[condition] ?? []
      return sure.isEmpty ? weak[condition] ?? [] : sure
    }
    var places = found("place_type")
    if let kind = facts.placeKind, let type = Self.placeType(ofKind: kind) {
      places = places.subtracting(["市政道路", "小区内", "农村"])
      places.insert(type)
    }
    var result = CaseFacts()
    result.placeTypes = Self.placeOrder.filter { places.contains($0) }
    result.roadClass = ["国道", "省道", "县道", "乡道", "村道"].first { found("road_class").contains($0) }
    if result.roadClass == nil,
      !places.isDisjoint(with: ["市政道路", "小区内", "人行道", "学校", "公园绿地"])
    {
      result.roadClass = "城市道路"
    }
    let permits = found("permit")
    if permits.count == 1 { result.permit = permits.first }
    if let name = category?.level3 {
      if name.hasPrefix("无证") { result.permit = "无" }
      if name.hasPrefix("有证") { result.permit = "有" }
    }
    result.subjects = ["企业", "商户", "个人"].filter { found("subject").contains($0) }
    result.hours = ["夜", "昼"].filter { found("hours").contains($0) }
    return result
  }

  /// The order in which kinds of place tell where a thing is.
  static let placeOrder = [
    "工地", "人行道", "河道", "学校", "公园绿地", "小区内", "公路", "农村", "市政道路", "其他",
  ]

  private static func placeType(ofKind kind: String) -> String? {
    switch kind {
    case "compound": "小区内"
    case "village": "农村"
    case "road", "street": "市政道路"
    case "river": "河道"
    case "park": "公园绿地"
    case "school": "学校"
    case "district", "town": nil
    default: "其他"
    }
  }
}
