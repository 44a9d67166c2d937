internal import Trends

/// A line over days: rest days shaded, the usual range behind, the last day named.
///
/// Positions across are shares of the width and texts stand outside the stretched plot, so that the
/// chart fits a phone and a sheet of paper without its letters shrinking.
struct TrendChart: Sendable {
  /// The chart's id on the page.
  let id: String
  /// The chart's message.
  let title: String
  /// What it shows, in a sentence.
  let summary: String
  /// The days.
  let days: ClosedRange<Int32>
  /// The counts by day.
  let counts: [Int]
  /// The usual ranges by day.
  let ranges: [ExpectedRange?]
  /// For each day, whether it is a day of rest.
  let isRest: [Bool]
  /// Days with a name of their own, such as holidays: index and name.
  let names: [(index: Int, name: String)]

  private static let top = 26.0
  private static let plotHeight = 180.0

  /// Adds the chart to a page.
  func write(to page: inout ReportPage) {
    page.html.open("figure", ["class": "trend"])
    page.html.element("figcaption", title)
    page.html.open(
      "svg",
      [
        "width": "100%", "height": "232", "role": "img",
        "aria-labelledby": "\(id)-title \(id)-desc",
      ])
    page.html.element("title", ["id": id + "-title"], title)
    page.html.element("desc", ["id": id + "-desc"], summary)
    shadeRest(&page.html)
    drawGrid(&page.html)
    drawPlot(&page.html)
    nameDays(&page.html)
    page.html.close("svg")
    page.html.element(
      "p", ["class": "key"], "实线为每日件次；浅色带为按前四个同类日推出的常态范围；灰底为休息日。")
    page.html.close("figure")
  }

  /// The greatest value on the scale: a round number above all that is drawn.
  private var ceiling: Int {
    let greatest = max(counts.max() ?? 1, Int(ranges.compactMap { $0?.high }.max() ?? 1), 1)
    var step = 1
    while true {
      for factor in [10, 12, 16, 20, 24, 30, 40, 50, 60, 80] where factor * step >= greatest {
        return factor * step
      }
      step *= 10
    }
  }

  private func x(_ index: Int) -> Double { (Double(index) + 0.5) / Double(counts.count) }

  private func y(_ value: Double) -> Double {
    Self.plotHeight * (1 - value / Double(ceiling))
  }

  private func shadeRest(_ html: inout HTML) {
    for index in counts.indices where isRest[index] {
      html.open(
        "rect",
        [
          "class": "rest", "x": NumberText.percent(Double(index) / Double(counts.count)),
          "width": NumberText.percent(1 / Double(counts.count)),
          "y": NumberText.coordinate(Self.top), "height": NumberText.coordinate(Self.plotHeight),
        ])
      html.close("rect")
    }
  }

  private func drawGrid(_ html: inout HTML) {
    for part in 0...2 {
      let value = ceiling / 2 * part
      let height = NumberText.coordinate(Self.top + y(Double(value)))
      html.open("line", ["class": "grid", "x1": "0", "x2": "100%", "y1": height, "y2": height])
      html.close("line")
      html.element(
        "text",
        ["class": "tick", "x": "2", "y": NumberText.coordinate(Self.top + y(Double(value)) - 4)],
        NumberText.grouped(value))
    }
  }

  private func drawPlot(_ html: inout HTML) {
    html.open(
      "svg",
      [
        "x": "0", "y": NumberText.coordinate(Self.top), "width": "100%",
        "height": NumberText.coordinate(Self.plotHeight), "viewBox": "0 0 1000 180",
        "preserveAspectRatio": "none", "overflow": "visible",
      ])
    for run in bands {
      let upper = run.map { point($0, ranges[$0]?.high ?? 0) }
      let lower = run.reversed().map { point($0, ranges[$0]?.low ?? 0) }
      html.open("polygon", ["class": "band", "points": (upper + lower).joined(separator: " ")])
      html.close("polygon")
    }
    let line = counts.indices.map { point($0, Double(counts[$0])) }.joined(separator: " ")
    html.open(
      "polyline", ["class": "line", "points": line, "vector-effect": "non-scaling-stroke"])
    html.close("polyline")
    html.close("svg")
    nameLast(&html)
  }

  /// Marks the last day and names it above the plot, where no line runs through the words.
  private func nameLast(_ html: inout HTML) {
    guard let last = counts.last else { return }
    let across = NumberText.percent(x(counts.count - 1))
    let height = NumberText.coordinate(Self.top + y(Double(last)))
    html.open("line", ["class": "lead", "x1": across, "x2": across, "y1": "19", "y2": height])
    html.close("line")
    html.open("circle", ["class": "last", "cx": across, "cy": height, "r": "4"])
    html.close("circle")
    html.element(
      "text", ["class": "value", "x": "100%", "text-anchor": "end", "y": "14"],
      "\(NumberText.shortDay(days.upperBound)) \(NumberText.grouped(last))")
  }

  /// Stretches of days that have a usual range.
  private var bands: [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for index in 0...ranges.count {
      let isPresent = index < ranges.count && ranges[index] != nil
      if isPresent && start == nil { start = index }
      if !isPresent, let first = start {
        if index - first > 1 { runs.append(first..<index) }
        start = nil
      }
    }
    return runs
  }

  private func point(_ index: Int, _ value: Double) -> String {
    NumberText.coordinate(x(index) * 1000) + "," + NumberText.coordinate(y(value))
  }

  private func nameDays(_ html: inout HTML) {
    let bottom = NumberText.coordinate(Self.top + Self.plotHeight + 18)
    for index in counts.indices where (counts.count - 1 - index) % 7 == 0 {
      let isLast = index == counts.count - 1
      html.element(
        "text",
        [
          "class": "tick", "x": isLast ? "100%" : NumberText.percent(x(index)), "y": bottom,
          "text-anchor": isLast ? "end" : index == 0 ? "start" : "middle",
        ],
        NumberText.tick(days.lowerBound + Int32(index)))
    }
    // Names near the right end would run into the last day's.
    for (index, name) in names where index < counts.count * 3 / 4 {
      html.element(
        "text",
        ["class": "tick", "x": NumberText.percent(x(index)), "y": "14", "text-anchor": "middle"],
        name)
    }
  }
}
