internal import Pipeline
internal import Tabular

/// `minsheng status`: what the store holds and how the last runs went.
enum StatusCommand {
  static let definition: CommandDefinition = CommandDefinition(
    "status", "Show the last runs, the store's tables and what waits for people",
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .flag("--json", "print it as one JSON object"),
    ]
  ) { arguments in
    let status = try WorkspaceStatus(path: arguments.required("--workspace"))
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: status.json) + "\n")
    } else {
      Terminal.output(status.lines.joined(separator: "\n") + "\n")
    }
    return .success
  }
}
