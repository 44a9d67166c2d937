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
            "detail": .string(problem.detail),
          ]
        }),
      "notes": .texts(notes), "samples": .array(samples),
    ]
  }

  /// The preview as lines for people.
  var lines: [String] {
    var lines = ["\(path): \(format), \(encoding)"]
    if let refusal { return lines + ["  would be refused: \(refusal)", ""] }
    for header in headers {
      lines.append("  header in line \(header.line), \(header.names.count) columns")
    }
    lines.append(
      "  \(rowsRead) rows: \(rowsRead - rejected) acceptable, \(rejected) for quarantine; "
        + "\(structuralRows) rows of headers, sums and titles")
    lines += notes.map { "  \($0)" }
    lines += ["", "  filled columns of the file"]
    lines += fills.map { "    \(share($0.count, of: rowsRead))  \($0.name)" }
    lines += ["", "  filled columns of the store"]
    lines += valueFill.filter { $0.count > 0 }
      .map { "    \(share($0.count, of: rowsRead - rejected))  \($0.name)" }
    if !reasons.isEmpty || !damages.isEmpty { lines += ["", "  problems"] }
    lines += reasons.sorted { $0.key < $1.key }.map { "    rejected: \($0.key): \($0.value)" }
    lines += damages.sorted { $0.key < $1.key }.map {
      "    kept with damage: \($0.key): \($0.value)"
    }
    lines += problems.prefix(50).map { "    line \($0.line): \($0.reason): \($0.detail)" }
    if problems.count > 50 { lines.append("    … the rest with --json") }
    lines += ["", "  first rows, as they would be stored"]
    for sample in samples { lines.append("    " + JSONText.string(of: sample)) }
    return lines + [""]
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
