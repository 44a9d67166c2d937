internal import Complaints
internal import Tabular

/// The columns of a review queue: what we show, and the yellow ones that a reviewer fills in.
enum ReviewSheet {
  static let name = "复核"
  static let directoryName = "分类目录"
  static let instructionsName = "填写说明"

  static let key = "复核编号"
  static let reason = "复核原因"
  static let stamp = "校验码"

  static let verdict = "结论"
  static let code = "认定分类"
  static let district = "认定区"
  static let requestType = "认定类型"
  static let inScope = "是否受理"
  static let note = "备注"
  static let reviewer = "复核人"
  /// The columns that a reviewer fills in.
  static let inputs = [verdict, code, district, requestType, inScope, note, reviewer]
  /// The columns that an import cannot do without.
  static let needed = [key] + inputs + [stamp]

  static let agrees = "同意"
  static let corrects = "改正"
  static let unsure = "看不准"
  static let yes = "是"
  static let no = "否"

  /// The longest note and name that are taken, in characters.
  static let longestNote = 500
  static let longestName = 40

  /// What is offered for a leaf of the taxonomy.
  static func option(_ category: Category) -> String { "\(category.code) \(category.level3)" }

  /// The columns of the queue, with the city's codes on offer.
  static func columns(_ city: CityConfiguration) -> [WorkbookSheet.Column] {
    [
      .init(key, width: 23), .init(reason, width: 16, style: .wrapped),
      .init("平台", width: 9, style: .wrapped), .init("受理时间", width: 12, style: .wrapped),
      .init("标题", width: 18, style: .wrapped), .init("诉求内容", width: 52, style: .wrapped),
      .init("平台分类", width: 13, style: .wrapped), .init("系统分类", width: 15, style: .wrapped),
      .init("把握", width: 6), .init("第二候选", width: 15, style: .wrapped),
      .init("第三候选", width: 15, style: .wrapped), .init("依据", width: 24, style: .wrapped),
      .init("事发地", width: 16, style: .wrapped), .init("诉求类型", width: 6, style: .wrapped),
      .init("同类件数", width: 6, style: .number),
      .init(verdict, width: 8, style: .input, allowed: [agrees, corrects, unsure]),
      .init(
        code, width: 24, style: .wrappedInput, allowed: city.taxonomy.categories.map(option)),
      .init(
        district, width: 14, style: .wrappedInput,
        allowed: city.gazetteer.districts.map { "\($0.code) \($0.name)" }),
      .init(
        requestType, width: 9, style: .input, allowed: RequestType.allCases.map(\.label)),
      .init(inScope, width: 6, style: .input, allowed: [yes, no]),
      .init(note, width: 22, style: .wrappedInput), .init(reviewer, width: 9, style: .input),
      .init(stamp, width: 25),
    ]
  }

  /// 填写说明, line by line.
  static let instructions = [
    "本表供派单审核、质检人员复核诉求分类，文本已脱敏，内部使用·严禁外传。",
    "只填黄色列；行可以排序、删除，也可以分给几个人分别填写、分别导入；“复核编号”和“校验码”不要改动。",
    "结论：同意——系统分类正确；改正——在“认定分类”等列中选正确的值；看不准——留待他人，不作决定。",
    "认定分类：从下拉列表选取，各类的含义和与相邻类的界限见“分类目录”；系统未定分类的，必须选一个才算决定。",
    "认定区、认定类型、是否受理：只在需要改正时填写，空着表示不改。",
    "复核人：写本人姓名；整份文件由一人填写的，可以不填，导入时注明。",
    "行序即优先顺序：风险词在最前；“同类集中”一行代表一批近似件；“随机抽检”用来估计自动分类的准确率，请勿跳过。",
    "导入时逐格检查，不合格的行不生效，会指出所在表、行、列；改好后用同一文件再导入即可，已生效的行不会重复。",
    "别人在导出之后又作了决定的行会被退回，请重新导出后再看；先后决定都保留，以后作的为准。",
    "下一次批处理按人工决定重算分类、事项、交办和统计；人工决定优先于规则和模型，并用于以后的训练。",
  ]
}
