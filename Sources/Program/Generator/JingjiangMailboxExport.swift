internal import Tabular

/// 靖江市长信箱: a binary workbook out of a program of 2004, with phones and numbers as numbers.
struct JingjiangMailboxExport: PlatformExport {
  let world: World

  static let header = [
    "序号", "来信编号", "来信日期", "来信性质", "来信人", "手机", "住址", "主题", "来信内容", "所属镇街", "承办单位", "办理期限",
    "办理情况", "答复日期", "答复内容",
  ]

  func fileName(day: Int32, part: Int) -> String {
    "靖江市长信箱\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").xls"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    var workbook = LegacyWorkbookWriter(sheet: "来信登记")
    workbook.append(title: "靖江市长信箱来信登记表", over: Self.header.count)
    workbook.append(Self.header.map { .text($0) })
    for (index, plan) in plans.enumerated() {
      workbook.append([.integer(index + 1)] + row(record(plan)))
    }
    workbook.append([.text("合计"), .integer(plans.count)])
    return workbook.bytes()
  }

  private func row(_ record: Record) -> [WorkbookCell] {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    var state = Dice(plan.seed, 61)
    let isSpoken = fixed.chance(30)
    let phone = record.phone.flatMap { Int($0) }.map(WorkbookCell.integer)
    let status = record.isClosed ? "已答复" : record.changedAt > record.receivedAt ? "办理中" : "未办理"
    return [
      Int(record.id).map(WorkbookCell.integer) ?? .text(record.id),
      time(record.receivedAt, isSpoken), .text(plan.kind.word),
      .text(Dirt.name(record.name, isMale: record.isMale, &fixed)),
      phone ?? .text(Dirt.null(&fixed)), .text(Dirt.field(record.address, &fixed)),
      .text(record.title), .text(record.content),
      .text(Dirt.town(record.facts.town, &fixed)),
      .text(Dirt.field(record.offices.joined(separator: "、"), &state)),
      time(record.dueAt, isSpoken), .text(status), time(record.repliedAt, isSpoken),
      .text(Dirt.field(record.reply, &state)),
    ]
  }

  private func time(_ time: Int64?, _ isSpoken: Bool) -> WorkbookCell {
    guard let time else { return .empty }
    return isSpoken ? .text(Stamp.text(time, .spoken)) : .dateTime(time)
  }
}
