internal import Intake
internal import Tabular

extension FilePreview {
  /// The preview as JSON.
  var json: JSONValue {
    [
      "file": .string(path), "state": .string(refusal == nil ? "acceptable" : "refused"),
      "reason": .text(refusal), "format": .string(format), "encoding": .string(encoding),
      "headers": .array(
        headers.map {
          ["sheet": .int($0.sheet), "line": .int($0.line), "names": .texts($0.names)]
        }),
      "rows_read": .int(rowsRead), "accepted": .int(rowsRead - rejected), "updated": 0,
      "unchanged": 0, "quarantined": .int(rejected), "structural_rows": .int(structuralRows),
      "fill": .object(fills.map { .init($0.name, .int($0.count)) }),
      "stored_fill": .object(valueFill.map { .init($0.name, .int($0.count)) }),
      "reasons": .object(Self.members(reasons)), "damages": .object(Self.members(damages)),
      "problems": .array(
        problems.map { problem -> JSONValue in
          [
            "line": .int(problem.line), "reason": .string(problem.reason),
            "column": .text(problem.column), "detail": .string(problem.detail),
          ]
        }),
      "columns": .array(
        columns.indices.map { index -> JSONValue in
          [
            "name": .string(columns[index].name), "targets": .texts(targets[index]),
            "filled": .int(cellFill.indices.contains(index) ? cellFill[index] : 0),
            "distinct": .int(columns[index].distinct),
            "looks_like": .string(ColumnDescription(columns[index]).english),
          ]
        }),
      "suspects": .texts(suspects.map { $0.column.name }),
      "notes": .texts(notes), "samples": .array(shownSamples),
    ]
  }

  /// The preview as lines for people.
  var lines: [String] {
    var lines = ["\(path): \(format), \(encoding)"]
    if let refusal { return lines + ["  would be refused: \(refusal)", ""] }
    for header in headers.prefix(3) {
      let above = header.line > 1 ? ", \(header.line - 1) lines above it" : ""
      lines.append("  header in line \(header.line), \(header.names.count) columns\(above)")
    }
    if headers.isEmpty { lines.append("  no header: columns by position") }
    lines.append(
      "  \(rowsRead) rows: \(rowsRead - rejected) acceptable, \(rejected) for quarantine; "
        + "\(structuralRows) rows of headers, sums and titles")
    lines += notes.map { "  \($0)" }
    lines += suspects.map {
      "  \($0.column.name) looks like \(ColumnDescription($0.column).english) and would be stored in "
        + "\($0.targets.joined(separator: ", ")): map it to a person's target or ignore it"
    }
    lines += ["", "  filled  distinct  column: what its values look like → what it becomes"]
    lines += columns.indices.prefix(200).map(line)
    if columns.count > 200 { lines.append("    … and \(columns.count - 200) more") }
    lines += ["", "  filled columns of the store"]
    lines += valueFill.filter { $0.count > 0 }
      .map { "  \(share($0.count, of: rowsRead - rejected))  \($0.name)" }
    if !reasons.isEmpty || !damages.isEmpty { lines += ["", "  problems"] }
    lines += reasons.sorted { $0.key < $1.key }.map { "    rejected: \($0.key): \($0.value)" }
    lines += damages.sorted { $0.key < $1.key }.map {
      "    kept with damage: \($0.key): \($0.value)"
    }
    lines += problems.prefix(50).map { problem in
      "    line \(problem.line)\(problem.column.map { ", \($0)" } ?? ""): \(problem.reason): "
        + problem.detail
    }
    if problems.count > 50 { lines.append("    … the rest with --json") }
    lines += ["", "  first rows, as they would be stored"]
    for (index, sample) in shownSamples.enumerated() {
      lines.append("    row \(index + 1)")
      guard case .object(let members) = sample else { continue }
      for member in members {
        guard case .string(let text) = member.value else { continue }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        lines.append("      \(member.key): \(line.prefix(70))\(line.count > 70 ? "…" : "")")
      }
    }
    return lines + [""]
  }

  /// One column of the file.
  private func line(_ index: Int) -> String {
    let column = columns[index]
    let filled = share(cellFill.indices.contains(index) ? cellFill[index] : 0, of: rowsRead)
    let limit = ColumnSample.distinctLimit
    let distinct = column.distinct >= limit ? ">\(limit)" : "\(column.distinct)"
    let name = column.name.isEmpty ? "column \(index + 1)" : column.name
    let becomes = targets[index].isEmpty ? "not read" : targets[index].joined(separator: ", ")
    return "  \(filled)  \(distinct.padding(to: 7, left: true))  \(name):"
      + " \(ColumnDescription(column).english) → \(becomes)"
  }

  /// The samples, without what may be a person's though the mapping does not say so.
  private var shownSamples: [JSONValue] {
    let hidden = Set(suspects.flatMap(\.targets))
    return samples.map { sample in
      guard case .object(let members) = sample else { return sample }
      return .object(
        members.map { hidden.contains($0.key) ? .init($0.key, "〔not shown〕") : $0 })
    }
  }

  /// The file's columns with how many records fill each.
  private var fills: [(name: String, count: Int)] {
    cellFill.indices.map { index in
      let names = headers.last?.names ?? []
      return (names.indices.contains(index) ? names[index] : "column \(index + 1)", cellFill[index])
    }
  }

  private func share(_ count: Int, of total: Int) -> String {
    let tenths = total == 0 ? 0 : count * 1000 / total
    return "\(tenths / 10).\(tenths % 10) %".padding(to: 7, left: true)
  }

  private static func members(_ counts: [String: Int]) -> [JSONValue.Member] {
    counts.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) }
  }
}
