/// A report under construction: the page and the numbers beside it.
struct ReportPage: Sendable {
  /// The page.
  var html = HTML()
  /// The numbers.
  var data = ReportData()

  /// Adds text.
  mutating func text(_ text: String) { html.text(text) }

  /// Adds an element and what `body` puts in it.
  mutating func element(
    _ name: StaticString, _ attributes: HTML.Attributes = [:],
    _ body: (inout ReportPage) -> Void
  ) {
    html.open(name, attributes)
    body(&self)
    html.close(name)
  }

  /// Adds an element that holds text.
  mutating func element(_ name: StaticString, _ attributes: HTML.Attributes, _ text: String) {
    html.element(name, attributes, text)
  }

  /// Adds an element that holds text and has no attributes.
  mutating func element(_ name: StaticString, _ text: String) { html.element(name, [:], text) }

  /// Adds a number, and enters it in `data.json`.
  mutating func figure(_ key: String, _ value: FigureValue) {
    data.add(figure: key, value)
    html.element("span", ["class": "n", "data-key": "figures/" + key], value.printed)
  }

  /// Adds a section with a heading.
  mutating func section(_ id: String, _ title: String, _ body: (inout ReportPage) -> Void) {
    element("section", ["id": id, "aria-labelledby": id + "-title"]) { page in
      page.element("h2", ["id": id + "-title"], title)
      body(&page)
    }
    html.markup("\n")
  }

  /// Adds a table, folded behind its caption where `isFolded`.
  mutating func table(_ table: ReportTable, isFolded: Bool = false) {
    data.add(table: table)
    if isFolded {
      element("details", ["id": table.id]) { page in
        page.element("summary", "数据表：" + table.caption)
        page.frame(table, hasCaption: false)
      }
    } else {
      element("div", ["id": table.id, "class": "table"]) { $0.frame(table, hasCaption: true) }
    }
    html.markup("\n")
  }

  private mutating func frame(_ table: ReportTable, hasCaption: Bool) {
    element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": table.caption]
    ) {
      $0.element("table") { page in
        if hasCaption { page.element("caption", table.caption) }
        page.head(table)
        page.body(table)
      }
    }
    element("p", ["class": "query"], "取数：" + table.query)
  }

  private mutating func head(_ table: ReportTable) {
    element("thead") {
      $0.element("tr") { page in
        for column in table.columns {
          page.element(
            "th", ["scope": "col", "class": column.headClass], column.title)
        }
      }
    }
  }

  private mutating func body(_ table: ReportTable) {
    element("tbody") { page in
      for (index, row) in table.rows.enumerated() {
        page.element("tr") { $0.cells(row, of: table, index: index) }
        page.html.markup("\n")
      }
    }
    guard let total = table.total else { return }
    element("tfoot") {
      $0.element("tr") { $0.cells(total, of: table, index: table.rows.count) }
    }
  }

  private mutating func cells(_ row: [ReportTable.Cell], of table: ReportTable, index: Int) {
    precondition(row.count == table.columns.count, "\(table.id): a cell for each column")
    for (position, cell) in row.enumerated() {
      switch cell {
      case .text(let text) where position == 0:
        element("th", ["scope": "row"], text)
      case .text(let text):
        element("td", ["class": table.columns[position].isNumber ? "number" : "words"], text)
      case .value(let value):
        element(
          "td",
          ["class": "number", "data-key": "tables/\(table.id)/\(index)/\(position)"],
          value.printed)
      }
    }
  }
}
