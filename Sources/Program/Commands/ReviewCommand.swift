internal import Bytes
internal import Columns
internal import Pipeline
internal import Tabular

/// `minsheng review export|import`: people look at what the program is not sure of, and decide.
enum ReviewCommand {
  /// The two commands, in the order of help.
  static let definitions = [export, take]

  private static let workspace = CommandDefinition.Option.required(
    "--workspace", "DIR", "the folder that holds the lake and the models")
  private static let city = CommandDefinition.Option.optional(
    "--city", "DIR", "the city's configuration; by default that of the last run")
  private static let json = CommandDefinition.Option.flag(
    "--json", "print the summary as one JSON object")

  private static let export = CommandDefinition(
    "review export", "Write a workbook of the requests that people should look at",
    options: [
      workspace,
      .optional(
        "--output", "FILE.xlsx", "the workbook; by default review/review-<date>.xlsx there"),
      .optional("--limit", "N", "the most rows; by default 200"),
      .optional("--date", "YYYY-MM-DD", "the last day looked at; by default that of the last run"),
      .flag("--restricted", "with the requests that only a named officer may see"), city, json,
    ]
  ) { arguments in
    let export = try ReviewExport(
      .init(
        workspacePath: arguments.required("--workspace"), output: arguments.optional("--output"),
        limit: try arguments.integer("--limit", in: 1...10_000) ?? 200,
        date: try arguments.day("--date"), cityFolder: arguments.optional("--city"),
        withRestricted: arguments.has("--restricted")))
    print(export.json, export.lines, arguments)
    return .success
  }

  private static let take = CommandDefinition(
    "review import", "Take the decisions out of a reviewed workbook",
    positionals: [.init("FILE.xlsx")],
    options: [
      workspace,
      .optional("--actor", "NAME", "who decided, where a row does not say"), city,
      .optional("--date", "YYYY-MM-DD", "the business date; by default today"), json,
    ]
  ) { arguments in
    guard let file = arguments.positionals.first, FileSystem.exists(file),
      !FileSystem.isFolder(file)
    else { throw UsageError("\(arguments.positionals.first ?? ""): there is no such file") }
    let summary = try ReviewImport(
      .init(
        workspacePath: arguments.required("--workspace"), file: file,
        actor: arguments.optional("--actor").map(\.trimmed),
        cityFolder: arguments.optional("--city"), date: try arguments.businessDate(),
        at: SystemClock.wallClock()), now: SystemClock.now
    ).run()
    print(summary.json, summary.lines, arguments)
    return summary.faults.isEmpty ? .success : .attention
  }

  private static func print(_ json: JSONValue, _ lines: [String], _ arguments: Arguments) {
    let text =
      arguments.has("--json") ? JSONText.string(of: json) : lines.joined(separator: "\n")
    Terminal.output(text + "\n")
  }
}

extension Arguments {
  /// A day, nil where none was given.
  func day(_ name: String) throws(UsageError) -> Int32? {
    guard let text = optional(name) else { return nil }
    guard let day = CivilTime.parse(day: text) else {
      throw UsageError("\(name) \(text): not a date of the form YYYY-MM-DD")
    }
    return day
  }
}
