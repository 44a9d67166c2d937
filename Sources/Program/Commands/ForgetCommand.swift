internal import Pipeline
internal import Tabular

/// `minsheng forget`: removes an identity, keeps the counts.
enum ForgetCommand {
  static let definition = CommandDefinition(
    "forget", "Remove a person's identity from vault, inbox and quarantine; every count stays",
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .optional("--person", "ID", "the token of a person, all of whose requests are meant"),
      .optional("--request", "ID", "one request; either this or --person"),
      .required("--basis", "TEXT", "on what basis; goes into the audit chain"),
      .optional("--actor", "NAME", "who acts, beside the operating system's user"),
      .flag(
        "--contact-sheets",
        "remove published contact sheets (联系单) too that hold the person; units keep what they "
          + "pulled, and other persons' contacts on the sheet go with it"),
      .optional("--date", "YYYY-MM-DD", "the business date; by default today"),
      .flag("--json", "print the summary as one JSON object"),
    ]
  ) { arguments in
    let person = try arguments.id("--person")
    let subject: ForgetRunner.Subject
    switch (person, try arguments.id("--request")) {
    case (let person?, nil): subject = .person(person)
    case (nil, let request?): subject = .request(request)
    default: throw UsageError("either --person or --request must be given")
    }
    let summary = try ForgetRunner(
      ForgetRunner.Request(
        workspacePath: arguments.required("--workspace"), subject: subject,
        basis: arguments.requiredText("--basis"), actor: OperatingUser.actor(arguments),
        date: arguments.businessDate(), removesContacts: arguments.has("--contact-sheets")),
      progress: Progress(isInteractive: Terminal.isInteractive, write: Terminal.progress),
      now: SystemClock.now
    ).run()
    Terminal.output(
      arguments.has("--json")
        ? JSONText.string(of: summary.json) + "\n" : summary.lines.joined(separator: "\n") + "\n")
    return summary.needsAttention ? .attention : .success
  }
}
