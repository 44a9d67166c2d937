public import Bytes
public import Parquet
public import SQLite

/// The restricted side of the store: identities, masked-out spans, known records, audit chain.
///
/// Bulk lies in files, one per commit and kind; `vault.sqlite` lists them and holds small things.
/// Folder 0700, files 0600. One thread at a time.
public final class Vault {
  /// The vault's folder, absolute.
  public let folder: String
  /// The connection to `vault.sqlite`, for reading and for the audit chain.
  public let connection: Connection
  /// How bulk files are compressed that are written from now on; the store sets it to the lake's.
  public var codec = ParquetCodec.gzip
  let key: VaultKey
  /// Runs of known records that are mapped, by file name.
  var openRuns: [String: KnownRun] = [:]
  var isCommitOpen = false
  /// The lake's connection, to which the vault is attached.
  private(set) var lakeConnection: Connection?

  init(folder: String, connection: Connection, key: VaultKey) {
    self.folder = folder
    self.connection = connection
    self.key = key
  }

  /// Opens the vault of a folder, or creates it with a new random key.
  ///
  /// - Throws: `exposed` when others may read the folder or the key; `corrupt` when the key is not
  ///   the one the vault was made with: its person tokens could never be made again.
  public static func open(folder: String) throws(StorageError) -> Vault {
    try FileSystem.makeFolder(folder, mode: 0o700)
    let absolute = try FileSystem.absolute(folder)
    for path in [absolute, absolute + "/key"] where FileSystem.exists(path) {
      guard try FileSystem.permissions(path) & 0o077 == 0 else {
        throw StorageError(.exposed, path: path, "readable by others; chmod go= it first")
      }
    }
    let connection = try Connection(path: absolute + "/vault.sqlite")
    try connection.migrate("vault", migrations)
    let known = try connection.text("SELECT value FROM settings WHERE name = 'key_fingerprint'")
    let key = try VaultKey.read(absolute + "/key", mayCreate: known == nil)
    if let known {
      guard known == key.fingerprint else {
        throw StorageError(.corrupt, path: absolute + "/key", "not the key of this vault")
      }
    } else {
      try connection.execute(
        "INSERT INTO settings VALUES('key_fingerprint', ?)", [.text(key.fingerprint)])
    }
    return Vault(folder: absolute, connection: connection, key: key)
  }

  /// Attaches `vault.sqlite` to the lake's connection, so that one transaction covers both.
  public func attach(to connection: Connection) throws(StorageError) {
    try connection.attach(folder + "/vault.sqlite", as: "vault")
    try connection.execute(Self.anchorTable)
    lakeConnection = connection
  }

  /// Starts a commit; one at a time.
  public func begin() throws(StorageError) -> VaultCommit { try VaultCommit(vault: self) }

  /// Removes the files that no committed row names.
  ///
  /// - Returns: The paths that were removed.
  @discardableResult
  public func removeOrphans() throws(StorageError) -> [String] {
    precondition(!isCommitOpen, "a commit's own files are no orphans")
    let known = Set(try files().map(\.name))
    var removed: [String] = []
    for name in try FileSystem.list(folder) where VaultFile.isOwnName(name) {
      if known.contains(name) { continue }
      openRuns[name] = nil
      try FileSystem.remove(folder + "/" + name)
      removed.append(folder + "/" + name)
    }
    return removed
  }

  private static let migrations = [
    Migration(
      "files, audit, person links",
      """
      CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE files(
        name TEXT PRIMARY KEY, kind TEXT NOT NULL, commit_number INTEGER NOT NULL,
        row_count INTEGER NOT NULL, byte_count INTEGER NOT NULL,
        first_request_id INTEGER, last_request_id INTEGER) WITHOUT ROWID;
      CREATE TABLE commits(number INTEGER PRIMARY KEY);
      CREATE TABLE audit(
        position INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL,
        purpose TEXT NOT NULL, subject TEXT NOT NULL, code TEXT NOT NULL);
      CREATE TABLE person_links(
        person_id INTEGER PRIMARY KEY, same_as INTEGER NOT NULL, reason TEXT NOT NULL,
        actor TEXT NOT NULL, at TEXT NOT NULL);
      """),
    Migration(
      "forgotten requests",
      """
      CREATE TABLE forgotten(
        request_id INTEGER PRIMARY KEY, forgotten_on TEXT NOT NULL, basis TEXT NOT NULL);
      """),
  ]
}

extension StorageError.Code {
  /// A restricted file or folder can be read by others.
  public static let exposed = Self("exposed")
}
