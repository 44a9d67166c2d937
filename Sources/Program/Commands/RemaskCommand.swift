internal import Columns
internal import Pipeline
internal import Tabular

/// `minsheng remask`: today's masking rules for texts of the past.
enum RemaskCommand {
  static let definition = CommandDefinition(
    "remask", "Mask the texts since a day again by today's rules, and erase what they showed",
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .required("--since", "YYYY-MM-DD", "the first day of receipt of the requests meant"),
      .optional("--city", "DIR", "the city's configuration; by default that of the last run"),
      .optional("--actor", "NAME", "who acts, beside the operating system's user"),
      .optional("--date", "YYYY-MM-DD", "the business date; by default today"),
      .flag("--json", "print the summary as one JSON object"),
    ]
  ) { arguments in
    guard let since = CivilTime.parse(day: arguments.required("--since")) else {
      throw UsageError(
        "--since \(arguments.required("--since")): not a date of the form YYYY-MM-DD")
    }
    let summary = try RemaskRunner(
      RemaskRunner.Request(
        workspacePath: arguments.required("--workspace"), since: since,
        cityFolder: arguments.optional("--city"), actor: OperatingUser.actor(arguments),
        date: arguments.businessDate()),
      progress: Progress(isInteractive: Terminal.isInteractive, write: Terminal.progress),
      now: SystemClock.now
    ).run()
    Terminal.output(
      arguments.has("--json")
        ? JSONText.string(of: summary.json) + "\n" : summary.lines.joined(separator: "\n") + "\n")
    return summary.needsAttention ? .attention : .success
  }
}
