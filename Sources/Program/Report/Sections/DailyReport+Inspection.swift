internal import Complaints
internal import Trends

extension DailyReport {
  /// What others than citizens and enterprises brought in, apart from the headline.
  func writeInspection(_ page: inout ReportPage) {
    page.element("p", ["class": "lead"], "监督员上报、视频发现、领导批示、媒体和其他系统转办不计入头条件次。")
    page.table(originTable)
    writeTransfers(&page)
  }

  private var originTable: ReportTable {
    let today = figures.all.keeping(days: input.day...input.day)
    var table = ReportTable(
      "by-origin", "按发现方",
      query: "daily_counts 中当日各行，按 origin；当日结案按结案日计，故与应结案不是同一批",
      columns: [
        .text("发现方"), .number("上报或来件"), .number("立案派遣"), .number("应结案"), .number("当日结案"),
        .number("其中超期"),
      ])
    let known = Origin.allCases.map { ($0.rawValue, $0.label) }
    let others = today.groups(.requests, by: .origin).map(\.key)
      .filter { key in !known.contains { $0.0 == key } }.sorted()
    for (key, label) in known + others.map({ ($0, $0.isEmpty ? "未注明" : $0) }) {
      let rows = today.keeping(.origin, [key])
      let dispatched = rows.keeping(.disposition, [Disposition.dispatch.rawValue])
      guard rows.total(.requests) + rows.total(.due) + rows.total(.closed) > 0 else { continue }
      table.rows.append(originCells(label, rows, dispatched))
    }
    table.total = originCells(
      "合计", today, today.keeping(.disposition, [Disposition.dispatch.rawValue]))
    return table
  }

  private func originCells(_ label: String, _ rows: CountTable, _ dispatched: CountTable)
    -> [ReportTable.Cell]
  {
    [
      .text(label), .count(rows.total(.requests)), .count(dispatched.total(.requests)),
      .count(rows.total(.due)), .count(rows.total(.closed)), .count(rows.total(.closedLate)),
    ]
  }

  /// Channels by which other systems hand on their own requests.
  private func writeTransfers(_ page: inout ReportPage) {
    var table = ReportTable(
      "transfers", "其他系统转来", query: "requests 中当日的行，channel 为省平台、110、领导批示或转办的",
      columns: [.text("平台"), .text("渠道"), .number("件次")])
    for account in input.platforms {
      for channel in account.channels.sorted(by: { $0.name < $1.name })
      where ["省", "110", "领导", "批示", "转办", "转派"].contains(where: channel.name.contains) {
        table.rows.append([.text(account.label), .text(channel.name), .count(channel.requests)])
      }
    }
    guard !table.rows.isEmpty else { return }
    let total = table.rows.reduce(0) { sum, row in
      if case .value(.count(let count)) = row[2] { sum + count } else { sum }
    }
    table.total = [.text("合计"), .text(""), .count(total)]
    page.table(table)
  }
}
