internal import Pipeline

/// `minsheng expire`: forgets old snapshots and removes files that nothing names any more.
enum ExpireCommand {
  static let definition: CommandDefinition = CommandDefinition(
    "expire", "Forget old snapshots and remove files that nothing names any more",
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .optional(
        "--older-than", "DAYS",
        "the age past which snapshots are forgotten; by default \(StoreUpkeep.defaultDays). "
          + "Replaced files stay \(StoreUpkeep.graceHours) hours for running readers, with 0 not "
          + "at all"),
      .flag("--json", "print the summary as one JSON object"),
    ]
  ) { arguments in
    let days = try arguments.integer("--older-than", in: 0...36_500) ?? StoreUpkeep.defaultDays
    let detail = try StoreUpkeep.open(workspace: arguments.required("--workspace")) { upkeep in
      try upkeep.expire(olderThan: days, now: SystemClock.now())
    }
    Terminal.output(detail.output(asJSON: arguments.has("--json")))
    return .success
  }
}
