internal import Bytes
internal import Parquet
internal import Tabular

/// `minsheng inspect`: what a Parquet file holds, for people and for scripts.
enum InspectCommand {
  static let definition: CommandDefinition = CommandDefinition(
    "inspect", "Show a Parquet file's schema, row groups, encodings, statistics and rows",
    positionals: [.init("FILE.parquet")],
    options: [
      .optional("--rows", "N", "show the first N rows too (default 0)"),
      .flag(
        "--json",
        "print one JSON object: integers past 2^53 are texts, bytes that are no UTF-8 are {\"hex\": …}"
      ),
    ]
  ) { arguments in
    let path = arguments.positionals[0]
    let count = try arguments.integer("--rows", in: 0...Int.max) ?? 0
    let description = try ParquetInspection.describe(path: path)
    let reader = try count > 0 ? InspectedRows(path: path, count: count) : nil
    if arguments.has("--json") {
      return try printJSON(description, reader)
    }
    let head = InspectText.lines(of: description)
    guard let reader else {
      Terminal.output(head.joined(separator: "\n") + "\n")
      return .success
    }
    return try printTable(reader, after: head)
  }

  private static func printJSON(_ description: ParquetDescription, _ rows: InspectedRows?) throws
    -> ExitCode
  {
    var members = InspectJSON.members(of: description)
    guard let rows else {
      Terminal.output(JSONText.string(of: .object(members)) + "\n")
      return .success
    }
    members.append(.init("refused", .array(rows.refused.map(InspectJSON.refusal))))
    members.append(.init("columns", .texts(rows.names)))
    // The object's end is kept back until the rows stand before it.
    var text = JSONText.string(of: .object(members))
    text.removeLast()
    text += ",\"rows\":["
    // Nothing is printed before the first rows are read.
    var output = Array(text.utf8)
    var isFirst = true
    try rows.read { columns, count in
      for row in 0..<count {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        output.append(10)
        output += JSONText.bytes(of: InspectJSON.row(columns, row))
        if output.count > 1 << 20 {
          Terminal.output(output)
          output.removeAll(keepingCapacity: true)
        }
      }
    }
    Terminal.output(output + Array("]}\n".utf8))
    return report(rows)
  }

  private static func printTable(_ rows: InspectedRows, after head: [String]) throws -> ExitCode {
    var lines = head
    var first = 0
    try rows.read { columns, count in
      lines += InspectText.lines(of: columns, count: count, from: first)
      first += count
      Terminal.output(lines.joined(separator: "\n") + "\n")
      lines.removeAll()
    }
    if !lines.isEmpty { Terminal.output(lines.joined(separator: "\n") + "\n") }
    return report(rows)
  }

  /// Names on stderr what was not read.
  private static func report(_ rows: InspectedRows) -> ExitCode {
    for refusal in rows.refused { Terminal.message("minsheng inspect: \(refusal)") }
    if rows.refused.isEmpty { return .success }
    return rows.names.isEmpty ? .failure : .attention
  }
}
