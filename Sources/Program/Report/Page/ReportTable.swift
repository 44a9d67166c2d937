/// A table of a report: printed on the page, and written to `data.json` under its id.
struct ReportTable: Sendable {
  /// A cell.
  enum Cell: Equatable, Sendable {
    /// Words.
    case text(String)
    /// A number.
    case value(FigureValue)

    /// A count.
    static func count(_ count: Int) -> Cell { .value(.count(count)) }
  }

  /// A column.
  struct Column: Sendable {
    /// Its heading.
    let title: String
    /// Whether it holds numbers.
    let isNumber: Bool
    /// How the heading is set: long headings over numbers may wrap.
    var headClass: String { isNumber ? title.count > 6 ? "number long" : "number" : "words" }
    /// A column of words.
    static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
    /// A column of numbers.
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  /// The anchor and the name in `data.json`.
  let id: String
  /// The heading.
  let caption: String
  /// Where the rows come from, in words.
  let query: String
  /// The columns; the first names the row.
  let columns: [Column]
  /// The rows.
  var rows: [[Cell]] = []
  /// The last row, with sums.
  var total: [Cell]?

  /// Makes a table without rows.
  init(_ id: String, _ caption: String, query: String, columns: [Column]) {
    self.id = id
    self.caption = caption
    self.query = query
    self.columns = columns
  }

  /// All rows with the sums at the end.
  var allRows: [[Cell]] { rows + (total.map { [$0] } ?? []) }
}
