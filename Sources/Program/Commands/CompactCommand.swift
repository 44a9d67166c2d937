internal import Pipeline
internal import Tabular

/// `minsheng compact`: merges small files.
enum CompactCommand {
  static let definition: CommandDefinition = CommandDefinition(
    "compact", "Merge the small files of the store; every earlier snapshot reads as before",
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .flag("--json", "print the summary as one JSON object"),
    ]
  ) { arguments in
    let detail = try StoreUpkeep.open(workspace: arguments.required("--workspace")) { upkeep in
      try upkeep.compact(on: SystemClock.today(), now: SystemClock.now())
    }
    Terminal.output(detail.output(asJSON: arguments.has("--json")))
    return .success
  }
}

extension StepDetail {
  /// The figures as one line for people or as one JSON object.
  func output(asJSON: Bool) -> String {
    (asJSON ? JSONText.string(of: json) : line) + "\n"
  }
}
