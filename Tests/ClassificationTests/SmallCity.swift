import Complaints

/// A city of a few leaves, rules and places.
enum SmallCity {
  static let taxonomy = Taxonomy(
    scheme: "T",
    categories: [
      leaf("010101", "城市管理", "市容管理", "占道经营"),
      leaf("010102", "城市管理", "市容管理", "店外经营"),
      leaf("080201", "公用事业", "供电", "停电"),
      leaf("090101", "公用事业", "燃气", "燃气泄漏", urgency: .urgent, type: .help),
      leaf("120401", "非受理范围", "无效来电", "静音与挂断", inScope: false),
    ])

  static let lexicon = [
    rule("L1", "010101", any: ["占道经营", "占道摆摊", "摆摊"], not: ["店外"], weight: 2),
    rule("L2", "010102", any: ["店外经营", "外摆"], weight: 2),
    rule("L3", "010102", any: ["桌椅"], also: ["店门口"], weight: 1),
    rule("L4", "080201", any: ["停电", "没电"], weight: 2),
    rule("L5", "090101", any: ["燃气泄漏", "燃气味"], weight: 2),
    rule("L6", "120401", any: ["挂断", "无声电话"], weight: 2),
    rule("A1", "accuse:unit", any: ["不闻不问"], weight: 2),
  ]

  static let signals = [
    SignalRule(
      rule: "K1", subject: .risk("gas"), any: ["燃气泄漏", "爆炸"], hides: ["爆炸头"], urgency: .urgent,
      label: "燃气"),
    SignalRule(rule: "K2", subject: .risk("crowd"), any: ["聚集"], urgency: .elevated, label: "聚集"),
    SignalRule(rule: "N1", subject: .negation, any: ["没有", "不会"], weight: 4),
    SignalRule(rule: "N2", subject: .topic, any: ["讲座"]),
    SignalRule(rule: "Y1", subject: .type(.consultation), any: ["^请问", "咨询", "吗$"], weight: 2),
    SignalRule(rule: "Y2", subject: .type(.complaint), any: ["投诉"], weight: 2),
    SignalRule(rule: "U1", subject: .urgency(.elevated), any: ["停暖"], months: [11, 12, 1, 2, 3]),
    SignalRule(rule: "U2", subject: .urgency(.normal), any: ["不着急"]),
    SignalRule(
      rule: "S1", subject: .scope("120401"), any: ["开庭"], also: ["法院"], redirectTo: "法院"),
    SignalRule(rule: "C1", subject: .connective, any: ["另外", "1、", "2、", "1.", "2."]),
  ]

  static let crosswalk = [
    CrosswalkLine(scheme: "S4", kind: "事件", sourceCode: "0405", code: "010102"),
    CrosswalkLine(scheme: "S4", kind: "部件", sourceCode: "0405", code: "080201"),
    CrosswalkLine(scheme: "S4", kind: "部件", sourceCode: "01", code: "080201"),
    CrosswalkLine(scheme: "S4", kind: "事件", sourceCode: "0501", code: "090101"),
    CrosswalkLine(scheme: "S5", kind: "事件", sourceCode: "04005", code: "010101"),
    CrosswalkLine(scheme: "S4", kind: "事件", sourceCode: "0599", code: "0101"),
    CrosswalkLine(scheme: "N", kind: "", sourceCode: "市容类", code: "0101"),
    CrosswalkLine(scheme: "N", kind: "", sourceCode: "占道经营", code: "010101"),
    CrosswalkLine(scheme: "N", kind: "", sourceCode: "市容管理-店外经营", code: "010102"),
  ]

  static let gazetteer = Gazetteer([
    place("D1", "海陵区", "district", "321202", aliases: ["海陵"]),
    place("D2", "姜堰区", "district", "321204", aliases: ["姜堰"]),
    place("T1", "城东街道", "town", "321202", town: "321202001"),
    place("T2", "白米镇", "town", "321204", town: "321204105", aliases: ["白米"]),
    place("R1", "人民路", "road", "321202"),
    place("R2", "人民路", "road", "321204"),
    place("R3", "白米路", "road", "321202"),
    place("C1", "幸福小区", "compound", "321202", town: "321202001", aliases: ["幸福花园"]),
    place("C2", "幸福小区", "compound", "321204", town: "321204105"),
  ])

  /// A configuration of these parts.
  static let configuration = CityConfiguration(
    name: "小城", taxonomy: taxonomy, crosswalk: crosswalk, lexicon: lexicon,
    signals: signals, units: UnitRegister([]), responsibilities: [], gazetteer: gazetteer,
    limits: [],
    calendar: WorkCalendar(firstDay: 0, isWorkday: [], holidayNames: [], periods: []), releases: [],
    retentionDays: [:], fileHashes: [:])

  /// The rules with others behind them.
  static func configuration(adding rules: [LexiconRule]) -> [LexiconRule] { lexicon + rules }

  static func rule(
    _ id: String, _ code: String, any: [String], also: [String] = [], not: [String] = [],
    weight: Double = 1
  ) -> LexiconRule {
    LexiconRule(rule: id, code: code, any: any, also: also, not: not, weight: weight)
  }

  private static func leaf(
    _ code: String, _ level1: String, _ level2: String, _ level3: String, inScope: Bool = true,
    urgency: Urgency = .normal, type: RequestType = .complaint
  ) -> Category {
    Category(
      scheme: "T", code: code, level1: level1, level2: level2, level3: level3, definition: "",
      inScope: inScope, redirectTo: inScope ? nil : "无需办理", urgency: urgency, defaultType: type)
  }

  private static func place(
    _ id: String, _ name: String, _ kind: String, _ district: String, town: String? = nil,
    aliases: [String] = []
  ) -> Place {
    Place(
      placeID: id, name: name, kind: kind, districtCode: district, townCode: town,
      aliases: aliases, longitude: nil, latitude: nil)
  }
}
