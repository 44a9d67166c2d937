internal import Columns
internal import Pipeline
internal import Tabular

/// `minsheng run`: a pipeline for one business date.
enum RunCommand {
  static let definition: CommandDefinition = CommandDefinition(
    "run", "Take in, classify, match, assign and report one business date",
    positionals: [.init("PIPELINE")],
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .optional("--city", "DIR", "the city's configuration; by default the pipeline's own"),
      .optional("--date", "YYYY-MM-DD", "the business date; by default the day before today"),
      .optional("--only", "STEP", "do this step alone, again if it was done"),
      .optional("--from", "STEP", "do this step and those after it, again if they were done"),
      .flag("--json", "print the summary as one JSON object"),
    ]
  ) { arguments in
    let request = PipelineRunner.Request(
      pipelinePath: arguments.positionals[0], workspacePath: arguments.required("--workspace"),
      cityFolder: arguments.optional("--city"), date: try date(arguments),
      only: try step("--only", arguments), from: try step("--from", arguments))
    if request.only != nil && request.from != nil {
      throw UsageError("--only and --from cannot be given together")
    }
    let progress = Progress(isInteractive: Terminal.isInteractive, write: Terminal.progress)
    let summary = try PipelineRunner(request, progress: progress, now: SystemClock.now).run()
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: summary.json) + "\n")
    } else {
      Terminal.output(summary.lines.joined(separator: "\n") + "\n")
    }
    return summary.attention.isEmpty ? .success : .attention
  }

  private static func date(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let text = arguments.optional("--date") else { return SystemClock.today() - 1 }
    guard let day = CivilTime.parse(day: text) else {
      throw UsageError("--date \(text): not a date of the form YYYY-MM-DD")
    }
    return day
  }

  private static func step(_ name: String, _ arguments: Arguments) throws(UsageError) -> StepName? {
    guard let text = arguments.optional(name) else { return nil }
    guard let step = StepName(rawValue: text) else {
      let names = StepName.allCases.map(\.rawValue)
      throw UsageError(
        "\(name) \(text): no such step\(NearestName.hint(text, in: names)); the steps are "
          + names.joined(separator: ", "))
    }
    return step
  }
}
