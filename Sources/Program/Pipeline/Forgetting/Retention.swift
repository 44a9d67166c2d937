internal import Bytes
internal import Columns
internal import Complaints
internal import Lake
internal import SQLite
internal import Tabular
internal import Vault

/// Removes what the city's `retention.csv` says is kept no longer.
///
/// Days are counted from business dates: of the run that took or made something, of the day a
/// request was received; never by the machine's clock. A day counts as past when it lies more than
/// the days given before the business date.
struct Retention {
  /// What `retention.csv` may name and something here acts on; `snapshots` is `CompactStep`'s own.
  static let areas = [
    "inbox", "quarantine", "identities", "spans", "contacts", "outbox", "logs", "snapshots",
  ]

  private let context: RunContext
  private let connection: Connection
  private var removals: [Ledger.Removal] = []
  private var expired: [(kind: String, id: String)] = []
  /// The runs whose rejected rows go.
  private var emptied: [String] = []

  init(_ context: RunContext) {
    self.context = context
    connection = context.store.lake.connection
  }

  /// What the city's file names and nothing acts on, in name order.
  static func notApplied(_ city: CityConfiguration) -> [String] {
    city.retentionDays.keys.filter { !areas.contains($0) }.sorted()
  }

  /// Removes what is past its days, and counts it.
  ///
  /// - Returns: The figures of this run, also of an attempt that was killed afterwards.
  mutating func apply() throws -> StepDetail {
    var detail = StepDetail()
    try findInbox(&detail)
    try findQuarantine(&detail)
    try findBatches(&detail)
    try findContacts(&detail)
    try findLogs(&detail)
    try commit(&detail)
    return try recorded()
  }

  /// The first day that is kept of an area, as text; nil where nothing says so.
  private func firstDay(_ area: String) -> String? {
    context.city.retentionDays[area].map { CivilTime.format(day: context.date - Int32($0)) }
  }

  private mutating func remove(_ path: String, _ area: String, modified: Int64? = nil) {
    removals.append(
      Ledger.Removal(
        path: context.workspace.relative(path), area: area, reason: "retention",
        date: CivilTime.format(day: context.date), modified: modified))
  }

  // MARK: - Files

  /// Files that finished runs dealt with, and that still lie where they were taken.
  private mutating func findInbox(_ detail: inout StepDetail) throws {
    guard let first = firstDay("inbox") else { return }
    var found: [(path: String, modified: Int64)] = []
    try connection.query(
      """
      SELECT DISTINCT f.path, f.modified FROM minsheng_files f JOIN minsheng_runs r USING (run_id)
      WHERE r.state = 'finished' AND r.business_date < ? AND f.path NOT LIKE '/%' ORDER BY 1, 2
      """, [.text(first)]
    ) { row in found.append((row.text(0), row.int64(1))) }
    for file in found {
      let path = context.workspace.inbox + "/" + file.path
      guard FileSystem.exists(path), try FileSystem.modified(path) == file.modified else {
        continue
      }
      remove(path, "inbox", modified: file.modified)
      detail["inbox_files"] += 1
    }
  }

  /// Rejected rows and refused files of finished runs: nobody mended them in all that time.
  private mutating func findQuarantine(_ detail: inout StepDetail) throws {
    guard let first = firstDay("quarantine") else { return }
    var runs: [String] = []
    try connection.query(
      "SELECT run_id FROM minsheng_runs WHERE state = 'finished' AND business_date < ? ORDER BY 1",
      [.text(first)]
    ) { row in runs.append(row.text(0)) }
    for run in runs {
      let folder = context.workspace.quarantine + "/" + run
      guard FileSystem.isFolder(folder) else { continue }
      remove(folder, "quarantine")
      emptied.append(run)
      detail["quarantine_runs"] += 1
    }
  }

  private func batches(before day: String) throws(StorageError) -> [(id: String, target: String)] {
    var found: [(String, String)] = []
    try connection.query(
      """
      SELECT p.id, p.target FROM minsheng_publications p JOIN minsheng_runs r USING (run_id)
      WHERE p.kind = 'outbox' AND p.state = 'published' AND r.business_date < ? ORDER BY p.target
      """, [.text(day)]
    ) { row in found.append((row.text(0), row.text(1))) }
    return found
  }

  private mutating func findBatches(_ detail: inout StepDetail) throws {
    guard let first = firstDay("outbox") else { return }
    for batch in try batches(before: first) {
      remove(context.workspace.path(batch.target), "outbox")
      expired.append(("outbox", batch.id))
      detail["batches"] += 1
    }
  }

  /// The sheets with persons in batches that stay longer.
  private mutating func findContacts(_ detail: inout StepDetail) throws {
    guard let first = firstDay("contacts") else { return }
    let gone = Set(expired.map(\.id))
    for batch in try batches(before: first) where !gone.contains(batch.id) {
      let folder = context.workspace.path(batch.target)
      for name in FileSystem.isFolder(folder) ? try FileSystem.list(folder) : []
      where OutboxFiles.isContactSheet(name) {
        remove(folder + "/" + name, "contacts")
        detail["contact_sheets"] += 1
      }
    }
  }

  /// Logs by the day they were last written; what keeps the end of the audit chain stays.
  private mutating func findLogs(_ detail: inout StepDetail) throws {
    guard let days = context.city.retentionDays["logs"] else { return }
    let first = context.date - Int32(days)
    for name in try FileSystem.list(context.workspace.logs) where name != AuditLog.name {
      let path = context.workspace.logs + "/" + name
      let modified = try FileSystem.modified(path)
      guard CivilTime.day(of: modified / 1000 + 8 * 3600 * CivilTime.second) < first else {
        continue
      }
      remove(path, "logs", modified: FileSystem.isFolder(path) ? nil : modified)
      detail["logs"] += 1
    }
  }

  // MARK: - Vault and ledger

  /// The id below which all requests were received before the first day that is kept.
  private func firstRequest(_ area: String) -> Int64? {
    guard let days = context.city.retentionDays[area] else { return nil }
    let day = context.date - Int32(days) - RequestID.epoch
    return day > 0 ? Int64(day) << 48 : nil
  }

  private func commit(_ detail: inout StepDetail) throws {
    let restricted = try context.store.vault.begin()
    do {
      let identities = try firstRequest("identities").map {
        try restricted.forgetIdentities(before: $0)
      }
      let spans = try firstRequest("spans").map { try restricted.forgetSpans(before: $0) }
      if let identities, identities > 0 { detail["identities"] = identities }
      if let spans, spans > 0 { detail["spans"] = spans }
      try restricted.stage()
      let (removals, expired, runID) = (removals, expired, context.run.runID)
      let emptied = emptied
      let figures = detail
      let date = CivilTime.format(day: context.date)
      let time = context.now()
      try context.store.lake.begin().commit(message: "retention", at: time) { connection in
        try restricted.record(in: connection)
        if figures.figures.isEmpty { return }
        try Ledger.record(removals, in: connection)
        for run in emptied {
          try Ledger.dropWaiting(of: run, reason: "retention", by: runID, in: connection)
        }
        for publication in expired {
          try connection.execute(
            "UPDATE minsheng_publications SET state = 'expired' WHERE kind = ? AND id = ?",
            [.text(publication.kind), .text(publication.id)])
        }
        try Ledger.record(
          erasure: "retention", on: date, runID: runID, summary: figures.text, in: connection)
        try context.store.vault.recordAudit(
          [(purpose: "retention", subject: figures.line)], actor: "run \(runID)", at: time,
          in: connection)
      }
    } catch {
      restricted.rollback()
      throw error
    }
    try Failpoint.reach(.removalEntered)
    try restricted.finish()
    try context.store.ledger.finishRemovals(in: context.workspace)
  }

  /// The figures that this run has entered.
  private func recorded() throws -> StepDetail {
    var sum = StepDetail()
    var texts: [String] = []
    try connection.query(
      "SELECT summary FROM minsheng_erasures WHERE kind = 'retention' AND run_id = ? ORDER BY 1",
      [.text(context.run.runID)]
    ) { row in texts.append(row.text(0)) }
    for text in texts {
      for figure in try StepDetail(text: text).figures { sum[figure.name] += figure.value }
    }
    return sum
  }
}
