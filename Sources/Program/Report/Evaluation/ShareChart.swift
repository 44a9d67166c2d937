/// Shares over shares: a line, marked points with their intervals, or both.
///
/// Positions are shares of the width, so that the chart fits a phone without shrinking its letters.
struct ShareChart: Sendable {
  /// A point with a name.
  struct Mark: Sendable {
    let x: Double
    let y: Double
    /// From where to where its vertical line goes.
    let range: ClosedRange<Double>?
    let name: String
  }

  let id: String
  let title: String
  let horizontal: String
  let vertical: String
  let line: [(x: Double, y: Double)]
  let marks: [Mark]
  var hasDiagonal = false
  let note: String

  private static let (left, right, top, plotHeight) = (0.1, 0.97, 26.0, 240.0)

  /// The lowest value on the vertical scale: a whole tenth below all that is drawn.
  private var floor: Double {
    if hasDiagonal { return 0 }
    let least = min(line.map(\.y).min() ?? 1, marks.map { $0.range?.lowerBound ?? $0.y }.min() ?? 1)
    return max(0, min(0.9, Double(Int(least * 10)) / 10))
  }

  private func across(_ x: Double) -> String {
    NumberText.percent(Self.left + (Self.right - Self.left) * x)
  }
  private func height(_ y: Double) -> Double {
    Self.plotHeight * (1 - (min(max(y, floor), 1) - floor) / (1 - floor))
  }
  private func down(_ y: Double) -> String { NumberText.coordinate(Self.top + height(y)) }

  /// Adds the chart to a page.
  func write(to page: inout ReportPage) {
    page.element("figure", ["class": "shares"]) { page in
      page.element("figcaption", title)
      page.html.open(
        "svg",
        [
          "width": "100%", "height": "310", "role": "img",
          "aria-labelledby": "\(id)-title \(id)-desc",
        ])
      page.html.element("title", ["id": id + "-title"], title)
      page.html.element("desc", ["id": id + "-desc"], note)
      drawGrid(&page.html)
      drawLine(&page.html)
      for mark in marks { draw(mark, &page.html) }
      page.html.close("svg")
      page.element("p", ["class": "key"], note)
    }
  }

  private func drawGrid(_ html: inout HTML) {
    html.element("text", ["class": "tick", "x": "0", "y": "14"], vertical)
    for part in 0...5 {
      let value = floor + (1 - floor) * Double(part) / 5
      rule(&html, x: (0, 1), y: (value, value), "grid")
      html.element(
        "text",
        [
          "class": "tick", "x": NumberText.percent(Self.left - 0.008), "text-anchor": "end",
          "y": NumberText.coordinate(Self.top + height(value) + 4),
        ], "\(Int((value * 100).rounded()))%")
      let share = Double(part) / 5
      html.element(
        "text",
        [
          "class": "tick", "x": across(share), "text-anchor": "middle",
          "y": NumberText.coordinate(Self.top + Self.plotHeight + 18),
        ], "\(part * 20)%")
    }
    html.element(
      "text",
      [
        "class": "tick", "x": across(1), "text-anchor": "end",
        "y": NumberText.coordinate(Self.top + Self.plotHeight + 38),
      ], horizontal)
    if hasDiagonal { rule(&html, x: (0, 1), y: (0, 1), "lead") }
  }

  private func rule(
    _ html: inout HTML, x: (Double, Double), y: (Double, Double), _ style: String
  ) {
    html.open(
      "line",
      [
        "class": style, "x1": across(x.0), "x2": across(x.1), "y1": down(y.0), "y2": down(y.1),
      ])
    html.close("line")
  }

  private func drawLine(_ html: inout HTML) {
    if line.isEmpty { return }
    html.open(
      "svg",
      [
        "x": across(0), "y": NumberText.coordinate(Self.top),
        "width": NumberText.percent(Self.right - Self.left),
        "height": NumberText.coordinate(Self.plotHeight), "viewBox": "0 0 1000 240",
        "preserveAspectRatio": "none", "overflow": "visible",
      ])
    let points = line.map {
      NumberText.coordinate($0.x * 1000) + "," + NumberText.coordinate(height($0.y))
    }
    html.open(
      "polyline",
      [
        "class": "line", "points": points.joined(separator: " "),
        "vector-effect": "non-scaling-stroke",
      ])
    html.close("polyline")
    html.close("svg")
  }

  private func draw(_ mark: Mark, _ html: inout HTML) {
    if let range = mark.range {
      rule(&html, x: (mark.x, mark.x), y: (range.lowerBound, range.upperBound), "whisker")
    }
    html.open("circle", ["class": "last", "cx": across(mark.x), "cy": down(mark.y), "r": "5"])
    html.close("circle")
    let isRight = mark.x > 0.5
    html.element(
      "text",
      [
        "class": hasDiagonal ? "value count" : "value", "x": across(mark.x),
        "dx": isRight ? "-9" : "9",
        "y": NumberText.coordinate(Self.top + height(mark.y) + (isRight ? 18 : 4)),
        "text-anchor": isRight ? "end" : "start",
      ], mark.name)
  }
}
