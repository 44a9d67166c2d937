internal import Tabular

/// 泰州市12345平台: GB18030 CSV.
struct TaizhouExport: PlatformExport {
  let world: World

  static let header = [
    "工单编号", "旧工单编号", "受理时间", "受理渠道", "诉求类型", "紧急程度", "来电人", "性别", "来电号码", "联系电话", "是否保密",
    "诉求标题", "诉求内容", "事发地址", "所属区县", "所属街道", "问题分类", "承办单位", "办理方式", "工单状态", "派单时间", "办理时限",
    "答复内容", "答复时间", "办结时间", "满意度", "回访结果", "退单次数", "退单原因", "是否延期", "延期时限", "催办次数", "被反映对象",
    "更新时间",
  ]
  private static let handlings = [
    "直接答复", "派单办理", "转县级平台", "转110/119/120/122", "引导法定途径", "不予受理", "催办补充", "无效", "流转中",
  ]
  static let statuses = ["待签收", "办理中", "已答复", "已办结", "退单", "挂账", "不予受理"]

  func fileName(day: Int32, part: Int) -> String {
    "12345_taizhou_\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").csv"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    var writer = CSVWriter(textEncoding: .gb18030, lineEnding: .crlf)
    writer.append(Self.header)
    for plan in plans { writer.append(row(record(plan))) }
    return writer.takeBytes()
  }

  private func row(_ record: Record) -> [String] {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    var state = Dice(plan.seed, 61)
    let form: Stamp.Form = fixed.chance(20) ? .slashed : .dashed
    // What a spreadsheet makes of an empty time; no reader can tell when that was.
    let isTimeLost = fixed.below(2000) < 3
    let leaf = Dirt.leaf(plan, world, &fixed)
    let type = plan.kind.word + (fixed.chance(30) ? "类" : "")
    let urgency = ["一般", "较急", "紧急"][Int(world.leaves[Int(plan.leaf)].urgency.rawValue)]
    let phone = Dirt.phone(record.phone, &fixed)
    let row = [
      record.id, Dirt.field(record.earlierID, &fixed),
      isTimeLost ? "1900/1/0 0:00" : Stamp.text(record.receivedAt, form), plan.channel.word, type,
      urgency,
      Dirt.name(record.name, isMale: record.isMale, &fixed),
      fixed.chance(60) ? "未知" : record.isMale ? "男" : "女", phone,
      fixed.chance(80) ? Dirt.null(&fixed) : Dirt.phone(record.secondPhone ?? record.phone, &fixed),
      plan.traits.contains(.confidential) ? "是" : fixed.chance(20) ? "" : "否", record.title,
      record.content, Dirt.field(record.address, &fixed),
      Dirt.district(record.facts.town, &fixed), Dirt.town(record.facts.town, &fixed),
      leaf.map { "\($0.level2)-\($0.name)" } ?? (fixed.chance(500) ? "其他" : ""),
    ]
    return row + progress(record, form, &state)
  }

  private func progress(_ record: Record, _ form: Stamp.Form, _ state: inout Dice) -> [String] {
    [
      Dirt.field(record.offices.joined(separator: "、"), &state),
      record.handlingWord(Self.handlings), record.statusWord(Self.statuses, &state),
      record.time(record.dispatchedAt, form, &state), record.time(record.dueAt, form, &state),
      Dirt.field(record.reply, &state), record.time(record.repliedAt, form, &state),
      record.time(record.closedAt, form, &state),
      Dirt.field(record.satisfaction(&state), &state), Dirt.field(record.visit(&state), &state),
      record.isReturned ? "1" : "0", Dirt.field(record.returnReason, &state),
      record.extendedTo == nil ? "否" : "是", record.time(record.extendedTo, form, &state),
      "\(record.urgeCount)", Dirt.field(record.accused, &state),
      record.time(record.changedAt, form, &state),
    ]
  }
}
