public import Bytes
public import SQLite

/// Who looked at what in the vault, and why.
public struct AuditEntry: Equatable, Sendable {
  /// Its place in the chain, from 1.
  public let position: Int64
  /// When it was entered.
  public let time: String
  /// Who acted.
  public let actor: String
  /// What for.
  public let purpose: String
  /// What was looked at: ids only.
  public let subject: String
}

extension Vault {
  /// Adds an entry to the audit chain.
  ///
  /// Each entry is sealed with the key over the entry before it: one that is changed, removed or
  /// put in between breaks the chain for whoever lacks the key. The new end is entered into the
  /// lake's catalog too, so that an end that is cut off is missed there.
  ///
  /// - Parameters:
  ///   - actor: Who acts.
  ///   - purpose: What for.
  ///   - subject: What is looked at, by ids only.
  ///   - time: When.
  /// - Returns: The new end of the chain.
  /// - Precondition: `attach(to:)` has attached the vault to the lake's connection.
  @discardableResult
  public func appendAudit(actor: String, purpose: String, subject: String, at time: String)
    throws(StorageError) -> AuditAnchor
  {
    guard let connection = lakeConnection else {
      preconditionFailure("the end of the chain is kept by the lake's catalog: attach first")
    }
    try connection.transaction { () throws(StorageError) in
      try recordAudit([(purpose, subject)], actor: actor, at: time, in: connection)
    }
    guard let head = try auditHead() else { preconditionFailure("an entry was just added") }
    return head
  }

  /// Adds entries to the audit chain inside the lake's transaction, so that what is done and that
  /// it was done become durable together.
  ///
  /// - Parameters:
  ///   - entries: What for, and what is looked at, by ids only.
  ///   - actor: Who acts.
  ///   - time: When.
  ///   - connection: The lake's connection, to which `attach(to:)` has attached the vault.
  public func recordAudit(
    _ entries: [(purpose: String, subject: String)], actor: String, at time: String,
    in connection: Connection
  ) throws(StorageError) {
    precondition(connection.isInTransaction, "the entries come with what they tell of")
    if entries.isEmpty { return }
    var last: (position: Int64, code: String) = (0, "")
    try connection.query(
      "SELECT position, code FROM vault.audit ORDER BY position DESC LIMIT 1"
    ) { row in last = (row.int64(0), row.text(1)) }
    for entry in entries {
      let entry = AuditEntry(
        position: last.position + 1, time: time, actor: actor, purpose: entry.purpose,
        subject: entry.subject)
      last = (entry.position, seal(entry, after: last.code))
      try connection.execute(
        "INSERT INTO vault.audit VALUES(?, ?, ?, ?, ?, ?)",
        [
          .integer(entry.position), .text(time), .text(actor), .text(entry.purpose),
          .text(entry.subject), .text(last.code),
        ])
    }
    try record(anchor(position: last.position, code: last.code), in: connection)
    try Failpoint.reach(.vaultAudited)
  }

  /// All entries of the audit chain.
  ///
  /// - Throws: `corrupt` where the chain is broken; `auditFaults` says where and how.
  public func auditEntries() throws(StorageError) -> [AuditEntry] {
    var entries: [AuditEntry] = []
    try forEachAuditEntry { entry, _ in entries.append(entry) }
    if let fault = try auditFaults(catalog: nil).first {
      throw StorageError(
        .corrupt, path: connection.path,
        "the audit chain is broken at entry \(fault.positions.lowerBound)")
    }
    return entries
  }

  /// Passes each entry with its code, in their order.
  func forEachAuditEntry(_ body: (AuditEntry, String) -> Void) throws(StorageError) {
    try connection.query(
      "SELECT position, at, actor, purpose, subject, code FROM audit ORDER BY position"
    ) { row in
      body(
        AuditEntry(
          position: row.int64(0), time: row.text(1), actor: row.text(2), purpose: row.text(3),
          subject: row.text(4)), row.text(5))
    }
  }

  /// The code of an entry under the key, over the code before it.
  func seal(_ entry: AuditEntry, after code: String) -> String {
    seal([code, String(entry.position), entry.time, entry.actor, entry.purpose, entry.subject])
  }

  /// The code of some texts under the key.
  func seal(_ parts: [String]) -> String {
    var message: [UInt8] = []
    for part in parts {
      // Lengths keep the parts apart, whatever bytes they hold.
      message.append(contentsOf: "\(part.utf8.count):".utf8)
      message.append(contentsOf: part.utf8)
    }
    return key.code(of: message.span).hexadecimal
  }
}
