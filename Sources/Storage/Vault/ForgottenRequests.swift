public import Bytes
internal import SQLite

/// The requests of which the vault keeps nothing, though their rows stay in the lake.
///
/// Single ones were forgotten by name; all received before a day went as the city's retention says.
public struct ForgottenRequests: Equatable, Sendable {
  /// Those that were forgotten by name.
  public private(set) var requestIDs: Set<Int64> = []
  /// The least request id of which the identity may be kept.
  public private(set) var firstIdentity = Int64.min
  /// The least request id of which the spans may be kept.
  public private(set) var firstSpan = Int64.min

  /// Whether nothing was ever forgotten.
  public var isEmpty: Bool {
    requestIDs.isEmpty && firstIdentity == .min && firstSpan == .min
  }

  /// Whether the vault may hold the identity of a request.
  public func keepsIdentity(of request: Int64) -> Bool {
    request >= firstIdentity && !requestIDs.contains(request)
  }

  /// Whether the vault may hold what masking took out of a request's texts.
  public func keepsSpans(of request: Int64) -> Bool {
    request >= firstSpan && !requestIDs.contains(request)
  }

  init(_ vault: Vault) throws(StorageError) {
    var ids: Set<Int64> = []
    try vault.connection.query("SELECT request_id FROM forgotten") { row in
      ids.insert(row.int64(0))
    }
    requestIDs = ids
    firstIdentity = try Self.first("identities", vault.connection)
    firstSpan = try Self.first("spans", vault.connection)
  }

  private static func first(_ kind: String, _ connection: Connection) throws(StorageError) -> Int64
  {
    try connection.integer(
      "SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?", [.text("first_" + kind)])
      ?? Int64.min
  }
}

extension Vault {
  /// The requests of which nothing is kept.
  public func forgotten() throws(StorageError) -> ForgottenRequests { try ForgottenRequests(self) }

  /// When and on what basis a request was forgotten by name; nil where it was not.
  public func forgetting(of request: Int64) throws(StorageError) -> (date: String, basis: String)? {
    var found: (String, String)?
    try connection.query(
      "SELECT forgotten_on, basis FROM forgotten WHERE request_id = ?", [.integer(request)]
    ) { row in found = (row.text(0), row.text(1)) }
    return found
  }
}
