/// The sheets of a unit's workbook, in their order.
struct OutboxSheet: Sendable {
  let section: OutboxSections
  let name: String
  let key: String
  /// Whether units answer on it.
  let takesAnswers: Bool

  static let all: [OutboxSheet] = [
    .init(section: .new, name: "新交办", key: "new", takesAnswers: true),
    .init(section: .appended, name: "追加与催办", key: "appended", takesAnswers: true),
    .init(section: .supervised, name: "督办", key: "supervised", takesAnswers: true),
    .init(section: .due, name: "将到期与超期", key: "due", takesAnswers: true),
    .init(section: .withdrawn, name: "撤销与并案", key: "withdrawn", takesAnswers: false),
    .init(section: .open, name: "在办总表", key: "open", takesAnswers: true),
  ]

  /// 填报说明, line by line.
  static let instructions: [String] = [
    "本文件只供所列单位办理交办事项使用，内部使用·严禁外传；不得提供给被反映的单位和个人。",
    "只填黄色列；其余各列、表名、行序可以改动，回传时按“交办编号＋轮次”识别，没有填“动作”的行不处理。",
    "动作：签收、联系、阶段答复、退单、延期、办结，从下拉列表选取；一行一个动作，同一事项多个动作请分行。",
    "签收：在“签收截止”前填报。联系：填写联系诉求人的时间和方式。阶段答复：写明进展和下一步时间。",
    "退单：在“退单截止”前填报，须写退单原因、建议单位和依据；审核期间时限不停；退单由审核人员决定。",
    "延期：在到期之前填报，须写依据和“申请延至”；每件一次，由审核人员决定。",
    "办结：须写办理情况和是否解决；诉求人不满意的按规定二次交办。",
    "时间写作 2026-07-01 09:30；不写时间的，以收到文件之日为准。",
    "“在办总表”列出本单位全部在办事项，只看这一张也不会遗漏；“撤销与并案”所列事项不再办理。",
    "撤销、并案、改派以最新批次为准；已发布的批次不再改动，更正写在下一批次。",
    "编号以文本保存，末两位是校验位；请勿在编号前后加字符。CSV 文件中长数字后有一个制表符，以免表格软件改写。",
    "限制件（检举控告等）不在本文件中。要求保密的，不得打听、透露诉求人信息；联系方式另见“联系单”。",
    "标注“暂按周一至周五”的时限，待国务院节假日安排公布后重算。",
  ]
}
