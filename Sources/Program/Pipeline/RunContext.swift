internal import Bytes
internal import Classification
internal import Columns
package import Complaints
package import Intake
internal import Lake
internal import SQLite
internal import Tabular
internal import Vault

/// What the steps of one run share: where they read and write, the city, the run's own names.
package final class RunContext {
  /// The workspace.
  package let workspace: Workspace
  /// The pipeline.
  package let definition: PipelineDefinition
  /// The city.
  package let city: CityConfiguration
  /// The city's source mappings, by platform.
  package let mappings: [SourceMapping]
  /// Lake, vault and ledger.
  package let store: Store
  /// The run.
  package let run: Ledger.Run
  /// The business date, days since 1970-01-01.
  package let date: Int32
  /// Where progress is shown.
  package let progress: Progress
  /// The time of day for catalog and ledger entries; never reaches a table's rows.
  package let now: () -> String
  /// What needs a person's look, in words; not empty means exit code 3.
  package internal(set) var attention: [String] = []
  /// What the steps did, in order.
  package internal(set) var stepDetails: [(step: StepName, detail: StepDetail)] = []

  init(
    workspace: Workspace, definition: PipelineDefinition, city: CityConfiguration,
    mappings: [SourceMapping], store: Store, run: Ledger.Run, date: Int32, progress: Progress,
    now: @escaping () -> String
  ) {
    self.workspace = workspace
    self.definition = definition
    self.city = city
    self.mappings = mappings
    self.store = store
    self.run = run
    self.date = date
    self.progress = progress
    self.now = now
  }

  /// When what this run finds counts as seen: the end of the business date.
  package var seenAt: Int64 { CivilTime.timestamp(date + 1) }

  /// When what this run publishes counts as issued: 07:00 of the day after the business date, when
  /// units open their folders.
  ///
  /// A clock of the machine would make reruns differ.
  package var issuedAt: Int64 { CivilTime.timestamp(date + 1, hour: 7) }

  /// The runs whose requests the steps work on: this one, and those of single `ingest`s and
  /// `replay`s since the last.
  func workedRuns() throws(StorageError) -> [String] {
    [run.runID] + (try store.ledger.carried(by: run.runID))
  }

  /// The first mapping of a platform.
  func mapping(of platform: String) -> SourceMapping? {
    mappings.first { $0.platform == platform }
  }

  /// The newest version of the pipeline's model; nil, and said, where none was trained.
  func model() throws -> LinearModel? {
    try modelPath().map { try LinearModel(mapping: MappedFile(path: $0)) }
  }

  /// Where the newest version of the pipeline's model lies; nil, and said, where none was trained.
  func modelPath() throws -> String? {
    if let path = try workspace.newestModel(definition.model) { return path }
    attention.append(
      "no trained model in models/\(definition.model): classes come from the lexicon alone")
    return nil
  }

  /// Whether a day is worked; Monday to Friday outside the calendar's range.
  func calendar(isWorkday day: Int32) -> Bool {
    let calendar = city.calendar
    guard day >= calendar.firstDay, day <= calendar.lastDay else {
      return CivilTime.weekday(day) <= 5
    }
    return calendar.isWorkday[Int(day - calendar.firstDay)]
  }

  /// Names folders of the inbox that no mapping claims: their files are not taken.
  func note(strangers: [String]) {
    for folder in strangers {
      attention.append("inbox/\(folder): no mapping names this folder; its files were not taken")
    }
  }

  /// Names publications that are neither staged nor in their place.
  func note(gone: [Ledger.Publication]) {
    for item in gone {
      attention.append(
        "\(item.target) is gone: its unit took it before the ledger knew, or it was removed")
    }
  }

  /// Commits a step's rows and its ledger entry in one transaction.
  ///
  /// - Parameter body: Writes what else belongs to the step, at the time given.
  func commit(
    _ staged: LakeCommit, step: StepName, detail: StepDetail,
    publications: [Ledger.Publication] = [],
    _ body: (Connection, String) throws -> Void = { _, _ in }
  ) throws {
    let time = now()
    _ = try staged.commit(
      message: "\(step.rawValue) \(run.runID)", at: time
    ) { connection in
      try body(connection, time)
      for publication in publications {
        try Ledger.record(publication, of: workspace, in: connection)
      }
      try Ledger.record(
        step: step.rawValue, of: run.runID, at: time, detail: detail.text, in: connection)
    }
    stepDetails.append((step, detail))
  }
}
