internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
package import Tabular
internal import Vault

/// One request with the person behind it and its texts as they were before masking.
///
/// That somebody looks, who and what for, is in the audit chain before any of it is read.
package struct RevealedRequest {
  /// Who wants to see which request, and what for.
  package struct Query: Sendable {
    /// The workspace's folder.
    package var workspacePath: String
    /// The request's id.
    package var requestID: Int64
    /// What for.
    package var purpose: String
    /// Who.
    package var actor: String

    /// Makes a query.
    package init(workspacePath: String, requestID: Int64, purpose: String, actor: String) {
      self.workspacePath = workspacePath
      self.requestID = requestID
      self.purpose = purpose
      self.actor = actor
    }
  }

  /// The request as JSON.
  package let json: JSONValue
  /// The request as lines for people.
  package let lines: [String]

  private static let columns = ["platform", "source_record_id", "received_at", "person_id"]

  /// Enters who looks and what for, then reads.
  ///
  /// Runs beside a nightly run, which may replace files of the vault meanwhile: a file that is gone
  /// is looked for again under the name it has now.
  ///
  /// - Parameters:
  ///   - query: What is wanted.
  ///   - time: The time of the audit entry.
  /// - Throws: `notFound` for an unknown request, before anything is entered.
  package init(_ query: Query, at time: String) throws {
    let workspace = try Workspace(existing: query.workspacePath)
    let lake = try Lake.open(folder: workspace.lake, tables: Tables.all, author: "minsheng")
    let vault = try Vault.open(folder: workspace.vault)
    try vault.attach(to: lake.connection)
    let row = try lake.lookup(
      Tables.requests.name, key: "request_id", in: [query.requestID],
      columns: Self.columns + MaskedColumns.requests)
    guard row.rowCount == 1 else {
      throw StorageError(
        .notFound, path: workspace.path, "no request \(query.requestID) in the store")
    }
    try vault.appendAudit(
      actor: query.actor, purpose: query.purpose, subject: "reveal request \(query.requestID)",
      at: time)
    try AuditLog(workspace).note(vault)
    let secrets = try Self.secrets(of: query.requestID, vault)
    let forgetting = try vault.forgetting(of: query.requestID)
    let kept = try vault.forgotten()
    let note =
      forgetting.map { "forgotten on \($0.date): \($0.basis)" }
      ?? (kept.keepsIdentity(of: query.requestID) && kept.keepsSpans(of: query.requestID)
        ? nil : "past the days that the city's retention gives it")
    let texts = Self.texts(of: query.requestID, row, secrets.spans)
    let person = Self.person(secrets.identity)
    func source(_ name: String) -> String { row.strings(name)[0] ?? "" }
    let received = row.int64s("received_at")[0].map { CivilTime.format($0) } ?? ""
    json = [
      "request": .string(String(query.requestID)), "platform": .string(source("platform")),
      "source_record_id": .string(source("source_record_id")),
      "received_at": .string(received),
      "person": person.isEmpty
        ? .null : .object(person.map { JSONValue.Member($0.name, .string($0.text)) }),
      "texts": .object(texts.map { JSONValue.Member($0.name, .string($0.text)) }),
      "forgotten": .text(note),
    ]
    lines =
      [
        "request          \(query.requestID)",
        "record           \(source("platform")) \(source("source_record_id")), \(received)",
      ] + (person + texts).map { $0.name.padding(to: 17) + $0.text }
      + (note.map { ["not kept".padding(to: 17) + $0] } ?? [])
  }

  private static func secrets(of request: Int64, _ vault: Vault) throws -> (
    identity: RecordBatch, spans: RecordBatch
  ) {
    for _ in 0..<3 {
      if let identity = try? vault.identities(requestIDs: [request]),
        let spans = try? vault.spans(requestIDs: [request])
      {
        return (identity, spans)
      }
    }
    return (try vault.identities(requestIDs: [request]), try vault.spans(requestIDs: [request]))
  }

  private static func person(_ identity: RecordBatch) -> [(name: String, text: String)] {
    if identity.rowCount == 0 { return [] }
    return ["name", "phone", "id_number", "address"].compactMap { name in
      identity.strings(name)[0].map { (name, $0) }
    }
  }

  private static func texts(of request: Int64, _ row: RecordBatch, _ spans: RecordBatch) -> [(
    name: String, text: String
  )] {
    let unmasking = Unmasking(spans)
    return MaskedColumns.requests.compactMap { name in
      row.strings(name)[0].map { (name, unmasking.text($0, column: name, of: request)) }
    }
  }
}
