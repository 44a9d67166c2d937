internal import Columns
internal import Complaints
internal import Trends

extension DailyReport {
  /// The title, the period, the main points and the headline figures.
  func writeFirstScreen(_ page: inout ReportPage) {
    page.element("header") { page in
      page.element("h1", title)
      page.element("p", ["class": "period"], period)
      page.element("p", ["class": "cut"], "数据截止 \(input.dataCutOff) · 草稿，发布后为准")
    }
    page.element("section", ["id": "points", "aria-labelledby": "points-title"]) { page in
      page.element("h2", ["id": "points-title"], "主要情况")
      page.element("ol", ["class": "points"]) { page in
        writeDeliveryPoint(&page)
        writeVolumePoint(&page)
        writeHandlingPoint(&page)
        writeCategoryPoint(&page)
        writeMatterPoint(&page)
        writeDeadlinePoint(&page)
        writeRiskPoint(&page)
      }
      writeTiles(&page)
    }
    page.html.markup("\n")
  }

  private var period: String {
    let kind = figures.isRest(input.day) ? "休息日" : "工作日"
    let holiday = ComparableDays.holiday(input.day, in: city.calendar).map { "，\($0)" } ?? ""
    return
      "统计期 \(NumberText.day(input.day)) 00:00—23:59（\(NumberText.weekday(input.day))，\(kind)\(holiday)）"
  }

  /// Names the platforms whose data are not in, before anything else.
  private func writeDeliveryPoint(_ page: inout ReportPage) {
    let faults = dayFaults
    guard !faults.isEmpty else { return }
    page.element("li", ["class": "warning"]) { page in
      page.element("strong", faults.map { "\($0.label)\($0.state)" }.joined(separator: "，") + "。")
      page.text("以下各数以已到数据为准，与往日比较只取两期都有数据的平台。")
    }
  }

  /// What came in, against comparable days.
  private func writeVolumePoint(_ page: inout ReportPage) {
    let requests = figures.today.total(.requests)
    page.element("li") { page in
      page.text("全市受理市民和企业诉求 ")
      page.figure("requests", .count(requests))
      page.text(" 件次")
      if let persons = input.personCount {
        page.text("，涉及 ")
        page.figure("persons", .count(persons))
        page.text(" 人")
      }
      page.text("，新增事项 ")
      page.figure("matters_opened", .count(figures.today.total(.opened)))
      page.text(" 项")
      writeComparison(&page)
      page.text("。")
      if let published = input.publishedRequests, published != requests {
        page.text("此前公布 ")
        page.figure("published_requests", .count(published))
        page.text(" 件次，以本次为准。")
      }
    }
  }

  private func writeComparison(_ page: inout ReportPage) {
    guard let mean = figures.mean(figures.comparable), mean > 0 else { return }
    let count = figures.comparable.total(.requests, on: input.day)
    let kind = figures.isRest(input.day) ? "休息日" : "工作日"
    page.text("；")
    if figures.comparable.total(.requests, on: input.day) != figures.today.total(.requests) {
      page.text("可比平台 ")
      page.figure("comparable_requests", .count(count))
      page.text(" 件次，")
    }
    page.text("前\(figures.comparableDays.count)个同类\(kind)均值 ")
    page.figure("comparable_mean", .decimal(mean))
    page.text(" 件次，")
    let change = figures.change(count, from: mean)
    if case .change = change {
      page.text("变化 ")
      page.figure("requests_change", change)
    } else {
      page.text("基数较小，不计百分比")
    }
  }

  /// What became of it on arrival.
  private func writeHandlingPoint(_ page: inout ReportPage) {
    let groups = figures.today.groups(.requests, by: .disposition)
    let total = figures.today.total(.requests)
    guard total > 0 else { return }
    let counts = Dictionary(uniqueKeysWithValues: groups.map { ($0.key, $0.count) })
    let direct = counts[Disposition.direct.rawValue] ?? 0
    let shares = Shares.perMille([direct, total - direct])
    page.element("li") { page in
      page.text("其中直接答复 ")
      page.figure("direct", .count(direct))
      page.text(" 件次")
      if total >= definition.minimumBase {
        page.text("（")
        page.figure("direct_share", .share(shares[0]))
        page.text("）")
      }
      page.text("，派单 ")
      page.figure("dispatched", .count(counts[Disposition.dispatch.rawValue] ?? 0))
      page.text(" 件次。")
    }
  }

  /// The category that grew most, where it did notably.
  private func writeCategoryPoint(_ page: inout ReportPage) {
    let means = figures.means(by: .level2)
    let counts = figures.comparableCounts(by: .level2)
    let grown = counts.compactMap { name, count -> (name: String, count: Int, mean: Double)? in
      guard !name.isEmpty, let mean = means[name], mean >= Double(definition.minimumBase),
        (Double(count) / mean - 1) * 100 >= definition.notableChange
      else { return nil }
      return (name, count, mean)
    }
    .sorted { ($1.count - Int($1.mean), $0.name) < ($0.count - Int($0.mean), $1.name) }
    guard let first = grown.first else { return }
    page.element("li") { page in
      page.text("增量最大的分类是")
      page.element("strong", first.name)
      page.text("，")
      page.figure("grown_category", .count(first.count))
      page.text(" 件次，均值 ")
      page.figure("grown_category_mean", .decimal(first.mean))
      page.text(" 件次，变化 ")
      page.figure("grown_category_change", figures.change(first.count, from: first.mean))
      if grown.count > 1 {
        page.text("；另有\(grown.dropFirst().prefix(2).map(\.name).joined(separator: "、"))明显增多")
      }
      page.text("。")
    }
  }

  /// The matter that most requests are about.
  private func writeMatterPoint(_ page: inout ReportPage) {
    guard let row = hotRows.first else { return }
    page.element("li") { page in
      page.text("反映最集中的事项：")
      page.text(quotation(row))
      page.text("，七日内 ")
      page.figure("hottest_requests", .count(Int(input.recentRequests[row])))
      page.text(" 件次；七日内达到热点门槛的事项共 ")
      page.figure("hot_matters", .count(hotRows.count))
      page.text(" 项。")
    }
  }

  /// What is due and overdue.
  private func writeDeadlinePoint(_ page: inout ReportPage) {
    guard !loads.isEmpty else { return }
    let sum = totalLoad
    page.element("li") { page in
      page.text("全部来源当日主办交办 ")
      page.figure("assigned", .count(sum.issued))
      page.text(" 项，在办 ")
      page.figure("open", .count(sum.open))
      page.text(" 项")
      if sum.mirrored > 0 {
        page.text("（其中跟踪平台自派 ")
        page.figure("open_mirrored", .count(sum.mirrored))
        page.text(" 项）")
      }
      page.text("，\(NumberText.shortDay(input.day + 1))到期 ")
      page.figure("due_next", .count(sum.dueNext))
      page.text(" 项，已超期 ")
      page.figure("overdue", .count(sum.overdue))
      page.text(" 项")
      if sum.returning > 0 {
        page.text("，退单待审 ")
        page.figure("returning", .count(sum.returning))
        page.text(" 项")
      }
      page.text("。")
    }
  }

  /// How many words of danger were found.
  private func writeRiskPoint(_ page: inout ReportPage) {
    let kinds = input.alerts.strings("kind")
    let risks = (0..<input.alerts.rowCount).filter { kinds.text($0) == AlertKind.risk.rawValue }
    guard !risks.isEmpty else { return }
    let observed = input.alerts.doubles("observed")
    page.element("li", ["class": "warning"]) { page in
      page.text("风险词提示 ")
      page.figure("risk_alerts", .count(risks.count))
      page.text(" 类，合计 ")
      page.figure("risk_requests", .count(risks.reduce(0) { $0 + Int(observed[$1] ?? 0) }))
      page.text(" 件次，须逐件核对，见")
      page.element("a", ["href": "#alerts"], "预警")
      page.text("。")
    }
  }

  private func writeTiles(_ page: inout ReportPage) {
    let sum = totalLoad
    let requests = figures.today.total(.requests)
    let comparable = figures.comparable.total(.requests, on: input.day)
    page.element("dl", ["class": "headline"]) { page in
      tile(
        "市民和企业诉求", "requests", requests, "件次",
        figures.note(comparable, from: figures.mean(figures.comparable)), &page)
      tile("新增事项", "matters_opened", figures.today.total(.opened), "项", "同一件事计一项", &page)
      tile("主办交办", "assigned", sum.issued, "项", "全部来源，含跟踪", &page)
      tile(
        "\(NumberText.shortDay(input.day + 1))到期", "due_next", sum.dueNext, "项", "主办、未办结", &page)
      tile("已超期", "overdue", sum.overdue, "项", "在办 \(NumberText.grouped(sum.open)) 项中", &page)
      tile("预警", "alerts", input.alerts.rowCount, "条", "见预警一节", &page)
    }
  }

  private func tile(
    _ name: String, _ key: String, _ count: Int, _ unit: String, _ note: String,
    _ page: inout ReportPage
  ) {
    page.element("div") { page in
      page.element("dt", name)
      page.element("dd") { page in
        page.figure(key, .count(count))
        page.element("span", ["class": "unit"], unit)
        page.element("span", ["class": "note"], note)
      }
    }
  }

  /// All units' work.
  var totalLoad: UnitLoad {
    var sum = UnitLoad(unit: "")
    for load in loads { sum.add(load) }
    return sum
  }
}
