internal import Tabular

/// 书记市长信箱: CSV out of a content management system, the letters as HTML.
struct MailboxExport: PlatformExport {
  let world: World

  static let header = [
    "信件编号", "查询码", "信箱名称", "来信时间", "信件类型", "信件标题", "信件内容", "写信人", "联系电话", "电子邮箱", "联系地址", "递送部门",
    "是否同意公开", "信件状态", "办理单位", "办理时限", "回复内容", "回复时间", "满意度",
  ]

  func fileName(day: Int32, part: Int) -> String {
    "mailbox_\(Stamp.compactDay(day))\(part > 1 ? "_\(part)" : "").csv"
  }

  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8] {
    var writer = CSVWriter(textEncoding: .utf8, lineEnding: .crlf)
    writer.append(Self.header)
    for plan in plans { writer.append(row(record(plan))) }
    return [0xef, 0xbb, 0xbf] + writer.takeBytes()
  }

  private func row(_ record: Record) -> [String] {
    let plan = record.plan
    var fixed = Dice(plan.seed, 60)
    var state = Dice(plan.seed, 61)
    let type: String =
      switch plan.kind {
      case .praise: "感谢信"
      case .report: "投诉"
      case .suggestion: fixed.chance(300) ? "谏言" : "建议"
      case .other: "求助"
      default: plan.kind.word
      }
    let query = Stamp.padded(Int(Dice.mix(plan.seed, 62) % 10_000_000_000), 10)
    let status = record.isClosed ? "已处理" : record.changedAt > record.receivedAt ? "待处理" : "待审查"
    return [
      record.id, query, fixed.chance(280) ? "书记信箱" : "市长信箱",
      Stamp.text(record.receivedAt, .dashedTenths), type, record.title,
      html(record.content, &fixed), Dirt.name(record.name, isMale: record.isMale, &fixed),
      Dirt.phone(record.phone, &fixed),
      fixed.chance(350)
        ? "user\(Dice.mix(plan.seed, 63) % 1_000_000)@example.com" : Dirt.null(&fixed),
      Dirt.field(record.address, &fixed),
      fixed.chance(600)
        ? Dirt.field(record.offices.first, &fixed)
        : world.offices.written("ZF-3212", town: record.facts.town, &fixed),
      plan.traits.contains(.confidential) ? "否" : "是", status,
      Dirt.field(record.offices.joined(separator: "、"), &state),
      record.time(record.dueAt, .dashedTenths, &state), Dirt.field(record.reply, &state),
      record.time(record.repliedAt, .dashedTenths, &state),
      Dirt.field(record.satisfaction(&state), &state),
    ]
  }

  /// A letter as the editor on the web page left it.
  private func html(_ text: String, _ dice: inout Dice) -> String {
    var page: [UInt8] = []
    let isStyled = dice.chance(400)
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      page += Array((isStyled ? "<p style=\"text-indent: 2em; font-size: 16px;\">" : "<p>").utf8)
      if dice.chance(400) { page += Array("&nbsp;&nbsp;&nbsp;&nbsp;".utf8) }
      XinghuaExport.append(String(line), to: &page)
      page += Array((dice.chance(200) ? "<br/>" : "").utf8)
      page += Array("</p>".utf8)
    }
    if dice.chance(100) {
      page += Array("<p><img src=\"/u/cms/www/upload/photo.jpg\" alt=\"\"/></p>".utf8)
    }
    return String(decoding: page, as: UTF8.self)
  }
}
