/// `data.json` under construction: every number that the page prints.
struct ReportData: Sendable {
  private var facts: [(key: String, value: String)] = []
  private var figures: [(key: String, value: FigureValue)] = []
  private var known: [String: FigureValue] = [:]
  private var tables: [ReportTable] = []

  /// Adds a fact about the report itself.
  mutating func add(fact key: String, _ value: String) { facts.append((key, value)) }

  /// Adds a figure; one name stands for one number.
  mutating func add(figure key: String, _ value: FigureValue) {
    if let earlier = known[key] {
      precondition(earlier == value, "\(key): two numbers of one name")
      return
    }
    known[key] = value
    figures.append((key, value))
  }

  /// Adds a table.
  mutating func add(table: ReportTable) {
    precondition(!tables.contains { $0.id == table.id }, "\(table.id): two tables of one name")
    tables.append(table)
  }

  /// The JSON.
  func encoded() -> [UInt8] {
    var output = "{\n"
    for (key, value) in facts { output += "  \(quoted(key)): \(quoted(value)),\n" }
    output += "  \"figures\": {\n"
    output += figures.map { "    \(quoted($0.key)): \($0.value.json)" }.joined(separator: ",\n")
    output += "\n  },\n  \"tables\": {\n"
    output += tables.map(encode).joined(separator: ",\n")
    output += "\n  }\n}\n"
    return Array(output.utf8)
  }

  private func encode(_ table: ReportTable) -> String {
    let columns = table.columns.map { quoted($0.title) }.joined(separator: ", ")
    let rows = table.allRows.map { row in
      "      [" + row.map(encode).joined(separator: ", ") + "]"
    }
    return """
          \(quoted(table.id)): {"title": \(quoted(table.caption)), "query": \(quoted(table.query)),
          "columns": [\(columns)], "has_total": \(table.total != nil), "rows": [
      \(rows.joined(separator: ",\n"))
          ]}
      """
  }

  private func encode(_ cell: ReportTable.Cell) -> String {
    switch cell {
    case .text(let text): quoted(text)
    case .value(let value): value.json
    }
  }

  private func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\u{2028}", "\u{2029}", "\u{0}"..<" ": output += " "
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}
