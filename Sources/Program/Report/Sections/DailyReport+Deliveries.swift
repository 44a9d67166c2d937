internal import Columns
internal import Complaints

extension DailyReport {
  /// The platforms whose data of the day are not what was expected.
  var dayFaults: [(label: String, state: String)] {
    let states = deliveryStates
    return input.platforms.compactMap { account in
      switch states[account.platform]?[input.day] {
      case "missing"?: (account.label, "数据未到")
      case "late"?: (account.label, "数据迟到")
      case "short"?: (account.label, "数据短少")
      case "refused"?: (account.label, "文件无法读取")
      case "duplicate"?: (account.label, "数据重复")
      default: nil
      }
    }
  }

  /// The worst state of a platform's files by day.
  private var deliveryStates: [String: [Int32: String]] {
    let severity = ["on_time", "duplicate", "late", "short", "refused", "missing"]
    let platforms = input.deliveries.strings("platform")
    let days = input.deliveries.int32s("business_day")
    let states = input.deliveries.strings("state")
    var output: [String: [Int32: String]] = [:]
    for row in 0..<input.deliveries.rowCount {
      guard let day = days[row] else { continue }
      let state = states.text(row)
      let known = output[platforms.text(row)]?[day] ?? "on_time"
      if (severity.firstIndex(of: state) ?? 0) >= (severity.firstIndex(of: known) ?? 0) {
        output[platforms.text(row), default: [:]][day] = state
      }
    }
    return output
  }

  /// Which files came, and how good the data in them are.
  func writeDeliveries(_ page: inout ReportPage) {
    let days = input.day - 6...input.day
    let states = deliveryStates
    var table = ReportTable(
      "delivery-days", "近七日数据到达", query: "deliveries 中近七个业务日的行，一日多份文件取最差的状态",
      columns: [.text("平台")] + days.map { .text(NumberText.tick($0)) })
    for account in input.platforms {
      table.rows.append(
        [.text(account.label)]
          + days.map { .text(stateLabel(states[account.platform]?[$0])) })
    }
    page.table(table)
    writeQuality(&page)
  }

  private func stateLabel(_ state: String?) -> String {
    switch state {
    case nil: "—"
    case "on_time"?: "按时"
    case "late"?: "迟到"
    case "missing"?: "未到"
    case "short"?: "短少"
    case "duplicate"?: "重复"
    case "refused"?: "拒收"
    case .some(let other): other
    }
  }

  private func writeQuality(_ page: inout ReportPage) {
    let quality = input.quality
    let days = quality.int32s("day")
    let rows = (0..<quality.rowCount).filter { days[$0] == input.day }
    guard !rows.isEmpty else {
      page.element("p", ["class": "empty"], "当日没有数据质量记录。")
      return
    }
    var table = ReportTable(
      "quality-day", "当日数据质量（%；得分满分30）",
      query: "quality 中当日的行；得分 = 完整 10 + 有效 10 + 及时 5 + 稳定 5，无数据的项不计、按满分折算",
      columns: [
        .text("平台"), .number("完整率"), .number("有效率"), .number("及时率"), .number("稳定性"),
        .number("得分"),
      ])
    let labels = Dictionary(
      input.platforms.map { ($0.platform, $0.label) }, uniquingKeysWith: { first, _ in first })
    for row in rows {
      let platform = quality.strings("platform").text(row)
      let shares = ["complete", "valid", "timely", "stable"].map { name in
        ReportTable.Cell.value(quality.doubles(name)[row].map { .decimal($0 * 100) } ?? .none)
      }
      let score = ReportTable.Cell.value(
        quality.doubles("score")[row].map { .decimal($0) } ?? .none)
      table.rows.append([.text(labels[platform] ?? platform)] + shares + [score])
    }
    page.table(table)
  }
}
