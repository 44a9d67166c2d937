internal import Columns
internal import Complaints
internal import Trends

extension DailyReport {
  /// What is unusual, and why.
  func writeAlerts(_ page: inout ReportPage) {
    let alerts = input.alerts
    guard alerts.rowCount > 0 else {
      page.element("p", ["class": "empty"], "当日没有达到门槛的预警。")
      return
    }
    let kinds = alerts.strings("kind")
    let scores = alerts.doubles("score")
    let observed = alerts.doubles("observed")
    let ids = alerts.int64s("alert_id").values
    let order = ids.indices.sorted { left, right in
      let first = AlertKind(rawValue: kinds.text(left))?.order ?? 9
      let second = AlertKind(rawValue: kinds.text(right))?.order ?? 9
      if first != second { return first < second }
      return (scores[right] ?? 0, observed[right] ?? 0, ids[left])
        < (scores[left] ?? 0, observed[left] ?? 0, ids[right])
    }
    var table = ReportTable(
      "alert-list", "当日预警", query: "alerts 中当日的行",
      columns: [
        .text("种类"), .text("范围"), .number("实际件次"), .number("预期"), .number("偏离"),
        .number("人数"), .text("理由"),
      ])
    for row in order.prefix(definition.topAlerts) { table.rows.append(cells(row)) }
    page.element("p", ["class": "lead"]) { page in
      page.text("共 ")
      page.figure("alerts", .count(alerts.rowCount))
      page.text(" 条，列出 \(table.rows.count) 条；涉及人身和公共安全的词不经统计直接提示。")
    }
    page.table(table)
  }

  private func cells(_ row: Int) -> [ReportTable.Cell] {
    let alerts = input.alerts
    let kind = alerts.strings("kind").text(row)
    return [
      .text(AlertKind(rawValue: kind)?.label ?? kind), .text(alerts.strings("scope").text(row)),
      .value(alerts.doubles("observed")[row].map { .count(Int($0)) } ?? .none),
      .value(alerts.doubles("expected")[row].map(FigureValue.decimal) ?? .none),
      .value(alerts.doubles("score")[row].map(FigureValue.decimal) ?? .none),
      .value(alerts.int32s("persons")[row].map { .count(Int($0)) } ?? .none),
      .text(alerts.strings("reason").text(row)),
    ]
  }
}
