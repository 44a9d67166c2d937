internal import Bytes
internal import Columns
internal import Generator
internal import Tabular

/// `minsheng generate`: a city's exports, made up from a seed, and the truth about them.
enum GenerateCommand {
  static let definition = CommandDefinition(
    "generate", "Make up a city's exports, and the truth about them, from a seed",
    options: [
      .required("--rows", "N", "how many requests"),
      .required("--seed", "S", "what everything random follows from"),
      .required("--output", "DIR", "writes DIR/inbox and DIR/truth, which must not exist"),
      .optional("--days", "D", "how many days they spread over (60)"),
      .optional("--end", "YYYY-MM-DD", "the last of those days (2026-06-30)"),
      .optional("--fold", "A|B|AB", "which half of the authored texts to draw on (AB)"),
      .flag("--json", "print the summary as JSON"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws -> ExitCode {
    let options = try options(arguments)
    let folder = arguments.required("--output")
    for name in ["inbox", "truth"] where FileSystem.exists(folder + "/" + name) {
      throw UsageError("\(folder)/\(name) exists already; remove it or choose another --output")
    }
    let summary = try CityGenerator(options).write(to: folder) { done, all in
      if Terminal.isInteractive { Terminal.message("generate: \(done) of \(all) days") }
    }
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: json(summary)) + "\n")
    } else {
      Terminal.message(
        "generate: \(summary.requests) requests, \(summary.rows) rows in \(summary.files) files,"
          + " \(summary.bytes / 1_000_000) MB, in \(folder)")
    }
    return .success
  }

  private static func options(_ arguments: Arguments) throws -> GenerationOptions {
    let rows = try arguments.integer("--rows", in: 1...100_000_000) ?? 1
    let days = try arguments.integer("--days", in: 1...3660) ?? 60
    guard let seed = UInt64(arguments.required("--seed")) else {
      throw UsageError("--seed \(arguments.required("--seed")): not a whole number from 0 up")
    }
    guard rows / days <= 1_000_000 else {
      throw UsageError(
        "--rows \(rows) over \(days) days is more than a million a day; give more --days")
    }
    var options = GenerationOptions(rows: rows, seed: seed, days: days)
    if let end = arguments.optional("--end") {
      guard let day = CivilTime.parse(day: end) else {
        throw UsageError("--end \(end): not a date as 2026-06-30")
      }
      options.lastDay = day
    }
    if let fold = arguments.optional("--fold") {
      guard let folds = FoldChoice(rawValue: fold) else {
        throw UsageError("--fold \(fold): not one of A, B, AB")
      }
      options.folds = folds
    }
    return options
  }

  private static func json(_ summary: GenerationSummary) -> JSONValue {
    [
      "requests": .int(summary.requests), "rows": .int(summary.rows), "files": .int(summary.files),
      "bytes": .int(summary.bytes),
      "platforms": .object(
        summary.requestsByPlatform.map { .init($0.platform, .int($0.requests)) }),
      "mishaps": .array(
        summary.mishaps.map {
          ["platform": .string($0.platform), "day": .string($0.day), "kind": .string($0.kind)]
        }),
    ]
  }
}
