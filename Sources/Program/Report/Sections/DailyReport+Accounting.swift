internal import Columns
internal import Complaints
internal import Trends

extension DailyReport {
  /// Checks that every sum the report prints holds.
  func checkAccounts() throws(AnalysisError) {
    guard input.recentRequests.count == input.matters.rowCount else {
      throw AnalysisError(
        .accounting,
        "\(input.matters.rowCount) matters, but recent requests of \(input.recentRequests.count)")
    }
    for account in input.platforms {
      let rows = account.accepted + account.updated + account.unchanged + account.quarantined
      guard account.read == rows else {
        throw AnalysisError(
          .accounting, "\(account.platform): \(account.read) rows read, \(rows) accounted for")
      }
      let disposed = account.dispositions.values.reduce(0, +)
      guard account.received == disposed else {
        throw AnalysisError(
          .accounting,
          "\(account.platform): \(account.received) requests received, \(disposed) disposed of")
      }
      let counted = figures.all.keeping(.platform, [account.platform])
        .total(.requests, on: input.day)
      guard account.received == counted else {
        throw AnalysisError(
          .accounting,
          "\(account.platform): \(account.received) requests received, \(counted) in daily_counts")
      }
    }
    let received = input.platforms.reduce(0) { $0 + $1.received }
    let counted = figures.all.total(.requests, on: input.day)
    guard received == counted else {
      throw AnalysisError(
        .accounting, "\(received) requests of all platforms, \(counted) in daily_counts")
    }
  }

  /// Shows that what was received equals what became of it, and that no row was lost.
  func writeAccounting(_ page: inout ReportPage) {
    page.element("p", ["class": "lead"], "两组等式由程序逐平台核对，不成立时不出报告。")
    page.table(dispositionTable)
    page.table(rowTable)
  }

  private var dispositionTable: ReportTable {
    let words = Disposition.allCases.filter { word in
      [.direct, .dispatch, .transit].contains(word)
        || input.platforms.contains { ($0.dispositions[word] ?? 0) > 0 }
    }
    var table = ReportTable(
      "accounting-dispositions",
      "受理 = " + words.map(\.label).joined(separator: " + "),
      query: "requests 中当日的行（全部来源），按 platform 和 disposition",
      columns: [.text("平台"), .number("受理")] + words.map { .number($0.label) } + [.number("差额")])
    for account in input.platforms {
      let counts = words.map { account.dispositions[$0] ?? 0 }
      table.rows.append(
        [.text(account.label), .count(account.received)] + counts.map { .count($0) }
          + [.count(account.received - counts.reduce(0, +))])
    }
    let received = input.platforms.reduce(0) { $0 + $1.received }
    let sums = words.map { word in
      input.platforms.reduce(0) { $0 + ($1.dispositions[word] ?? 0) }
    }
    table.total =
      [.text("合计"), .count(received)] + sums.map { .count($0) }
      + [.count(received - sums.reduce(0, +))]
    return table
  }

  private var rowTable: ReportTable {
    var table = ReportTable(
      "accounting-rows", "本批次读入行数 = 新收 + 更新 + 无变化 + 隔离",
      query: "批次账本中本批次各文件的行数；新收含补报的往日诉求",
      columns: [
        .text("平台"), .number("读入"), .number("新收"), .number("更新"), .number("无变化"),
        .number("隔离"), .number("差额"),
      ])
    var total = [0, 0, 0, 0, 0, 0]
    for account in input.platforms {
      let parts = [account.accepted, account.updated, account.unchanged, account.quarantined]
      let row = [account.read] + parts + [account.read - parts.reduce(0, +)]
      table.rows.append([.text(account.label)] + row.map { .count($0) })
      for index in row.indices { total[index] += row[index] }
    }
    table.total = [.text("合计")] + total.map { .count($0) }
    return table
  }

  /// Prints how each metric is defined.
  func writeMetrics(_ page: inout ReportPage) {
    var table = ReportTable(
      "metric-list", "指标口径", query: "Reports/metrics.csv",
      columns: [
        .text("指标"), .text("分子"), .text("分母"), .text("时间口径"), .text("不计"), .text("来源"),
      ])
    for metric in definition.metrics {
      table.rows.append(
        [
          metric.name, metric.numerator, metric.denominator.isEmpty ? "—" : metric.denominator,
          metric.timeBase, metric.exclusions.isEmpty ? "—" : metric.exclusions, metric.source,
        ].map { .text($0) })
    }
    page.table(table)
    page.element(
      "p", ["class": "query"],
      "占比按最大余额法取整，合计为100.0%；百分比四舍五入到一位小数；“—”为基数不足或无数据，不是零。")
  }
}
