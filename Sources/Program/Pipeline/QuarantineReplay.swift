internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import SQLite
internal import Tabular

/// Takes a mended quarantine in, by the same mapping and the same way as the files themselves.
///
/// A replay is a run of its own, `replay-<date>`. Rows that it rejects anew wait under its name, so
/// that for every run and file `quarantined = waiting + replayed + dropped`.
package struct QuarantineReplay {
  /// What is to be taken in.
  package struct Request: Sendable {
    /// The workspace.
    package var workspacePath: String
    /// The mended file.
    package var file: String
    /// The date of the run, days since 1970-01-01; rows are dated as the run was that rejected them.
    package var date: Int32
    /// The mapping to read by, where it is not that of the run that rejected the rows.
    package var mapping: String?
    /// The city, likewise.
    package var cityFolder: String?

    /// Makes a request.
    package init(
      workspacePath: String, file: String, date: Int32, mapping: String? = nil,
      cityFolder: String? = nil
    ) {
      self.workspacePath = workspacePath
      self.file = file
      self.date = date
      self.mapping = mapping
      self.cityFolder = cityFolder
    }
  }

  /// The rows that are to be read or given up, of one run and file.
  struct Work {
    let file: Ledger.File
    var mended: [(row: QuarantinedRow, cells: [String])] = []
    var dropped: [(row: QuarantinedRow, reason: String)] = []
  }

  private let request: Request
  private let progress: Progress
  private let now: () -> String

  /// Makes a replay; the parameters are those of `IngestRunner`.
  package init(_ request: Request, progress: Progress, now: @escaping () -> String) {
    self.request = request
    self.progress = progress
    self.now = now
  }

  /// Takes the file in.
  ///
  /// - Throws: `configuration` before anything is written; any other fault leaves every row waiting
  ///   that was not committed.
  package func run() throws -> ReplaySummary {
    let workspace = try Workspace(path: Workspace(existing: request.workspacePath).path)
    let mended = try MendedFile(path: request.file)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    var summary = ReplaySummary(rows: mended.rows.count)
    let definition = PipelineDefinition(takingFor: "", name: "replay")
    let run = try nextRun(store, definition)
    let work = try ReplayPlan(workspace, store.ledger, runID: run.runID).sort(mended, &summary)
    let sources = try sources(of: work, store.ledger)
    let context = RunContext(
      workspace: workspace, definition: definition, city: sources.first?.value.city ?? .bare,
      mappings: [], store: store, run: run, date: request.date, progress: progress, now: now)
    try store.ledger.start(run, at: now(), configuration: try configuration())
    try Failpoint.reach(.runStarted)
    if !work.isEmpty { try take(work, sources, context, &summary) }
    try summary.count(store.ledger.files(of: run.runID))
    try QualityUpdate(context).run(for: store.ledger.files(of: run.runID))
    summary.finish(run.runID, waiting: try store.ledger.waitingRows())
    try Failpoint.reach(.runDone)
    try store.ledger.finish(run.runID, at: now(), summary: JSONText.string(of: summary.json))
    try Failpoint.reach(.runFinished)
    return summary
  }

  private func nextRun(_ store: Store, _ definition: PipelineDefinition) throws -> Ledger.Run {
    let date = CivilTime.format(day: request.date)
    let last = try store.ledger.lastRun(pipeline: definition.name, date: date)
    if let last, last.state != "finished" { return last }
    return Ledger.Run(pipeline: definition.name, businessDate: date, after: last)
  }

  private func configuration() throws -> String {
    JSONText.string(
      of: [
        "file_sha256": .string(try SHA256.hash(fileAt: request.file).hexadecimal),
        "mapping": .text(request.mapping), "city": .text(request.cityFolder),
      ])
  }

  /// What the rows of each run are read by.
  private func sources(of work: [Work], _ ledger: Ledger) throws -> [Ledger.Origin: ReplaySource] {
    var sources: [Ledger.Origin: ReplaySource] = [:]
    for item in work where !item.mended.isEmpty {
      guard let origin = try ledger.origin(of: item.file), sources[origin] == nil else { continue }
      sources[origin] = try ReplaySource(
        of: origin, mapping: request.mapping, cityFolder: request.cityFolder)
    }
    return sources
  }

  /// Reads the mended rows, writes what they say and enters what became of each.
  private func take(
    _ work: [Work], _ sources: [Ledger.Origin: ReplaySource], _ context: RunContext,
    _ summary: inout ReplaySummary
  ) throws {
    let buffer = try IngestBuffer(context, isReplay: true)
    let quarantine = QuarantineFolder(context)
    let late = try LateRows(context)
    var outcomes: [(QuarantineKey, Ledger.QuarantineOutcome)] = []
    var rejects: [String: (file: Ledger.File, rejects: [Reject])] = [:]
    var masker = TextMasker(city: context.city)
    for item in work {
      for (row, reason) in item.dropped {
        let masked = masker.mask(Array(reason.utf8.prefix(600)), column: "content").masked
        outcomes.append(
          (
            row.key,
            .init(
              .dropped, reason: String(decoding: masked, as: UTF8.self), runID: context.run.runID)
          ))
      }
      guard !item.mended.isEmpty, let origin = try context.store.ledger.origin(of: item.file),
        let source = sources[origin]
      else { continue }
      let (batches, strays) = try source.read(
        item.mended, of: item.file, runID: context.run.runID, vault: context.store.vault)
      for (row, detail) in strays { summary.note(row.key.text, detail) }
      let waiting = Set(strays.map(\.row.key))
      for (row, _) in item.mended where !waiting.contains(row.key) {
        outcomes.append((row.key, .init(.replayed, runID: context.run.runID)))
      }
      var file = entry(item.file, context.run.runID)
      file.rowsRead = batches.reduce(0) { $0 + $1.rowsRead }
      file.quarantined = batches.reduce(0) { $0 + $1.rejects.count }
      let settled = try late.settle(batches, ofFile: file.fileID)
      file.updated = settled.updated
      file.unchanged = settled.unchanged
      let name = "\(file.platform)-\(file.fileID)"
      // Rows of one file that different runs rejected make one entry of this run.
      rejects[name, default: (file, [])].rejects += batches.flatMap(\.rejects)
      buffer.add(merging: file, settled.rest)
    }
    for (file, rejects) in rejects.sorted(by: { $0.key < $1.key }).map(\.value) {
      try quarantine.write(rejects, of: file)
    }
    for (_, outcome) in outcomes { summary.count(outcome) }
    try buffer.flush(
      isLast: true,
      entering: { connection in
        for (key, outcome) in outcomes { try Ledger.record(outcome, of: key, in: connection) }
      })
  }

  /// The ledger's entry of a file of which single rows are taken.
  private func entry(_ file: Ledger.File, _ runID: String) -> Ledger.File {
    var entry = file
    (entry.rowsRead, entry.accepted, entry.updated) = (0, 0, 0)
    (entry.unchanged, entry.quarantined, entry.controlTotal) = (0, 0, nil)
    entry.format = TabularFormat.delimited.rawValue
    entry.encoding = "utf-8"
    entry.runID = runID
    return entry
  }
}
