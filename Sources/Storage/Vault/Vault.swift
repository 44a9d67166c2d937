public import Bytes
public import Columns
public import SQLite

/// The restricted side of the store: identities, masked-out spans, known records, audit chain.
public final class Vault {
  /// The vault's folder.
  public let folder: String
  /// The connection to `vault.sqlite`.
  public let connection: Connection

  init(folder: String, connection: Connection) {
    self.folder = folder
    self.connection = connection
  }

  /// Opens the vault of a folder, or creates it with a new key.
  public static func open(folder: String) throws(StorageError) -> Vault {
    throw StorageError(.unsupported, "not yet")
  }

  /// Attaches `vault.sqlite` to the lake's connection, so that one transaction covers both.
  public func attach(to connection: Connection) throws(StorageError) {
    try connection.attach(folder + "/vault.sqlite", as: "vault")
  }

  /// The token of a person, by ID number, else by phone; nil where neither is known.
  public func personID(idNumber: String?, phone: String?) -> Int64? { nil }

  /// The tokens of a batch of persons.
  public func personIDs(idNumbers: StringColumn, phones: StringColumn) -> ValueColumn<Int64> {
    ValueColumn()
  }

  /// Looks records up by the hash of their key.
  public func lookup(keys: [Int64]) throws(StorageError) -> [(
    requestID: Int64, contentHash: Int64
  )?] { [] }

  /// Starts a commit; one at a time.
  public func begin() -> VaultCommit { VaultCommit(vault: self) }

  /// The identities of some requests.
  public func identities(requestIDs: Set<Int64>) throws(StorageError) -> RecordBatch {
    throw StorageError(.unsupported, "not yet")
  }

  /// The spans that masking took out of some requests.
  public func spans(requestIDs: Set<Int64>) throws(StorageError) -> RecordBatch {
    throw StorageError(.unsupported, "not yet")
  }

  /// Adds an entry to the audit chain.
  public func appendAudit(actor: String, purpose: String, subject: String, at time: String)
    throws(StorageError)
  {}

  /// Removes the files that no committed row names.
  public func removeOrphans() throws(StorageError) {}
}
