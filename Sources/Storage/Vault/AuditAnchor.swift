public import Bytes
public import SQLite

/// An end that the audit chain once had, kept outside the vault so that cutting it off is noticed.
///
/// Sealed with the vault's key: whoever lacks it can remove an anchor, but not make one.
public struct AuditAnchor: Equatable, Sendable {
  /// How many entries the chain had.
  public let position: Int64
  /// The code of the last of them.
  public let code: String
  /// The seal of both.
  public let seal: String

  /// Makes an anchor of what was kept.
  public init(position: Int64, code: String, seal: String) {
    self.position = position
    self.code = code
    self.seal = seal
  }

  /// The anchor as one line of text.
  public var line: String { "\(position) \(code) \(seal)" }

  /// Reads a line; nil where it is none.
  public init?(line: some StringProtocol) {
    let words = line.split(separator: " ")
    guard words.count == 3, let position = Int64(words[0]) else { return nil }
    self.init(position: position, code: String(words[1]), seal: String(words[2]))
  }

  /// The anchors that a lake's catalog keeps, the first first.
  ///
  /// - Returns: nil where the catalog has no such table.
  public static func all(in catalog: Connection) throws(StorageError) -> [AuditAnchor]? {
    let count = try catalog.integer(
      "SELECT count(*) FROM main.sqlite_master WHERE name = 'minsheng_audit_heads'")
    if count == 0 { return nil }
    var anchors: [AuditAnchor] = []
    try catalog.query(
      "SELECT position, code, seal FROM main.minsheng_audit_heads ORDER BY position"
    ) { row in
      anchors.append(
        AuditAnchor(position: row.int64(0), code: row.text(1), seal: row.text(2)))
    }
    return anchors
  }
}

extension Vault {
  static let anchorTable = """
    CREATE TABLE IF NOT EXISTS main.minsheng_audit_heads(
      position INTEGER PRIMARY KEY, code TEXT NOT NULL, seal TEXT NOT NULL)
    """

  /// The end of the audit chain; nil for an empty one.
  public func auditHead() throws(StorageError) -> AuditAnchor? {
    var head: AuditAnchor?
    try connection.query("SELECT position, code FROM audit ORDER BY position DESC LIMIT 1") {
      row in head = anchor(position: row.int64(0), code: row.text(1))
    }
    return head
  }

  /// The sealed form of an end of the chain.
  func anchor(position: Int64, code: String) -> AuditAnchor {
    AuditAnchor(position: position, code: code, seal: seal(["anchor", String(position), code]))
  }

  /// Enters an end of the chain into the lake's catalog.
  func record(_ anchor: AuditAnchor, in catalog: Connection) throws(StorageError) {
    try catalog.execute(
      "INSERT INTO main.minsheng_audit_heads VALUES(?, ?, ?)",
      [.integer(anchor.position), .text(anchor.code), .text(anchor.seal)])
  }
}
