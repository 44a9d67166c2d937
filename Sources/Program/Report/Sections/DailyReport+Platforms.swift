internal import Complaints
internal import Trends

extension DailyReport {
  /// What came in by platform, channel and type.
  func writePlatforms(_ page: inout ReportPage) {
    let table = platformTable
    let largest = input.platforms.indices.max {
      peopleCount(input.platforms[$0]) < peopleCount(input.platforms[$1])
    }
    let total = figures.today.total(.requests)
    if let largest, total > 0 {
      let account = input.platforms[largest]
      let bars = orderedPlatforms.map { account in
        BarList.Bar(
          label: account.label, count: peopleCount(account),
          note: platformNote(account))
      }
      BarList(
        title: "\(account.label)受理最多，各平台市民和企业诉求件次", bars: bars, source: ("by-platform", 1)
      ).write(to: &page)
    }
    page.table(table)
    writeChannels(&page)
    writeTypes(&page)
  }

  /// The platforms, those with most requests first.
  var orderedPlatforms: [PlatformAccount] {
    input.platforms.sorted {
      (peopleCount($1), $0.platform) < (peopleCount($0), $1.platform)
    }
  }

  private func peopleCount(_ account: PlatformAccount) -> Int {
    figures.today.keeping(.platform, [account.platform]).total(.requests)
  }

  private func platformNote(_ account: PlatformAccount) -> String {
    if account.received == 0 { return "当日无数据" }
    if peopleCount(account) == 0 { return "其他来源\(NumberText.grouped(account.received))" }
    return figures.note(
      peopleCount(account),
      from: figures.mean(figures.people.keeping(.platform, [account.platform])))
  }

  private var platformTable: ReportTable {
    var table = ReportTable(
      "by-platform", "各平台受理件次",
      query: "daily_counts 中当日各平台的 requests；前四列只取发现方为市民、企业的行；合计的均值与变化只取可比平台",
      columns: [
        .text("平台"), .number("市民和企业（件次）"), .number("占比"), .number("同类日均值"), .number("变化"),
        .number("其他来源（件次）"), .number("合计"),
      ])
    let accounts = orderedPlatforms
    let counts = accounts.map(peopleCount)
    let shares = Shares.perMille(counts)
    let isLarge = counts.reduce(0, +) >= definition.minimumBase
    for (index, account) in accounts.enumerated() {
      let mean = figures.mean(figures.people.keeping(.platform, [account.platform]))
      table.rows.append([
        .text(account.label), .count(counts[index]),
        .value(isLarge ? .share(shares[index]) : .none),
        .value(mean.map(FigureValue.decimal) ?? .none),
        .value(account.received == 0 ? .none : figures.change(counts[index], from: mean)),
        .count(account.received - counts[index]), .count(account.received),
      ])
    }
    let sum = counts.reduce(0, +)
    let received = input.platforms.reduce(0) { $0 + $1.received }
    let mean = figures.mean(figures.comparable)
    let comparable = figures.comparable.total(.requests, on: input.day)
    table.total = [
      .text("合计"), .count(sum), .value(isLarge ? .share(1000) : .none),
      .value(mean.map(FigureValue.decimal) ?? .none),
      .value(figures.change(comparable, from: mean)),
      .count(received - sum), .count(received),
    ]
    return table
  }

  private func writeChannels(_ page: inout ReportPage) {
    var table = ReportTable(
      "by-channel", "各平台渠道件次", query: "requests 中当日的行，按平台和 channel 计数（全部来源）",
      columns: [.text("平台"), .text("渠道"), .number("件次")])
    var sum = 0
    for account in orderedPlatforms where account.received > 0 {
      let channels = account.channels.sorted { ($1.requests, $0.name) < ($0.requests, $1.name) }
      for channel in channels {
        table.rows.append([
          .text(account.label), .text(channel.name.isEmpty ? "未注明" : channel.name),
          .count(channel.requests),
        ])
        sum += channel.requests
      }
    }
    guard !table.rows.isEmpty else { return }
    table.total = [.text("合计"), .text(""), .count(sum)]
    page.table(table, isFolded: true)
  }

  private func writeTypes(_ page: inout ReportPage) {
    let groups = figures.today.groups(.requests, by: .requestType)
    guard !groups.isEmpty else { return }
    var table = ReportTable(
      "by-type", "诉求类型", query: "daily_counts 中当日市民和企业的 requests，按 request_type",
      columns: [.text("类型"), .number("件次"), .number("占比"), .number("同类日均值"), .number("变化")])
    let means = figures.means(by: .requestType)
    let comparable = figures.comparableCounts(by: .requestType)
    let shares = Shares.perMille(groups.map(\.count))
    let total = groups.reduce(0) { $0 + $1.count }
    let isLarge = total >= definition.minimumBase
    for (index, group) in groups.enumerated() {
      let label = RequestType(rawValue: group.key)?.label ?? (group.key.isEmpty ? "未注明" : group.key)
      table.rows.append([
        .text(label), .count(group.count), .value(isLarge ? .share(shares[index]) : .none),
        .value(means[group.key].map(FigureValue.decimal) ?? .none),
        .value(figures.change(comparable[group.key] ?? 0, from: means[group.key])),
      ])
    }
    table.total = [
      .text("合计"), .count(total), .value(isLarge ? .share(1000) : .none),
      .value(figures.mean(figures.comparable).map(FigureValue.decimal) ?? .none),
      .value(
        figures.change(
          figures.comparable.total(.requests, on: input.day),
          from: figures.mean(figures.comparable))),
    ]
    page.table(table)
  }
}
