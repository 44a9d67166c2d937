internal import Columns
internal import Complaints
internal import Trends

extension DailyReport {
  /// The last weeks, with the usual range, and each platform's line.
  func writeTrend(_ page: inout ReportPage) {
    let days = trendDays
    let first = input.day - 60
    let all = shown.series(.requests, over: first...input.day)
    let comparable = (0...60).map { index in
      ComparableDays.before(first + Int32(index), in: city.calendar) { day in
        day >= first && all[Int(day - first)] > 0
      }.map { Int($0 - first) }
    }
    let start = Int(days.lowerBound - first)
    let ranges = Array(ExpectedRange.ranges(all, comparable: comparable)[start...])
    let counts = Array(all[start...])
    let isRest = days.map(figures.isRest)
    TrendChart(
      id: "trend-chart", title: trendTitle(counts, ranges), summary: trendSummary(days, counts),
      days: days, counts: counts, ranges: ranges, isRest: isRest, names: holidays(days)
    ).write(to: &page)
    if !leftOut.isEmpty {
      page.element("p", ["class": "key"], "未计入：\(leftOut.joined(separator: "、"))（当日或比较日无数据）。")
    }
    page.table(trendTable(days, counts, ranges, isRest), isFolded: true)
    writePlatformLines(days, to: &page)
  }

  /// The days shown: as many as defined, but none before the first with data, and at least 14.
  private var trendDays: ClosedRange<Int32> {
    let first = input.day - Int32(definition.trendDays) + 1
    let counts = shown.series(.requests, over: first...input.day)
    let empty = Int32(counts.prefix { $0 == 0 }.count)
    return min(first + empty, input.day - 13)...input.day
  }

  /// What the line shows: only platforms with data on the day, so that a late file is no fall.
  private var shown: CountTable {
    figures.comparablePlatforms.isEmpty ? figures.people : figures.comparable
  }

  /// The platforms that the line leaves out.
  private var leftOut: [String] {
    guard !figures.comparablePlatforms.isEmpty else { return [] }
    let all = Set(figures.people.groups(.requests, by: .platform).map(\.key))
    return input.platforms.filter {
      all.contains($0.platform) && !figures.comparablePlatforms.contains($0.platform)
    }.map(\.label)
  }

  private func trendTitle(_ counts: [Int], _ ranges: [ExpectedRange?]) -> String {
    let prefix = "近\(counts.count)日每日诉求件次"
    guard let last = counts.last, let range = ranges.last ?? nil else {
      return prefix + "（可比日不足，不作判断）"
    }
    if Double(last) > range.high { return prefix + "：当日高于常态范围" }
    if Double(last) < range.low { return prefix + "：当日低于常态范围" }
    return prefix + "：当日在常态范围内"
  }

  private func trendSummary(_ days: ClosedRange<Int32>, _ counts: [Int]) -> String {
    let greatest = counts.indices.max { counts[$0] < counts[$1] } ?? 0
    return
      "\(NumberText.shortDay(days.lowerBound))至\(NumberText.shortDay(days.upperBound))，"
      + "最多为\(NumberText.shortDay(days.lowerBound + Int32(greatest)))的"
      + "\(NumberText.grouped(counts.max() ?? 0))件次，当日\(NumberText.grouped(counts.last ?? 0))件次。"
  }

  /// The first day of each holiday in a range.
  private func holidays(_ days: ClosedRange<Int32>) -> [(index: Int, name: String)] {
    var output: [(index: Int, name: String)] = []
    var previous: String?
    for day in days {
      let name = ComparableDays.holiday(day, in: city.calendar)
      if let name, name != previous, figures.isRest(day) {
        output.append((Int(day - days.lowerBound), name))
      }
      previous = name
    }
    return output
  }

  private func trendTable(
    _ days: ClosedRange<Int32>, _ counts: [Int], _ ranges: [ExpectedRange?], _ isRest: [Bool]
  ) -> ReportTable {
    var table = ReportTable(
      "by-day", "每日件次与常态范围", query: "daily_counts 中市民和企业的 requests，按 day；只取当日与比较日都有数据的平台",
      columns: [
        .text("日期"), .text("星期"), .text("日别"), .number("件次"), .number("常态下限"),
        .number("常态上限"),
      ])
    for (index, day) in days.enumerated() {
      table.rows.append([
        .text(NumberText.shortDay(day)), .text(NumberText.weekday(day)),
        .text(isRest[index] ? ComparableDays.holiday(day, in: city.calendar) ?? "休息日" : "工作日"),
        .count(counts[index]),
        .value(ranges[index].map { .decimal($0.low) } ?? .none),
        .value(ranges[index].map { .decimal($0.high) } ?? .none),
      ])
    }
    table.total = [
      .text("合计"), .text(""), .text(""), .count(counts.reduce(0, +)), .value(.none), .value(.none),
    ]
    return table
  }

  private func writePlatformLines(_ days: ClosedRange<Int32>, to page: inout ReportPage) {
    let series = figures.all.series(.requests, by: [.platform], over: days)
    let labels = Dictionary(
      input.platforms.map { ($0.platform, $0.label) }, uniquingKeysWith: { first, _ in first })
    let ordered = series.sorted {
      let left = $0.counts.reduce(0, +)
      let right = $1.counts.reduce(0, +)
      return left != right ? left > right : $0.key[0] < $1.key[0]
    }
    guard !ordered.isEmpty else { return }
    var table = ReportTable(
      "by-day-platform", "各平台每日件次（全部来源）", query: "daily_counts 的 requests，按 day 和 platform",
      columns: [.text("日期")] + ordered.map { .number(labels[$0.key[0]] ?? $0.key[0]) })
    for (index, day) in days.enumerated() {
      table.rows.append(
        [.text(NumberText.shortDay(day))] + ordered.map { .count($0.counts[index]) })
    }
    table.total = [.text("合计")] + ordered.map { .count($0.counts.reduce(0, +)) }
    page.element("figure", ["class": "sparks"]) { page in
      page.element("figcaption", "各平台近\(days.count)日每日件次（全部来源，各图自有纵轴）")
      for (index, entry) in ordered.enumerated() {
        Sparkline(
          label: labels[entry.key[0]] ?? entry.key[0],
          note: "最多 \(NumberText.grouped(entry.counts.max() ?? 0))", counts: entry.counts,
          key: "tables/by-day-platform/\(days.count - 1)/\(index + 1)"
        ).write(to: &page)
      }
    }
    page.table(table, isFolded: true)
  }
}
