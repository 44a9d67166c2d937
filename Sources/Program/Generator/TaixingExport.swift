internal import Columns
internal import Tabular

/// 泰兴市12345平台: text in UTF-16 with tabs, as old spreadsheets save "Unicode text".
struct TaixingExport: PlatformExport {
  let world: World

  static let header = [
    "编号", "关联编号", "登记时间", "渠道", "类别", "等级", "诉求人", "称谓", "联系方式", "保密要求", "主题", "诉求描述", "所在乡镇",
    "详细地址", "分类名称", "处置方式", "责任部门", "交办时间", "要求办结时间", "状态", "处理意见", "答复时间", "办结日期", "评价", "退单说明",
    "延期标志", "延期时间", "催办次数",
  ]
  private static let handlings = ["直办", "交办", "转办", "转应急", "引导", "不受理", "催办", "无效", "流转"]
  private static let statuses = ["未签收", "在办", "已答复", "办结", "退单", "挂起", "不受理"]

  func fileName(day: Int32, part: Int) -> String {
    "泰兴热线_\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").txt"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    var writer = CSVWriter(textEncoding: .utf8, lineEnding: .crlf, delimiter: 9)
    writer.append(Self.header)
    for plan in plans { writer.append(row(record(plan))) }
    return Self.utf16(writer.takeBytes())
  }

  private func row(_ record: Record) -> [String] {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    var state = Dice(plan.seed, 61)
    let form: Stamp.Form = fixed.chance(30) ? .iso : .slashed
    let leaf = Dirt.leaf(plan, world, &fixed)
    let urgency = ["三级", "二级", "一级"][Int(world.leaves[Int(plan.leaf)].urgency.rawValue)]
    let row = [
      record.id, Dirt.field(record.earlierID, &fixed), record.time(record.receivedAt, form, &fixed),
      plan.channel.word, plan.kind.word, urgency,
      Dirt.name(record.name, isMale: record.isMale, &fixed),
      fixed.chance(150) ? "同志" : record.isMale ? "先生" : "女士", Dirt.phone(record.phone, &fixed),
      plan.traits.contains(.confidential) ? "保密" : "公开", record.title, record.content,
      Dirt.town(record.facts.town, &fixed), Dirt.field(record.address, &fixed),
      leaf?.level2 ?? "待确认",
    ]
    return row + progress(record, form, &state)
  }

  private func progress(_ record: Record, _ form: Stamp.Form, _ state: inout Dice) -> [String] {
    let closed = record.closedAt.map { Stamp.slashedDay(CivilTime.day(of: $0), zeros: false) }
    return [
      record.handlingWord(Self.handlings),
      Dirt.field(record.offices.joined(separator: "；"), &state),
      record.time(record.dispatchedAt, form, &state), record.time(record.dueAt, form, &state),
      record.statusWord(Self.statuses, &state), Dirt.field(record.reply, &state),
      record.time(record.repliedAt, form, &state), Dirt.field(closed, &state),
      Dirt.field(record.satisfaction(&state), &state), Dirt.field(record.returnReason, &state),
      record.extendedTo == nil ? "N" : "Y", record.time(record.extendedTo, form, &state),
      "\(record.urgeCount)",
    ]
  }

  /// Valid UTF-8 as UTF-16LE with its mark.
  static func utf16(_ utf8: [UInt8]) -> [UInt8] {
    var output: [UInt8] = [0xff, 0xfe]
    output.reserveCapacity(utf8.count)
    func put(_ unit: UInt32) {
      output.append(UInt8(truncatingIfNeeded: unit))
      output.append(UInt8(truncatingIfNeeded: unit >> 8))
    }
    var index = 0
    while index < utf8.count {
      let lead = utf8[index]
      let length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
      var point = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7f >> UInt32(length))
      for offset in 1..<max(length, 1) where length > 1 {
        point = point << 6 | UInt32(utf8[index + offset]) & 0x3f
      }
      index += length
      if point < 0x10000 {
        put(point)
      } else {
        put(0xd800 + (point - 0x10000) >> 10)
        put(0xdc00 + (point - 0x10000) & 0x3ff)
      }
    }
    return output
  }
}
