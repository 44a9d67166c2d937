internal import Pipeline
internal import Tabular

/// `minsheng reveal`: the person and the whole text behind one request, audited.
enum RevealCommand {
  static let definition: CommandDefinition = CommandDefinition(
    "reveal", "Show the person and the original text of one request, and log who asked and why",
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .required("--request", "ID", "the request's id"),
      .required("--purpose", "TEXT", "what for; goes into the audit chain and must say something"),
      .optional("--actor", "NAME", "who asks, beside the operating system's user"),
      .flag("--json", "print it as one JSON object"),
    ]
  ) { arguments in
    guard let request = try arguments.id("--request") else { return .usage }
    let revealed = try RevealedRequest(
      RevealedRequest.Query(
        workspacePath: arguments.required("--workspace"), requestID: request,
        purpose: arguments.requiredText("--purpose"), actor: OperatingUser.actor(arguments)),
      at: SystemClock.now())
    Terminal.output(
      arguments.has("--json")
        ? JSONText.string(of: revealed.json) + "\n" : revealed.lines.joined(separator: "\n") + "\n")
    return .success
  }
}
