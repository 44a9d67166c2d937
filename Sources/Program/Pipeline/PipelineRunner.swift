internal import Bytes
internal import Columns
internal import Complaints
internal import Exchange
internal import Intake
internal import Lake
internal import Report
internal import Tabular
internal import Vault

/// Runs a pipeline for one business date: plan, steps, ledger.
///
/// Every step's rows and its ledger entry commit together, so a run that was killed anywhere goes
/// on where it stopped, under the same id and to the same result; a finished run with nothing new
/// to take changes nothing.
package struct PipelineRunner {
  /// What a run was asked to do.
  package struct Request: Sendable {
    /// The pipeline's file.
    package var pipelinePath: String
    /// The workspace's folder.
    package var workspacePath: String
    /// The city's folder, where it is not the pipeline's.
    package var cityFolder: String?
    /// The business date, days since 1970-01-01.
    package var date: Int32
    /// The only step to do, done before or not.
    package var only: StepName?
    /// The step to begin with, done before or not.
    package var from: StepName?

    /// Makes a request.
    package init(
      pipelinePath: String, workspacePath: String, cityFolder: String? = nil, date: Int32,
      only: StepName? = nil, from: StepName? = nil
    ) {
      self.pipelinePath = pipelinePath
      self.workspacePath = workspacePath
      self.cityFolder = cityFolder
      self.date = date
      self.only = only
      self.from = from
    }

    /// Whether a step was asked for by name.
    var isForced: Bool { only != nil || from != nil }

    /// Whether a step is to be done even if it was.
    func forces(_ step: StepName) -> Bool {
      if let only { return step == only }
      guard let from else { return false }
      let order = StepName.allCases
      guard let start = order.firstIndex(of: from), let index = order.firstIndex(of: step) else {
        return false
      }
      return index >= start
    }

    /// Whether a step is part of this call.
    func includes(_ step: StepName) -> Bool { isForced ? forces(step) : true }
  }

  let request: Request
  let progress: Progress
  let now: () -> String

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - request: What to do.
  ///   - progress: Where to say how far it is.
  ///   - now: The time of day, `2026-11-23 14:10:40.635607+00`, for catalog and ledger only.
  package init(_ request: Request, progress: Progress, now: @escaping () -> String) {
    self.request = request
    self.progress = progress
    self.now = now
  }

  /// Does the run.
  ///
  /// - Throws: `configuration` before anything is written; any other fault leaves the last
  ///   committed step in place and nothing half-published.
  package func run() throws -> RunSummary {
    let definition = try PipelineDefinition.load(
      path: request.pipelinePath, city: request.cityFolder)
    let city = try CityConfiguration.load(folder: definition.cityFolder)
    let mappings = try SourceMapping.loadAll(folder: definition.cityFolder, city: city)
    let reports = try definition.reportFiles.map { try ReportDefinition.load(path: $0) }
    let workspace = try Workspace(path: request.workspacePath)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    let gone = try store.ledger.publishPending(in: workspace)
    let (items, strangers) = try Inbox.discover(
      inbox: workspace.inbox, platforms: Set(mappings.map(\.platform)),
      date: CivilTime.format(day: request.date), known: store.ledger.knownFiles())
    let last = try store.ledger.lastRun(
      pipeline: definition.name, date: CivilTime.format(day: request.date))
    let carried = request.isForced ? [] : try store.ledger.runsToCarry()
    if let last, last.state == "finished", items.isEmpty, carried.isEmpty, !request.isForced {
      return RunSummary(alreadyDone: last)
    }
    let run = nextRun(definition, after: last)
    let context = RunContext(
      workspace: workspace, definition: definition, city: city, mappings: mappings, store: store,
      run: run, date: request.date, progress: progress, now: now)
    context.note(strangers: strangers)
    context.note(gone: gone)
    try store.ledger.start(
      run, carrying: carried, at: now(), configuration: try configuration(definition, city))
    try Failpoint.reach(.runStarted)
    for step in definition.steps where request.includes(step) {
      try perform(step, context, items: items, reports: reports)
    }
    return try finish(context)
  }

  /// The run to go on with, or the next one of the date.
  private func nextRun(_ definition: PipelineDefinition, after last: Ledger.Run?) -> Ledger.Run {
    if let last, last.state != "finished" || request.isForced { return last }
    return Ledger.Run(
      pipeline: definition.name, businessDate: CivilTime.format(day: request.date), after: last)
  }

  private func perform(
    _ step: StepName, _ context: RunContext, items: [Inbox.Item], reports: [ReportDefinition]
  ) throws {
    if !request.forces(step),
      let done = try context.store.ledger.step(step.rawValue, of: context.run.runID)
    {
      context.stepDetails.append((step, try StepDetail(text: done)))
      try noteAttention(of: step, context)
      progress.done(step.rawValue, "done before: \(context.stepDetails.last?.detail.line ?? "")")
      return
    }
    switch step {
    case .ingest: try IngestStep(context, items: items).run()
    case .classify: try ClassifyStep(context).run()
    case .match: try MatchStep(context).run()
    case .assign: try AssignStep(context).run()
    case .trends: try TrendsStep(context).run()
    case .report: try ReportStep(context, definitions: reports).run()
    case .compact: try CompactStep(context).run()
    }
    context.note(gone: try context.store.ledger.publishPending(in: context.workspace))
    progress.done(step.rawValue, context.stepDetails.last?.detail.line ?? "")
  }

  /// Finds again what a step that a killed run finished had to say.
  private func noteAttention(of step: StepName, _ context: RunContext) throws {
    switch step {
    case .ingest: try IngestStep(context, items: []).noteAttention()
    case .classify: _ = try context.modelPath()
    case .match, .assign, .trends, .report, .compact: break
    }
  }

  private func finish(_ context: RunContext) throws -> RunSummary {
    if request.includes(.trends) && context.definition.steps.contains(.trends) {
      try DriftReport.note(in: context)
    }
    let summary = try RunSummary(context)
    try AuditLog(context.workspace).note(context.store.vault)
    try Failpoint.reach(.runDone)
    if !request.isForced {
      try context.store.ledger.finish(
        context.run.runID, at: now(), summary: JSONText.string(of: summary.json))
    }
    try Failpoint.reach(.runFinished)
    return summary
  }

  /// Paths and hashes of everything that steered the run, for the ledger.
  private func configuration(
    _ definition: PipelineDefinition, _ city: CityConfiguration
  ) throws -> String {
    let files = city.fileHashes.sorted { $0.key < $1.key }
      .map { JSONValue.Member($0.key, .string($0.value)) }
    return JSONText.string(
      of: [
        "pipeline": .string(request.pipelinePath), "pipeline_sha256": .string(definition.hash),
        "city": .string(try FileSystem.absolute(definition.cityFolder)),
        "city_files": .object(files),
      ])
  }
}
