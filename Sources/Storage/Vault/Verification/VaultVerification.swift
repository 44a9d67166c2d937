public import Bytes
internal import Parquet
internal import SQLite

/// Checks a vault by itself: its list, every page of its files, its key and its audit chain.
///
/// Changes nothing. One thread at a time; nobody may write to the vault meanwhile.
public final class VaultVerification {
  /// The vault's folder, absolute.
  let folder: String
  /// What has been found so far.
  var findings: [Finding] = []
  /// The bytes of the files that were read.
  public internal(set) var byteCount = 0
  /// The number of files that were read.
  public internal(set) var fileCount = 0
  /// The vault, where its list and key can be read.
  public internal(set) var vault: Vault?
  /// Whether every listed file can be read, so that it is worth comparing with the lake.
  public internal(set) var isReadable = true

  private let catalogAnchors: [AuditAnchor]?
  private let otherAnchors: [AuditAnchor]

  /// Prepares a verification of the vault in a folder.
  ///
  /// - Parameters:
  ///   - folder: The vault's folder.
  ///   - catalogAnchors: The ends of the audit chain that the lake's catalog keeps; nil where it
  ///     cannot be read.
  ///   - otherAnchors: Ends that are kept elsewhere.
  public init(
    folder: String, catalogAnchors: [AuditAnchor]? = nil, otherAnchors: [AuditAnchor] = []
  ) {
    self.folder = folder
    self.catalogAnchors = catalogAnchors
    self.otherAnchors = otherAnchors
  }

  /// Checks everything.
  ///
  /// - Returns: What is wrong, in the order of the checks; empty for a sound vault.
  public func run() -> [Finding] {
    let path = folder + "/vault.sqlite"
    do throws(StorageError) {
      guard FileSystem.exists(path) else {
        throw StorageError(.notFound, path: path, "vault.sqlite is not there")
      }
      let connection = try Connection(path: path)
      try checkDatabase(connection)
      let key = try readKey(connection)
      let vault = Vault(folder: folder, connection: connection, key: key ?? VaultKey([]))
      try checkFiles(vault)
      try checkOrphans(vault)
      try checkLinks(vault)
      if key != nil {
        try checkAudit(vault)
        self.vault = vault
      }
    } catch {
      findings.append(
        Finding(.vaultUnreadable, path: path, "the vault could not be read on: \(error.detail)"))
      isReadable = false
    }
    return findings
  }

  private func checkDatabase(_ connection: Connection) throws(StorageError) {
    let check = try IntegrityCheck(connection)
    if !check.indexes.isEmpty {
      let names = check.indexes
      findings.append(
        Finding(
          .vaultReindex, path: connection.path,
          "\(names.joined(separator: ", ")): the index does not fit its table",
          mending: Finding.Mending("builds the indexes anew") {
            for name in names { try connection.execute("REINDEX \"\(name)\"") }
          }))
    }
    if let first = check.damages.first {
      findings.append(
        Finding(
          .vaultIntegrity, path: connection.path,
          "SQLite finds \(check.damages.count) faults, the first: \(first)"))
    }
  }

  /// The key, nil where it is not the vault's own.
  private func readKey(_ connection: Connection) throws(StorageError) -> VaultKey? {
    let path = folder + "/key"
    let known = try connection.text("SELECT value FROM settings WHERE name = 'key_fingerprint'")
    do throws(StorageError) {
      let key = try VaultKey.read(path, mayCreate: false)
      if key.fingerprint == known { return key }
      findings.append(
        Finding(.vaultKey, path: path, "the key is not the one that this vault was made with"))
    } catch {
      findings.append(Finding(.vaultKey, path: path, "the key cannot be read: \(error.detail)"))
    }
    return nil
  }

  private func checkOrphans(_ vault: Vault) throws(StorageError) {
    let listed = Set(try vault.files().map(\.name))
    for name in try FileSystem.list(folder)
    where VaultFile.isOwnName(name) && !listed.contains(name) {
      let path = folder + "/" + name
      findings.append(
        Finding(
          .vaultOrphan, path: path, "a stopped run left this file; the vault does not list it",
          mending: Finding.Mending("removes the file") { try FileSystem.remove(path) }))
    }
  }

  private func checkAudit(_ vault: Vault) throws(StorageError) {
    for fault in try vault.auditFaults(catalog: catalogAnchors, elsewhere: otherAnchors) {
      let (first, last) = (fault.positions.lowerBound, fault.positions.upperBound)
      let entries = first == last ? "entry \(first)" : "entries \(first) to \(last)"
      let (kind, detail) =
        switch fault.kind {
        case .changed:
          (Finding.Kind.vaultAuditChanged, "\(entries) was changed after it was entered")
        case .missing: (.vaultAuditMissing, "\(entries) of the audit chain: gone")
        case .truncated: (.vaultAuditTruncated, "\(entries), the end of the audit chain: cut off")
        case .anchor:
          (.vaultAuditAnchor, "what was kept outside the vault of \(entries) is gone or forged")
        }
      findings.append(
        Finding(kind, path: vault.connection.path, table: "audit", row: Int(first) - 1, detail))
    }
  }

  private func checkLinks(_ vault: Vault) throws(StorageError) {
    let count =
      try vault.connection.integer("SELECT count(*) FROM person_links WHERE same_as >= person_id")
      ?? 0
    if count == 0 { return }
    findings.append(
      Finding(
        .vaultLink, path: vault.connection.path, table: "person_links",
        "\(count) tokens are linked to one that is not smaller"))
  }
}
