internal import Assignment
internal import Columns
internal import Complaints
internal import Tabular

/// The columns of a unit's sheets.
enum OutboxColumns {
  /// A column that we fill.
  struct Output: Sendable {
    let column: WorkbookSheet.Column
    let cell: @Sendable (OutboxRow) -> WorkbookCell

    init(
      _ header: String, _ width: Double, _ style: WorkbookSheet.Style = .text,
      _ cell: @escaping @Sendable (OutboxRow) -> WorkbookCell
    ) {
      column = .init(header, width: width, style: style)
      self.cell = cell
    }
  }

  /// What a unit may answer in 动作.
  static let actions = ["签收", "联系", "阶段答复", "退单", "延期", "办结"]
  /// Why a unit may give an assignment back.
  static let returnReasons = ["职能不符", "属地不符", "权属不清", "信息不全", "不属受理范围", "重复"]

  /// The columns that we fill, as the units know them.
  static let outputs: [Output] = [
    Output("交办编号", 21) { .text($0.line.assignmentNo) },
    Output("事项编号", 21) { .text($0.line.matterNo) },
    Output("原工单号", 22) { .text($0.line.sourceRecordID) },
    Output("来源", 12) { .text($0.line.source.label) },
    Output("诉求类型", 9) { .text($0.line.requestType?.label ?? "") },
    Output("紧急程度", 9) { .text($0.line.urgency.label) },
    Output("标题", 30, .wrapped) { .text($0.title) },
    Output("诉求内容", 60, .wrapped) { .text($0.content) },
    Output("事发区", 10) { .text($0.district) }, Output("事发镇街", 12) { .text($0.town) },
    Output("详址", 26, .wrapped) { .text($0.place) },
    Output("对象信息", 22, .wrapped) { .text($0.object) },
    Output("诉求分类", 28, .wrapped) { .text($0.categoryPath) },
    Output("主办/协办", 9) { .text($0.line.role.label) },
    Output("主办单位", 24, .wrapped) { .text($0.leadName) },
    Output("派单依据", 30, .wrapped) { .text($0.line.basis) },
    Output("交办时间", 17) { .text(OutboxRow.minute($0.line.assignedAt)) },
    Output("签收截止", 17) { .text($0.due(.sign)) },
    Output("退单截止", 17) { .text($0.due(.return)) },
    Output("办结截止", 17) { .text($0.due(.close)) },
    Output("时限算法", 24, .wrapped) { .text($0.counting) },
    Output("反映件次", 9, .number) { lead($0, .integer($0.line.requestCount)) },
    Output("反映人数", 9, .number) { lead($0, .integer($0.line.personCount)) },
    Output("首次反映时间", 17) { lead($0, .text(OutboxRow.minute($0.line.firstReceivedAt))) },
    Output("最近反映时间", 17) { lead($0, .text(OutboxRow.minute($0.line.lastReceivedAt))) },
    Output("轮次", 6, .number) { .integer($0.line.round) },
    Output("状态", 10) { .text($0.line.state.label) },
    Output("督办", 20, .wrapped) { .text($0.line.supervision) },
    Output("本次变化", 24, .wrapped) { .text($0.line.note) },
    Output("保密提示", 26, .wrapped) { .text($0.secrecy) },
  ]

  /// The yellow columns that units fill.
  static let inputs: [WorkbookSheet.Column] = [
    .init("动作", width: 10, style: .input, allowed: actions),
    .init("时间", width: 17, style: .input), .init("经办人", width: 10, style: .input),
    .init("办理情况", width: 50, style: .wrappedInput),
    .init("是否解决", width: 9, style: .input, allowed: ["是", "部分", "否"]),
    .init("退单原因", width: 13, style: .input, allowed: returnReasons),
    .init("建议单位", width: 20, style: .input), .init("依据", width: 26, style: .wrappedInput),
    .init("申请延至", width: 17, style: .input),
  ]

  /// All columns of a sheet on which units answer.
  static let all = outputs.map(\.column) + inputs

  /// Supports see the task and the lead, not the voices.
  private static func lead(_ row: OutboxRow, _ cell: WorkbookCell) -> WorkbookCell {
    row.line.role == .lead ? cell : .empty
  }
}
