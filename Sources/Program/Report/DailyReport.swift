internal import Bytes
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
    page.html.markup("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n")
    writeHead(&page)
    page.element("body") { page in
      page.element("a", ["class": "skip", "href": "#main"], "跳到正文")
      writeContents(&page)
      page.element("main", ["id": "main"]) { page in
        writeFirstScreen(&page)
        for section in definition.sections { write(section, to: &page) }
        writeFooter(&page)
      }
      page.html.open("script")
      page.html.resource(PackageResources.report_js)
      page.html.close("script")
    }
    page.html.markup("\n</html>\n")
    return (page.html.bytes, page.data.encoded())
  }

  private func writeHead(_ page: inout ReportPage) {
    let script = Base64.encode(SHA256.hash(PackageResources.report_js))
    let style = Base64.encode(SHA256.hash(PackageResources.report_css))
    page.element("head") { page in
      page.html.open("meta", ["charset": "utf-8"])
      page.html.open(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content":
            "default-src 'none'; img-src data:; style-src 'sha256-\(style)'; script-src 'sha256-\(script)'",
        ])
      page.html.open(
        "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      page.html.open("meta", ["name": "robots", "content": "noindex"])
      page.html.open("link", ["rel": "icon", "href": "data:,"])
      page.element("title", "\(title) \(NumberText.day(input.day))")
      page.html.open("style")
      page.html.resource(PackageResources.report_css)
      page.html.close("style")
    }
    page.html.markup("\n")
  }

  private func writeContents(_ page: inout ReportPage) {
    page.element("nav", ["aria-label": "目录"]) { page in
      page.element("p", "目录")
      page.element("ol") { page in
        page.element("li") { $0.element("a", ["href": "#points"], "主要情况") }
        for section in definition.sections {
          page.element("li") { $0.element("a", ["href": "#" + section.rawValue], heading(section)) }
        }
      }
    }
    page.html.markup("\n")
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
