internal import Bytes
internal import Columns
internal import Complaints
internal import Lake
internal import SQLite
internal import Tabular
internal import Vault

/// Removes the identity behind requests from everything but the batches that units have pulled.
///
/// The lake keeps its rows with their masked texts and tokens, so every count stays as it was. One
/// transaction enters what is forgotten, the audit entry and the files that have to go; they go
/// after it, and whatever opens the store next finishes what a kill left.
package struct ForgetRunner {
  /// Who is to be forgotten.
  package enum Subject: Sendable {
    /// All requests of a person, by token.
    case person(Int64)
    /// One request.
    case request(Int64)
  }

  /// What was asked for.
  package struct Request: Sendable {
    /// The workspace's folder.
    package var workspacePath: String
    /// Who.
    package var subject: Subject
    /// On what basis.
    package var basis: String
    /// Who acts.
    package var actor: String
    /// The day, days since 1970-01-01.
    package var date: Int32
    /// Whether published contact sheets that hold the person go too.
    package var removesContacts: Bool

    /// Makes a request.
    package init(
      workspacePath: String, subject: Subject, basis: String, actor: String, date: Int32,
      removesContacts: Bool = false
    ) {
      self.removesContacts = removesContacts
      self.workspacePath = workspacePath
      self.subject = subject
      self.basis = basis
      self.actor = actor
      self.date = date
    }
  }

  private let request: Request
  private let progress: Progress
  private let now: () -> String

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - progress: Where to say how far it is.
  ///   - now: The time of day, for audit and ledger.
  package init(_ request: Request, progress: Progress, now: @escaping () -> String) {
    self.request = request
    self.progress = progress
    self.now = now
  }

  /// Forgets.
  ///
  /// - Throws: `notFound` where the store knows no such request or person.
  package func run() throws -> ForgetSummary {
    let workspace = try Workspace(path: Workspace(existing: request.workspacePath).path)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    let records = try records(store)
    if records.isEmpty {
      throw StorageError(.notFound, path: workspace.path, "the store has no such request or person")
    }
    let known = try store.vault.forgotten().requestIDs
    let ids = Set(records.map(\.requestID))
    var summary = ForgetSummary()
    summary.requestIDs = ids.subtracting(known).sorted()
    let search = IdentitySearch(
      try store.vault.allIdentities(of: ids),
      records: Dictionary(grouping: records, by: \.platform).mapValues { Set($0.map(\.recordID)) })
    summary.others = try store.vault.holdings { search.occurs(in: $0) }
      .filter { !ids.contains($0.requestID) }.map { ($0.personID, $0.requestID) }
    var removals = ForgottenFiles(
      workspace, store.ledger, date: request.date, removesContacts: request.removesContacts,
      progress: progress)
    try removals.find(search, &summary)
    try commit(store, ids, removals.removals, &summary)
    try store.ledger.finishRemovals(in: workspace)
    try AuditLog(workspace).note(store.vault)
    return summary
  }

  private func commit(
    _ store: Store, _ ids: Set<Int64>, _ removals: [Ledger.Removal], _ summary: inout ForgetSummary
  ) throws {
    let restricted = try store.vault.begin()
    do {
      let date = CivilTime.format(day: request.date)
      (summary.identityRows, summary.spanRows) = try restricted.forget(
        ids, on: date, basis: request.basis)
      if summary.isEmpty { return restricted.rollback() }
      try restricted.stage()
      let time = now()
      let text = JSONText.string(of: summary.json)
      try store.lake.begin().commit(message: "forget", at: time) { connection in
        try restricted.record(in: connection)
        try store.vault.recordAudit(
          [(purpose: "forget: \(request.basis)", subject: subject(summary))],
          actor: request.actor, at: time, in: connection)
        try Ledger.record(removals, in: connection)
        try Ledger.record(erasure: "forget", on: date, summary: text, in: connection)
      }
    } catch {
      restricted.rollback()
      throw error
    }
    try Failpoint.reach(.removalEntered)
    try restricted.finish()
  }

  private func subject(_ summary: ForgetSummary) -> String {
    let who =
      switch request.subject {
      case .person(let id): "person \(id)"
      case .request(let id): "request \(id)"
      }
    return "\(who), requests \(summary.requestIDs.map(String.init).joined(separator: " "))"
  }

  private struct Record {
    let requestID: Int64
    let platform: String
    let recordID: String
  }

  /// The requests meant, with their numbers at their platforms.
  private func records(_ store: Store) throws -> [Record] {
    let columns = ["request_id", "platform", "source_record_id", "person_id"]
    func records(_ batch: RecordBatch, _ rows: [Int]) -> [Record] {
      let ids = batch.int64s("request_id").values
      return rows.map {
        Record(
          requestID: ids[$0], platform: batch.strings("platform")[$0] ?? "",
          recordID: batch.strings("source_record_id")[$0] ?? "")
      }
    }
    switch request.subject {
    case .request(let id):
      let batch = try store.lake.lookup(
        Tables.requests.name, key: "request_id", in: [id], columns: columns)
      return records(batch, Array(0..<batch.rowCount))
    case .person(let id):
      let links = try store.vault.personLinks()
      let first = links[id] ?? id
      var found: [Record] = []
      try store.lake.scan(Tables.requests.name, columns: columns) { batch, _ in
        let persons = batch.int64s("person_id")
        let rows = (0..<batch.rowCount).filter { row in
          persons[row].map { (links[$0] ?? $0) == first } ?? false
        }
        if !rows.isEmpty { found += records(batch, rows) }
      }
      return found
    }
  }
}

extension Ledger {
  /// Enters an erasure, inside its transaction.
  ///
  /// - Parameter snapshot: The first snapshot that stays, where earlier ones are still to be
  ///   forgotten.
  static func record(
    erasure kind: String, on date: String, runID: String? = nil, snapshot: Int64? = nil,
    summary: String, in connection: Connection
  ) throws(StorageError) {
    try connection.execute(
      """
      INSERT INTO minsheng_erasures
      VALUES((SELECT 1 + coalesce(max(number), 0) FROM minsheng_erasures), ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(kind), .text(date), .optional(runID), .optional(snapshot),
        .text(snapshot == nil ? "done" : "to_erase"), .text(summary),
      ])
  }
}
