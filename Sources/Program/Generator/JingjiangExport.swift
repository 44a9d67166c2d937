internal import Tabular

/// 靖江市12345平台: a workbook with times as serials.
struct JingjiangExport: PlatformExport {
  let world: World

  static let header = [
    "工单号", "原工单号", "来电时间", "来源渠道", "来电类别", "紧急级别", "姓名", "性别", "电话", "信息保密", "标题", "主要内容", "发生地",
    "镇街", "诉求归口", "诉求小类", "处理方式", "主办单位", "派发时间", "截止时间", "当前状态", "办理结果", "反馈时间", "办结时间", "回访情况",
    "满意评价", "退回次数", "退回原因", "延期次数", "延期后时限", "催单次数", "被诉单位",
  ]
  private static let handlings = [
    "在线答复", "派单", "转办", "应急转接", "引导", "不受理", "催办", "无效电话", "流转中",
  ]
  private static let statuses = ["待接收", "处理中", "已反馈", "办结", "退回", "挂起", "不受理"]

  func fileName(day: Int32, part: Int) -> String {
    "靖江工单\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").xlsx"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    var writer = XLSXWriter()
    writer.beginSheet(
      WorkbookSheet(name: "工单明细", columns: Self.header.map { WorkbookSheet.Column($0) }))
    for plan in plans { writer.append(cells: row(record(plan))) }
    return writer.finish()
  }

  private func row(_ record: Record) -> [WorkbookCell] {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    var state = Dice(plan.seed, 61)
    let isSpoken = fixed.chance(30)
    let leaf = Dirt.leaf(plan, world, &fixed)
    let urgency = ["普通", "加急", "特急"][Int(world.leaves[Int(plan.leaf)].urgency.rawValue)]
    let phone = Dirt.phone(record.phone, &fixed)
    let phoneNumber = fixed.chance(20) ? record.phone.flatMap { Int($0) } : nil
    let id = fixed.chance(20) ? Int(record.id) : nil
    let row: [WorkbookCell] = [
      id.map(WorkbookCell.integer) ?? .text(record.id),
      .text(Dirt.field(record.earlierID, &fixed)), time(record.receivedAt, isSpoken),
      .text(plan.channel.word), .text(plan.kind.word), .text(urgency),
      .text(Dirt.name(record.name, isMale: record.isMale, &fixed)),
      .text(fixed.chance(50) ? "—" : record.isMale ? "先生" : "女士"),
      phoneNumber.map(WorkbookCell.integer) ?? .text(phone),
      .text(plan.traits.contains(.confidential) ? "1" : "0"), .text(record.title),
      .text(record.content), .text(Dirt.field(record.address, &fixed)),
      .text(Dirt.town(record.facts.town, &fixed)), .text(leaf?.level2 ?? "其他"),
      .text(leaf?.name ?? Dirt.null(&fixed)),
    ]
    return row + progress(record, isSpoken, &state)
  }

  private func progress(_ record: Record, _ isSpoken: Bool, _ state: inout Dice) -> [WorkbookCell] {
    [
      .text(record.handlingWord(Self.handlings)),
      .text(Dirt.field(record.offices.joined(separator: ","), &state)),
      time(record.dispatchedAt, isSpoken), time(record.dueAt, isSpoken),
      .text(record.statusWord(Self.statuses, &state)), .text(Dirt.field(record.reply, &state)),
      time(record.repliedAt, isSpoken), time(record.closedAt, isSpoken),
      .text(Dirt.field(record.visit(&state), &state)),
      .text(Dirt.field(record.satisfaction(&state), &state)),
      .integer(record.isReturned ? 1 : 0), .text(Dirt.field(record.returnReason, &state)),
      .integer(record.extendedTo == nil ? 0 : 1), time(record.extendedTo, isSpoken),
      .integer(record.urgeCount), .text(Dirt.field(record.accused, &state)),
    ]
  }

  private func time(_ time: Int64?, _ isSpoken: Bool) -> WorkbookCell {
    guard let time else { return .empty }
    return isSpoken ? .text(Stamp.text(time, .spoken)) : .dateTime(time)
  }
}
