internal import Complaints
internal import Language

/// The classes in which everybody has an affair of their own: two people who ask about their
/// pension, or want their money back from one shop, are two matters, however alike they write.
///
/// A class is told by its name, so that every city's taxonomy works.
struct PersonalAffairs: Sendable {
  private let codes: Set<UInt64>

  private static let names = [
    "登记", "证件", "执照", "户口", "身份证", "出入境", "驾驶证", "驾培", "社保", "养老金", "医保", "报销", "保险", "公积金", "补贴",
    "津贴", "优待",
    "待遇", "低保", "救助", "工伤", "辞退", "劳动合同", "劳动关系", "休假", "失业", "就业", "职称", "档案", "招聘", "退役", "优抚",
    "婚姻", "殡葬",
    "残疾人", "入学", "学籍", "医院服务", "医疗", "疫苗", "行医", "计生", "租房", "公租房", "征收", "安置", "宅基地", "土地承包",
    "土地流转",
    "质量退换", "网购", "消费", "售后", "装修", "价格", "发票", "税费", "保健品", "药品", "食品", "外卖", "出租车", "网约车", "违法处罚",
    "停车收费",
    "咨询", "表扬", "诉讼", "仲裁", "复议", "信访", "纪检", "检察", "民事", "金融", "诈骗", "盗窃", "传销", "集资", "快递", "资费",
    "水费", "电费",
    "开户", "工单办理", "工作人员", "窗口", "办事", "不作为", "营业执照", "虚假宣传", "虚假广告", "房屋漏水", "新房质量", "民办学校", "静音",
    "骚扰", "误拨",
  ]

  init(_ taxonomy: Taxonomy) {
    let words = PatternSet(Self.names)
    var codes: Set<UInt64> = []
    for category in taxonomy.categories
    where !words.matches(in: "\(category.level2) \(category.level3)").isEmpty {
      codes.insert(PlaceLexicon.key(category.code))
    }
    self.codes = codes
  }

  /// Whether a class, given by its key, is one of them.
  func contains(_ code: UInt64) -> Bool { codes.contains(code) }
}
