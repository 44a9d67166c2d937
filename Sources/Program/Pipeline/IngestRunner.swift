internal import Bytes
internal import Columns
internal import Complaints
internal import Exchange
internal import Intake
internal import Lake
package import Parquet
internal import Tabular

/// Takes files by one mapping into a workspace: the nightly run's first step, by itself.
///
/// Commit protocol, quarantine, known records and ledger are those of `PipelineRunner`. A file that
/// was taken before is read again, so that a mended mapping reaches its rows; rows that say nothing
/// new change nothing.
package struct IngestRunner {
  /// What is to be taken, by what, and where to.
  package struct Request: Sendable {
    /// The field mapping.
    package var mappingPath: String
    /// The workspace's folder; made where it is not there.
    package var workspacePath: String
    /// The files.
    package var files: [String]
    /// The city's folder, where it is not that of the mapping.
    package var cityFolder: String?
    /// The business date, days since 1970-01-01.
    package var date: Int32
    /// The codec that the store is set to, nil to leave it as it is.
    package var codec: ParquetCodec?

    /// Makes a request.
    package init(
      mappingPath: String, workspacePath: String, files: [String], cityFolder: String? = nil,
      date: Int32, codec: ParquetCodec? = nil
    ) {
      self.mappingPath = mappingPath
      self.workspacePath = workspacePath
      self.files = files
      self.cityFolder = cityFolder
      self.date = date
      self.codec = codec
    }
  }

  private let request: Request
  private let progress: Progress
  private let now: () -> String

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - request: What to do.
  ///   - progress: Where to say how far it is.
  ///   - now: The time of day, as `PipelineRunner` takes it.
  package init(_ request: Request, progress: Progress, now: @escaping () -> String) {
    self.request = request
    self.progress = progress
    self.now = now
  }

  /// Takes the files.
  ///
  /// - Throws: `configuration` and `notFound` before anything is written; any other fault leaves
  ///   the last commit in place.
  package func run() throws -> IngestSummary {
    let city = try Self.city(of: request)
    let mapping = try SourceMapping.load(path: request.mappingPath, city: city.configuration)
    let items = try request.files.map { try Inbox.item(file: $0, platform: mapping.platform) }
    let workspace = try Workspace(path: request.workspacePath)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    if let codec = request.codec { try store.setCodec(codec) }
    let before = store.lake.latestSnapshot
    let definition = PipelineDefinition(
      takingFor: city.folder ?? "", name: StepName.ingest.rawValue)
    let run = try nextRun(store, definition)
    let context = RunContext(
      workspace: workspace, definition: definition, city: city.configuration,
      mappings: [mapping], store: store, run: run, date: request.date, progress: progress, now: now)
    try store.ledger.start(run, at: now(), configuration: configuration(mapping, city))
    try Failpoint.reach(.runStarted)
    // What a killed run has committed stays as it is; the rest is taken under its name.
    let known = Set(try store.ledger.files(of: run.runID).map { "\($0.fileID) \($0.path)" })
    let rest = items.filter { !known.contains("\($0.fileID) \($0.relativePath)") }
    let step = IngestStep(context, items: rest, isNamed: true)
    let isDone = try store.ledger.step(StepName.ingest.rawValue, of: run.runID) != nil
    if isDone && rest.isEmpty { try step.noteAttention() } else { try step.run() }
    // A killed attempt may have changed the store before this one began.
    let hasTakenRows = try store.ledger.files(of: run.runID).contains {
      $0.accepted + $0.updated > 0
    }
    let summary = try IngestSummary(
      context, items: items, isChanged: hasTakenRows || store.lake.latestSnapshot != before)
    try Failpoint.reach(.runDone)
    try store.ledger.finish(run.runID, at: now(), summary: JSONText.string(of: summary.json))
    try Failpoint.reach(.runFinished)
    return summary
  }

  /// A run that was killed goes on under its name; else it is the next one of the date.
  private func nextRun(_ store: Store, _ definition: PipelineDefinition) throws -> Ledger.Run {
    let date = CivilTime.format(day: request.date)
    let last = try store.ledger.lastRun(pipeline: definition.name, date: date)
    if let last, last.state != "finished" { return last }
    return Ledger.Run(pipeline: definition.name, businessDate: date, after: last)
  }

  private func configuration(
    _ mapping: SourceMapping, _ city: (folder: String?, configuration: CityConfiguration)
  ) throws -> String {
    let hash = SHA256.hash(try FileSystem.read(mapping.path)).hexadecimal
    return JSONText.string(
      of: [
        "mapping": .string(try FileSystem.absolute(mapping.path)), "mapping_sha256": .string(hash),
        "city": .text(
          try city.folder.map { path throws(StorageError) in
            try FileSystem.absolute(path)
          }),
      ])
  }

  /// The city that a request's mapping belongs to: the one named, else the folder above the
  /// mapping's own `sources`, else none.
  static func city(of request: Request) throws -> (
    folder: String?, configuration: CityConfiguration
  ) {
    let own = FileSystem.parent(of: request.mappingPath)
    let above = FileSystem.parent(of: own)
    let isInCity = FileSystem.name(of: own) == "sources" && FileSystem.exists(above + "/city.json5")
    guard let folder = request.cityFolder ?? (isInCity ? above : nil) else { return (nil, .bare) }
    return (folder, try CityConfiguration.load(folder: folder))
  }
}

extension PipelineDefinition {
  /// The pipeline of one step that takes rows: `minsheng ingest`, `minsheng quarantine replay`.
  init(takingFor city: String, name: String) {
    self.init(
      name: name, cityFolder: city, reportFiles: [], model: "",
      steps: [.ingest], matchWindowDays: 0, hash: "")
  }
}
