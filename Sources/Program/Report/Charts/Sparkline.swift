/// A line without axes, one of several of equal size.
struct Sparkline: Sendable {
  /// Its name.
  let label: String
  /// What is said of it.
  let note: String
  /// The counts by day.
  let counts: [Int]
  /// Where the last count stands in `data.json`.
  let key: String

  /// Adds the line to a page; each has its own scale, from zero.
  func write(to page: inout ReportPage) {
    let greatest = Double(max(1, counts.max() ?? 1))
    let width = Double(max(1, counts.count - 1))
    let points = counts.enumerated().map {
      NumberText.coordinate(Double($0.offset) / width * 200) + ","
        + NumberText.coordinate(38 - Double($0.element) / greatest * 36)
    }
    page.element("div", ["class": "spark"]) { page in
      page.element("span", ["class": "label"], label)
      page.element(
        "span", ["class": "n", "data-key": key], NumberText.grouped(counts.last ?? 0))
      page.element("span", ["class": "note"], note)
      page.html.open(
        "svg",
        [
          "width": "100%", "height": "40", "viewBox": "0 0 200 40", "preserveAspectRatio": "none",
          "role": "img",
        ])
      page.html.element("title", label)
      page.html.element("desc", "近\(counts.count)日每日件次，自零起")
      page.html.open("line", ["class": "grid", "x1": "0", "x2": "200", "y1": "38", "y2": "38"])
      page.html.close("line")
      page.html.open(
        "polyline",
        [
          "class": "line", "points": points.joined(separator: " "),
          "vector-effect": "non-scaling-stroke",
        ])
      page.html.close("polyline")
      page.html.close("svg")
    }
  }
}
