package import Complaints
internal import Trends

/// The daily report (日报): what came in, what is unusual, what is due or overdue.
package struct DailyReport: Sendable {
  /// The definition.
  let definition: ReportDefinition
  /// The city.
  let city: CityConfiguration
  /// The data.
  let input: ReportInput
  /// The counts cut from the data.
  let figures: DailyFigures
  /// The units' work.
  let loads: [UnitLoad]

  /// Makes a report.
  package init(definition: ReportDefinition, city: CityConfiguration, input: ReportInput) {
    self.definition = definition
    self.city = city
    self.input = input
    figures = DailyFigures(
      input, calendar: city.calendar, minimumBase: definition.minimumBase)
    loads = UnitLoad.loads(input)
  }

  /// The city's name and the report's title.
  var title: String { city.name + definition.title }

  /// Writes `index.html` and the `data.json` beside it; the same input gives the same bytes.
  ///
  /// - Throws: `AnalysisError` of code `accounting` when the figures do not add up.
  package func render() throws(AnalysisError) -> (html: [UInt8], data: [UInt8]) {
    try checkAccounts()
    var page = ReportPage()
    page.data.add(fact: "title", title)
    page.data.add(fact: "kind", definition.kind)
    page.data.add(fact: "day", NumberText.day(input.day))
    page.data.add(fact: "data_cut_off", input.dataCutOff)
    page.data.add(fact: "run_id", input.runID)
    page.data.add(fact: "snapshot_id", String(input.snapshotID))
    let contents =
      [(id: "points", title: "主要情况")]
      + definition.sections.map { (id: $0.rawValue, title: heading($0)) }
    page.document(title: "\(title) \(NumberText.day(input.day))", contents: contents) { page in
      writeFirstScreen(&page)
      for section in definition.sections { write(section, to: &page) }
      writeFooter(&page)
    }
    return (page.html.bytes, page.data.encoded())
  }

  /// A section's heading.
  func heading(_ section: ReportDefinition.Section) -> String {
    switch section {
    case .platforms: "平台与渠道"
    case .categories: "诉求分类"
    case .districts: "属地分布"
    case .trend: "走势"
    case .matters: "热点事项"
    case .units: "单位在办与时限"
    case .alerts: "预警"
    case .inspection: "单列来源"
    case .deliveries: "数据到达与质量"
    case .accounting: "数据对账"
    case .metrics: "指标口径"
    }
  }

  private func write(_ section: ReportDefinition.Section, to page: inout ReportPage) {
    page.section(section.rawValue, heading(section)) { page in
      switch section {
      case .platforms: writePlatforms(&page)
      case .categories: writeCategories(&page)
      case .districts: writeDistricts(&page)
      case .trend: writeTrend(&page)
      case .matters: writeMatters(&page)
      case .units: writeUnits(&page)
      case .alerts: writeAlerts(&page)
      case .inspection: writeInspection(&page)
      case .deliveries: writeDeliveries(&page)
      case .accounting: writeAccounting(&page)
      case .metrics: writeMetrics(&page)
      }
    }
  }

  private func writeFooter(_ page: inout ReportPage) {
    page.element("footer") { page in
      page.element("p", "数据快照 \(input.snapshotID) · 批次 \(input.runID) · 数据截止 \(input.dataCutOff)")
      page.element("p") { page in
        page.text("本页全部图表的数字见同目录 ")
        page.element("a", ["href": "data.json"], "data.json")
        page.text("；引用的诉求内容已脱敏，各表下注明取数办法，可在数据湖同一快照上复核。")
      }
    }
  }
}
