internal import Complaints
internal import Trends

extension DailyReport {
  /// What the units have open, what is due, and how what fell due was closed; by group, without a
  /// ranking of rates.
  func writeUnits(_ page: inout ReportPage) {
    guard !loads.isEmpty else {
      page.element("p", ["class": "empty"], "没有在办的主办交办。")
      return
    }
    page.element(
      "p", ["class": "lead"],
      "按考核组分列，组内以在办数为序；按时办结率只在应办结不少于\(definition.minimumBase)项时给出，"
        + "并附95%置信区间，不作排名。")
    let table = unitTable
    page.table(table)
  }

  private var unitTable: ReportTable {
    var table = ReportTable(
      "by-unit", "单位在办、到期与按时办结",
      query: "assignments 中 role=lead 的行与其 clock=close 的时限；应办结为近30日到期",
      columns: [
        .text("考核组"), .text("单位"), .number("当日交办"), .number("在办"),
        .number("\(NumberText.tick(input.day + 1))到期"), .number("后两日到期"),
        .number("已超期"), .number("退单待审"), .number("应办结"), .number("按时办结"),
        .number("按时率"), .number("95%区间"),
      ])
    for (group, members) in groupedLoads {
      let top = members.prefix(definition.topUnits)
      for load in top { table.rows.append(cells(group, unitName(load), load)) }
      let rest = members.dropFirst(top.count)
      if !rest.isEmpty {
        var sum = UnitLoad(unit: "")
        for load in rest { sum.add(load) }
        table.rows.append(cells(group, "其余\(rest.count)个单位", sum))
      }
    }
    table.total = cells("合计", "", totalLoad)
    return table
  }

  /// The loads by group of comparable units, each with most open work first.
  private var groupedLoads: [(group: String, loads: [UnitLoad])] {
    var groups: [String: [UnitLoad]] = [:]
    for load in loads where load.open + load.due + load.issued > 0 {
      let group = load.unit.isEmpty ? "待人工" : city.units[load.unit]?.group ?? "未登记"
      groups[group.isEmpty ? "未分组" : group, default: []].append(load)
    }
    return groups.map { group, loads in
      (group, loads.sorted { ($1.open, $0.unit) < ($0.open, $1.unit) })
    }.sorted {
      let left = $0.1.reduce(0) { $0 + $1.open }
      let right = $1.1.reduce(0) { $0 + $1.open }
      return left != right ? left > right : $0.0 < $1.0
    }
  }

  private func unitName(_ load: UnitLoad) -> String {
    load.unit.isEmpty ? "待人工定单位" : city.units[load.unit]?.name(on: input.day) ?? load.unit
  }

  private func cells(_ group: String, _ name: String, _ load: UnitLoad) -> [ReportTable.Cell] {
    let isLarge = load.due >= definition.minimumBase
    let interval = Shares.wilson(load.onTime, of: load.due)
    let range =
      "\(FigureValue.decimal(interval.low).printed)—\(FigureValue.decimal(interval.high).printed)"
    return [
      .text(group), .text(name), .count(load.issued), .count(load.open), .count(load.dueNext),
      .count(load.dueSoon), .count(load.overdue), .count(load.returning), .count(load.due),
      .count(load.onTime),
      .value(
        isLarge ? .share(Shares.perMille([load.onTime, load.due - load.onTime])[0]) : .none),
      .text(isLarge ? range : "—"),
    ]
  }
}
