internal import Bytes
internal import Columns
internal import Lake
internal import Parquet
internal import Pipeline
internal import Tabular

/// `minsheng ingest`: files by one mapping into a workspace.
enum IngestCommand {
  static let definition = CommandDefinition(
    "ingest", "Take files in by one mapping: read, clean, check, mask, store",
    positionals: [.init("FILE", 1...Int.max)],
    options: [
      .required("--mapping", "FILE", "the field mapping, as in a city's sources/*.json5"),
      .required("--workspace", "DIR", "the workspace; made where it is not there"),
      .optional(
        "--city", "DIR", "the city's configuration; by default that of the mapping's folder"),
      .optional("--date", "YYYY-MM-DD", "the business date; by default today"),
      .optional(
        "--codec", "CODEC",
        "gzip or snappy, for all files the store writes from now on; a new store has gzip"),
      .flag("--dry-run", "show what the files hold and what is wrong with them; write nothing"),
      .flag("--json", "print the summary as one JSON object"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws -> ExitCode {
    let request = IngestRunner.Request(
      mappingPath: arguments.required("--mapping"),
      workspacePath: arguments.required("--workspace"), files: arguments.positionals,
      cityFolder: arguments.optional("--city"), date: try date(arguments),
      codec: try codec(arguments))
    for file in [request.mappingPath] + request.files
    where !FileSystem.exists(file) || FileSystem.isFolder(file) {
      throw UsageError("\(file): there is no such file")
    }
    if arguments.has("--dry-run") {
      let preview = try IngestPreview(request)
      return show(preview.json, preview.lines, preview.attention, arguments)
    }
    let progress = Progress(isInteractive: Terminal.isInteractive, write: Terminal.progress)
    let summary = try IngestRunner(request, progress: progress, now: SystemClock.now).run()
    return show(summary.json, summary.lines, summary.attention, arguments)
  }

  private static func show(
    _ json: JSONValue, _ lines: [String], _ attention: [String], _ arguments: Arguments
  ) -> ExitCode {
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: json) + "\n")
    } else {
      Terminal.output(lines.joined(separator: "\n") + "\n")
    }
    return attention.isEmpty ? .success : .attention
  }

  private static func codec(_ arguments: Arguments) throws(UsageError) -> ParquetCodec? {
    guard let name = arguments.optional("--codec") else { return nil }
    guard let codec = Lake.codecs.first(where: { $0.rawValue == name }) else {
      throw UsageError("--codec \(name): gzip or snappy")
    }
    return codec
  }

  private static func date(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let text = arguments.optional("--date") else { return SystemClock.today() }
    guard let day = CivilTime.parse(day: text) else {
      throw UsageError("--date \(text): not a date of the form YYYY-MM-DD")
    }
    return day
  }
}
