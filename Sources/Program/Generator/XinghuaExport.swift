internal import Tabular

/// 兴化市12345平台: an HTML page with one table, under the name of a workbook, in GBK.
struct XinghuaExport: PlatformExport {
  let world: World

  static let header = [
    "序号", "受理编号", "原编号", "受理日期", "方式", "性质", "缓急", "来电人姓名", "来电人性别", "来电电话", "是否公开", "事项名称", "反映内容",
    "地点", "乡镇街道", "归口类型", "办理类型", "承办部门", "交办日期", "办理期限", "办理状态", "反馈内容", "反馈日期", "结案日期", "满意情况",
    "退办原因", "催办情况",
  ]
  private static let handlings = ["当场答复", "交办", "上转", "转应急", "引导", "不受理", "催办", "无效", "流转"]
  private static let statuses = ["待办", "在办", "已反馈", "已结案", "退办", "暂缓", "不受理"]

  func fileName(day: Int32, part: Int) -> String {
    "兴化受理登记\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").xls"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    var page: [UInt8] = []
    func put(_ text: String) { page += Array(text.utf8) }
    put("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n<head>\r\n")
    put("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">\r\n")
    put(
      "<style>td{mso-number-format:\"\\@\";}</style>\r\n</head>\r\n<body>\r\n<table border=1>\r\n")
    put("<tr><td colspan=\(Self.header.count) align=center><b>兴化市12345热线受理登记表")
    put("（\(Stamp.spokenDay(day))）</b></td></tr>\r\n<tr>")
    for name in Self.header { put("<th>\(name)</th>") }
    put("</tr>\r\n")
    for (index, plan) in plans.enumerated() {
      page += Array("<tr>".utf8)
      for cell in row(record(plan), order: index + 1) {
        page += Array("<td>".utf8)
        Self.append(cell, to: &page)
        page += Array("</td>".utf8)
      }
      page += Array("</tr>\r\n".utf8)
    }
    put("<tr><td>合计</td><td colspan=\(Self.header.count - 1)>\(plans.count)件</td></tr>\r\n")
    put("</table>\r\n</body>\r\n</html>\r\n")
    return TextEncoding.gb18030.encode(page)
  }

  private func row(_ record: Record, order: Int) -> [String] {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    var state = Dice(plan.seed, 61)
    let form: Stamp.Form = fixed.chance(30) ? .compact : .chinese
    let leaf = Dirt.leaf(plan, world, &fixed)
    let urgency = ["一般", "急", "特急"][Int(world.leaves[Int(plan.leaf)].urgency.rawValue)]
    let row = [
      "\(order)", record.id, Dirt.field(record.earlierID, &fixed),
      record.time(record.receivedAt, form, &fixed), plan.channel.word, plan.kind.word, urgency,
      Dirt.name(record.name, isMale: record.isMale, &fixed), record.isMale ? "男" : "女",
      Dirt.phone(record.phone, &fixed), plan.traits.contains(.confidential) ? "不公开" : "公开",
      record.title, record.content, Dirt.field(record.address, &fixed),
      Dirt.town(record.facts.town, &fixed), leaf?.level2 ?? "其他",
    ]
    return row + progress(record, form, &state)
  }

  private func progress(_ record: Record, _ form: Stamp.Form, _ state: inout Dice) -> [String] {
    [
      record.handlingWord(Self.handlings),
      Dirt.field(record.offices.joined(separator: "、"), &state),
      record.time(record.dispatchedAt, form, &state), record.time(record.dueAt, form, &state),
      record.statusWord(Self.statuses, &state), Dirt.field(record.reply, &state),
      record.time(record.repliedAt, form, &state), record.time(record.closedAt, form, &state),
      Dirt.field(record.satisfaction(&state), &state), Dirt.field(record.returnReason, &state),
      Dirt.field(record.urgeCount > 0 ? "催办\(record.urgeCount)次" : nil, &state),
    ]
  }

  /// A text inside an element.
  static func append(_ text: String, to page: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): page += Array("&lt;".utf8)
      case UInt8(ascii: ">"): page += Array("&gt;".utf8)
      case UInt8(ascii: "&"): page += Array("&amp;".utf8)
      case UInt8(ascii: "\""): page += Array("&quot;".utf8)
      case 10: page += Array("<br>".utf8)
      default: page.append(byte)
      }
    }
  }
}
