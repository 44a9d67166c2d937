/// A ranked list with bars that start at zero; each bar carries its name and number.
struct BarList: Sendable {
  /// One bar.
  struct Bar: Sendable {
    /// Its name.
    let label: String
    /// Its length.
    let count: Int
    /// What else is said of it, such as its change.
    let note: String
  }

  /// The chart's message.
  let title: String
  /// The bars, the longest first.
  let bars: [Bar]
  /// The table whose rows give the same numbers, and the column of the counts.
  let source: (table: String, column: Int)

  /// Adds the chart to a page.
  func write(to page: inout ReportPage) {
    let greatest = max(1, bars.map(\.count).max() ?? 1)
    page.element("figure", ["class": "bars"]) { page in
      page.element("figcaption", title)
      page.element("ol") { page in
        for (index, bar) in bars.enumerated() {
          page.element("li") { page in
            page.element("span", ["class": "label"], bar.label)
            page.element(
              "span",
              ["class": "n", "data-key": "tables/\(source.table)/\(index)/\(source.column)"],
              NumberText.grouped(bar.count))
            page.element("span", ["class": "note"], bar.note)
            draw(Double(bar.count) / Double(greatest), bar.label, to: &page.html)
          }
        }
      }
    }
  }

  private func draw(_ share: Double, _ label: String, to html: inout HTML) {
    html.open("svg", ["class": "bar", "width": "100%", "height": "10", "role": "img"])
    html.element("title", label)
    html.element("desc", "长度按数量，自零起")
    html.open(
      "rect", ["class": "accent", "width": NumberText.percent(share), "height": "10", "rx": "1"])
    html.close("rect")
    html.close("svg")
  }
}
