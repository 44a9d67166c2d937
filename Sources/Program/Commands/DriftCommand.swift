internal import Bytes
internal import Pipeline
internal import Tabular

/// `minsheng drift`: which platforms and classes moved in the last seven days.
enum DriftCommand {
  static let definition = CommandDefinition(
    "drift", "Tell which platforms' classes, words or confidence moved in the last seven days",
    options: [
      .required("--workspace", "DIR", "the folder that holds the lake"),
      .optional("--date", "YYYY-MM-DD", "the last day; by default that of the last run"),
      .optional("--weeks", "N", "how many weeks before are compared with; by default 6"),
      .optional("--html", "FILE", "writes a page with all that was compared"),
      .optional("--city", "DIR", "the city's configuration; by default that of the last run"),
      .flag("--json", "print the findings as one JSON object"),
    ]
  ) { arguments in
    let weeks = DriftWindow.weeksBefore
    let report = try DriftReport(
      workspacePath: arguments.required("--workspace"), cityFolder: arguments.optional("--city"),
      date: try arguments.day("--date"), weeksBefore: arguments.integer("--weeks", in: weeks) ?? 6)
    if let path = arguments.optional("--html") {
      try FileSystem.replace(path, with: report.page.span)
    }
    Terminal.output(
      arguments.has("--json")
        ? JSONText.string(of: report.json) + "\n" : report.lines.joined(separator: "\n") + "\n")
    return .success
  }
}
