/// A confusion matrix as a picture.
///
/// The darker a cell, the more of its row's rows were given that answer. Columns carry the numbers
/// of the rows' labels.
struct ConfusionMap: Sendable {
  let id: String
  let title: String
  let matrix: ConfusionMatrix

  private static let (nameWidth, sumWidth, headHeight) = (140, 50, 24)
  /// How wide a cell is: thirty of them and the sums fit a page.
  private var cell: Int { matrix.labels.count > 20 ? 24 : 34 }

  init(id: String, title: String, _ matrix: ConfusionMatrix) {
    self.id = id
    self.title = title
    self.matrix = matrix
  }

  private var hasOthers: Bool { !matrix.isWhole }
  private var width: Int {
    Self.nameWidth + matrix.labels.count * cell + (hasOthers ? 2 : 1) * Self.sumWidth
  }
  private var height: Int { Self.headHeight + matrix.labels.count * cell + 4 }

  /// Adds the map to a page.
  func write(to page: inout ReportPage) {
    if matrix.labels.isEmpty { return }
    page.element("figure", ["class": "map"]) { page in
      page.element("figcaption", title)
      page.element(
        "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": title]
      ) { page in
        page.html.open(
          "svg",
          [
            "viewBox": "0 0 \(width) \(height)", "width": String(width), "height": String(height),
            "role": "img", "aria-labelledby": "\(id)-title",
          ])
        page.html.element("title", ["id": id + "-title"], title)
        drawHead(&page.html)
        for row in matrix.labels.indices { draw(row, &page.html) }
        page.html.close("svg")
      }
      page.element(
        "p", ["class": "key"],
        "列号即行号所标的类；格内为行数，颜色越深占该行越多，加框的是答对的；"
          + (hasOthers ? "“其他”为答成未列出的类；" : "") + "各行相加等于“实有”。")
    }
  }

  private func drawHead(_ html: inout HTML) {
    for column in matrix.labels.indices {
      text(
        &html, String(column + 1), x: Self.nameWidth + column * cell + cell / 2, y: 16,
        "tick", "middle")
    }
    let end = Self.nameWidth + matrix.labels.count * cell
    if hasOthers { text(&html, "其他", x: end + Self.sumWidth - 6, y: 16, "tick", "end") }
    text(&html, "实有", x: width - 4, y: 16, "tick", "end")
  }

  private func draw(_ row: Int, _ html: inout HTML) {
    let top = Self.headHeight + row * cell
    let middle = top + cell / 2 + 5
    let name = matrix.labels[row]
    html.open("text", ["class": "name", "x": "0", "y": String(middle)])
    html.element("title", name)
    html.text("\(row + 1) " + (name.count > 8 ? name.prefix(7) + "…" : name))
    html.close("text")
    let rows = matrix.rows(row)
    for column in matrix.labels.indices {
      drawCell(row, column, of: rows, top: top, &html)
    }
    let end = Self.nameWidth + matrix.labels.count * cell
    if hasOthers {
      text(
        &html, NumberText.grouped(matrix.others[row]), x: end + Self.sumWidth - 6, y: middle,
        "cell", "end")
    }
    text(&html, NumberText.grouped(rows), x: width - 4, y: middle, "sum", "end")
  }

  private func drawCell(_ row: Int, _ column: Int, of rows: Int, top: Int, _ html: inout HTML) {
    let count = matrix.counts[row][column]
    let left = Self.nameWidth + column * cell
    let share = rows > 0 ? Double(count) / Double(rows) : 0
    if count > 0 || row == column {
      html.open(
        "rect",
        [
          "class": row == column ? "heat right" : "heat", "x": String(left + 1),
          "y": String(top + 1), "width": String(cell - 2), "height": String(cell - 2),
          // The root makes small shares visible; the number says what they are.
          "fill-opacity": NumberText.coordinate(share.squareRoot()),
        ])
      html.element("title", "标签 \(matrix.labels[row])，答为 \(matrix.labels[column])：\(count)")
      html.close("rect")
    }
    if count > 0 {
      text(
        &html, String(count), x: left + cell / 2, y: top + cell / 2 + 4,
        share.squareRoot() > 0.55 ? "cell on-up" : "cell", "middle")
    }
  }

  private func text(
    _ html: inout HTML, _ text: String, x: Int, y: Int, _ style: String, _ anchor: String
  ) {
    html.element(
      "text", ["class": style, "x": String(x), "y": String(y), "text-anchor": anchor], text)
  }
}
