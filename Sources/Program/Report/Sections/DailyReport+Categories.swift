internal import Columns
internal import Complaints
internal import Trends

extension DailyReport {
  /// The categories with most requests, and what they mainly are.
  func writeCategories(_ page: inout ReportPage) {
    let groups = figures.today.groups(.requests, by: .level2)
    guard let first = groups.first(where: { !$0.key.isEmpty }) else {
      page.element("p", ["class": "empty"], "当日无已分类的市民和企业诉求。")
      return
    }
    let named = Array(groups.filter { !$0.key.isEmpty }.prefix(definition.topCategories))
    let comparable = figures.comparableCounts(by: .level2)
    let means = figures.means(by: .level2)
    let bars = named.map {
      BarList.Bar(
        label: $0.key, count: $0.count,
        note: figures.note(comparable[$0.key] ?? 0, from: means[$0.key]))
    }
    BarList(
      title: "\(first.key)最多，诉求量前\(named.count)位分类", bars: bars, source: ("by-category", 2)
    ).write(to: &page)
    page.table(categoryTable(groups, named: named, means: means, comparable: comparable))
  }

  private func categoryTable(
    _ groups: [CountTable.Group], named: [CountTable.Group], means: [String: Double],
    comparable: [String: Int]
  ) -> ReportTable {
    var table = ReportTable(
      "by-category", "诉求分类前\(named.count)位",
      query: "daily_counts 中当日市民和企业的 requests，按 level2；“主要是”取当日有来件的事项的三级分类",
      columns: [
        .text("二级分类"), .text("一级分类"), .number("件次"), .number("占比"), .number("同类日均值"),
        .number("变化"), .text("主要是"),
      ])
    let level1 = Dictionary(
      figures.today.series(.requests, by: [.level2, .level1], over: input.day...input.day)
        .map { ($0.key[0], $0.key[1]) }, uniquingKeysWith: { first, _ in first })
    let unclassified = groups.first { $0.key.isEmpty }?.count ?? 0
    let total = groups.reduce(0) { $0 + $1.count }
    let rest = total - unclassified - named.reduce(0) { $0 + $1.count }
    let shares = Shares.perMille(named.map(\.count) + [rest, unclassified])
    func share(_ index: Int) -> ReportTable.Cell {
      .value(total >= definition.minimumBase ? .share(shares[index]) : .none)
    }
    for (index, group) in named.enumerated() {
      table.rows.append([
        .text(group.key), .text(level1[group.key] ?? ""), .count(group.count), share(index),
        .value(means[group.key].map(FigureValue.decimal) ?? .none),
        .value(figures.change(comparable[group.key] ?? 0, from: means[group.key])),
        .text(examples(of: group.key)),
      ])
    }
    let others = groups.filter { !$0.key.isEmpty }.count - named.count
    if others > 0 {
      table.rows.append([
        .text("其余\(others)类"), .text(""), .count(rest), share(named.count), .value(.none),
        .value(.none), .text(""),
      ])
    }
    if unclassified > 0 {
      table.rows.append([
        .text("待人工分类"), .text(""), .count(unclassified), share(named.count + 1), .value(.none),
        .value(.none), .text("把握不足，列入复核"),
      ])
    }
    table.total = [
      .text("合计"), .text(""), .count(total),
      .value(total >= definition.minimumBase ? .share(1000) : .none),
      .value(figures.mean(figures.comparable).map(FigureValue.decimal) ?? .none),
      .value(
        figures.change(
          figures.comparable.total(.requests, on: input.day),
          from: figures.mean(figures.comparable))), .text(""),
    ]
    return table
  }

  /// The leaves that most of a category's matters of the day belong to.
  private func examples(of level2: String) -> String {
    let codes = input.matters.strings("code")
    let classes = input.matters.strings("level2")
    let last = input.matters.int32s("last_request_on")
    var counts: [String: Int] = [:]
    for row in 0..<input.matters.rowCount
    where classes.text(row) == level2 && last[row] == input.day {
      guard let leaf = city.taxonomy[codes.text(row)]?.level3, leaf != level2 else { continue }
      counts[leaf, default: 0] += 1
    }
    let names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map(\.key)
    return names.joined(separator: "、")
  }
}
