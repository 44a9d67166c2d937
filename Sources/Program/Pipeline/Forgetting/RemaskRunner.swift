internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import SQLite
internal import Tabular
internal import Vault

/// Masks the texts of all requests since a day once more, by today's rules, and takes what they
/// showed until now out of everything but published batches.
///
/// One commit of lake and vault writes the rows that change, and enters that what they replace has
/// to go. Then earlier snapshots and old files go; whatever calls this next finishes what a kill
/// left.
package struct RemaskRunner {
  /// What was asked for.
  package struct Request: Sendable {
    /// The workspace's folder.
    package var workspacePath: String
    /// The first day of receipt, days since 1970-01-01.
    package var since: Int32
    /// The city's folder; nil for that of the last run.
    package var cityFolder: String?
    /// Who acts.
    package var actor: String
    /// The business date, days since 1970-01-01.
    package var date: Int32

    /// Makes a request.
    package init(
      workspacePath: String, since: Int32, cityFolder: String?, actor: String, date: Int32
    ) {
      self.workspacePath = workspacePath
      self.since = since
      self.cityFolder = cityFolder
      self.actor = actor
      self.date = date
    }
  }

  let request: Request
  private let progress: Progress
  private let now: () -> String

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - progress: Where to say how far it is.
  ///   - now: The time of day, for catalog, audit and ledger.
  package init(_ request: Request, progress: Progress, now: @escaping () -> String) {
    self.request = request
    self.progress = progress
    self.now = now
  }

  /// Masks again.
  ///
  /// - Throws: `configuration` where the city is not known.
  package func run() throws -> RemaskSummary {
    let workspace = try Workspace(path: Workspace(existing: request.workspacePath).path)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    let city = try store.city(request.cityFolder)
    var summary = RemaskSummary()
    try remask(workspace, store, city, &summary)
    try store.ledger.publishPending(in: workspace)
    try erase(store, &summary)
    try AuditLog(workspace).note(store.vault)
    return summary
  }

  // MARK: - Masking

  private func remask(
    _ workspace: Workspace, _ store: Store, _ city: CityConfiguration,
    _ summary: inout RemaskSummary
  ) throws {
    let commit = store.lake.begin()
    let restricted = try store.vault.begin()
    do {
      var requests = try RemaskedRequests(store.vault, city: city)
      try remask(&requests, store.lake, commit, restricted, &summary)
      let leaks = requests.leaks
      var history = RemaskedHistory(store, city: city, since: request.since, leaks)
      summary.stateCount = try history.replaceStates(in: commit)
      summary.historyCount = try history.replaceChanges(in: commit)
      guard summary.changedCount + summary.stateCount + summary.historyCount > 0 else {
        commit.rollback()
        return restricted.rollback()
      }
      summary.isChanged = true
      summary.pieceCount = leaks.count
      var copies = try RemaskedCopies(store.lake, leaks)
      try copies.replace(in: commit)
      summary.copies = copies.counts
      var reports = RemaskedReports(workspace, leaks)
      try reports.stage()
      summary.reports = reports.publications.map(\.target)
      summary.reportsLeft = reports.left
      summary.outbox = try outbox(workspace, leaks)
      try restricted.dropEarlierSpans(of: leaks.requestIDs)
      try enter(workspace, store, commit, restricted, reports.publications, summary)
    } catch {
      commit.rollback()
      restricted.rollback()
      throw error
    }
    try Failpoint.reach(.remaskEntered)
    try restricted.finish()
  }

  private func remask(
    _ requests: inout RemaskedRequests, _ lake: Lake, _ commit: LakeCommit,
    _ restricted: VaultCommit, _ summary: inout RemaskSummary
  ) throws {
    let range = ColumnRange("received_on", Int64(request.since)...Int64(Int32.max))
    try lake.scan(
      Tables.requests.name, columns: ["request_id", "received_on"] + MaskedColumns.requests,
      where: range
    ) { batch, origin in
      let days = batch.int32s("received_on").values
      let rows = days.indices.filter { days[$0] >= request.since }
      summary.requestCount += rows.count
      progress.update("remask", "\(summary.requestCount) requests")
      let changes = try requests.remask(batch, rows: rows)
      summary.unfitCount += changes.unfitCount
      if changes.rows.isEmpty { return }
      summary.changedCount += changes.rows.count
      try commit.update(
        Tables.requests.name,
        RecordBatch(
          schema: Schema(MaskedColumns.requests.map { Field($0, .string) }),
          columns: changes.texts.map { .string($0) }),
        replacing: changes.rows.map { (origin.dataFileID, origin.rows[$0]) })
      try restricted.appendSpans(changes.spans, clearing: changes.bare)
    }
  }

  /// The files of published batches that hold what leaked, contact sheets with such titles too.
  private func outbox(_ workspace: Workspace, _ leaks: Leaks) throws -> [String] {
    var unreadable: [String] = []
    progress.update("remask", "looking through the outbox")
    return try leaks.search.files(below: workspace.outbox, unreadable: &unreadable)
      .map { workspace.relative($0) }
  }

  private func enter(
    _ workspace: Workspace, _ store: Store, _ commit: LakeCommit, _ restricted: VaultCommit,
    _ publications: [Ledger.Publication], _ summary: RemaskSummary
  ) throws {
    try restricted.stage()
    let time = now()
    let since = CivilTime.format(day: request.since)
    try commit.commit(message: "remask since \(since)", at: time) { connection in
      try restricted.record(in: connection)
      let snapshot = try connection.integer("SELECT max(snapshot_id) FROM ducklake_snapshot")
      try store.vault.recordAudit(
        [
          (
            purpose: "remask since \(since)",
            subject: "\(summary.changedCount) requests, snapshot \(snapshot ?? 0)"
          )
        ], actor: request.actor, at: time, in: connection)
      for publication in publications {
        try Ledger.record(publication, of: workspace, in: connection)
      }
      try Ledger.record(
        erasure: "remask", on: CivilTime.format(day: request.date), snapshot: snapshot,
        summary: JSONText.string(of: summary.json), in: connection)
    }
  }

  // MARK: - Erasing

  /// Erases what masking replaced, now or in a call that was stopped.
  private func erase(_ store: Store, _ summary: inout RemaskSummary) throws {
    let connection = store.lake.connection
    guard
      let snapshot = try connection.integer(
        "SELECT max(first_snapshot) FROM minsheng_erasures WHERE state = 'to_erase'")
    else { return }
    summary.isChanged = true
    progress.update("remask", "removing old files")
    let erased = try store.lake.erase(before: snapshot, at: now())
    summary.erasure = StepDetail([
      "snapshots_forgotten": erased.snapshotCount, "files_removed": erased.fileCount,
      "files_not_written_anew": erased.keptFileCount,
    ])
    try connection.transaction { () throws(StorageError) in
      try connection.execute(
        "UPDATE minsheng_erasures SET state = 'done' WHERE state = 'to_erase'")
    }
  }
}
