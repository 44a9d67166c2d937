internal import Bytes
internal import Pipeline
internal import Tabular

/// `minsheng verify`: whether what the store holds is what was put into it.
enum VerifyCommand {
  static let definition: CommandDefinition = CommandDefinition(
    "verify", "Check every page, count and reference of the store, and mend what can be mended",
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .flag("--repair", "mend what can be mended without losing or guessing anything"),
      .flag("--json", "print it as one JSON object"),
    ]
  ) { arguments in
    let workspace = try Workspace(existing: arguments.required("--workspace"))
    let report = try VerificationReport(
      workspace, repairs: arguments.has("--repair"),
      progress: Progress(isInteractive: Terminal.isInteractive, write: Terminal.progress))
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: report.json) + "\n")
    } else {
      Terminal.output(report.lines.joined(separator: "\n") + "\n")
    }
    if report.count(.damage) > 0 { return .failure }
    return report.count(.leftover) > 0 ? .attention : .success
  }
}
