public import Bytes
public import Columns
public import SQLite

/// Identities, spans and known records that are made durable with a commit of the lake.
public final class VaultCommit {
  private let vault: Vault

  init(vault: Vault) { self.vault = vault }

  /// Adds rows of `Vault.identitiesSchema`.
  public func appendIdentities(_ batch: RecordBatch) throws(StorageError) {}

  /// Adds rows of `Vault.spansSchema`.
  public func appendSpans(_ batch: RecordBatch) throws(StorageError) {}

  /// Adds or replaces known records.
  public func appendKnown(keys: [Int64], requestIDs: [Int64], contentHashes: [Int64]) {}

  /// Writes and syncs all files.
  public func stage() throws(StorageError) {}

  /// Enters the staged files into the attached vault database, inside the open transaction.
  public func record(in connection: Connection) throws(StorageError) {}

  /// Removes what was staged.
  public func rollback() {}
}
