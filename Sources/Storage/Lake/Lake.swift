public import Bytes
public import Columns
public import Parquet
public import SQLite

/// A DuckLake 1.0 lakehouse: a catalog in SQLite beside a folder of Parquet files.
///
/// Any DuckDB attaches it (`ATTACH 'ducklake:sqlite:FOLDER/catalog.sqlite' AS lake`), reads it at
/// any snapshot and may change it; what it changed is read here. One thread at a time.
public final class Lake {
  /// The catalog's connection; the ledger tables of the pipeline live in the same file.
  public let connection: Connection
  /// The folder of the catalog and its data, absolute.
  public let folder: String
  /// Who is named as the author of snapshots.
  public let author: String

  /// What the program's tables look like, by name.
  let definitions: [String: TableDefinition]
  /// The catalog's tables as last read.
  private(set) var tables: [String: CatalogTable] = [:]
  private var head = SnapshotHead(id: -1, schemaVersion: -1, nextCatalogID: 0, nextFileID: 0)
  /// How files are compressed that are written from now on; the catalog keeps it.
  public internal(set) var codec = ParquetCodec.gzip
  /// Whether a commit has been begun and not yet ended.
  var isCommitOpen = false

  init(connection: Connection, folder: String, tables: [TableDefinition], author: String)
    throws(StorageError)
  {
    self.connection = connection
    self.folder = folder
    self.author = author
    folderMode = try FileSystem.permissions(folder) | 0o700
    definitions = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
  }

  /// Opens a lake, or creates it, and makes or extends the given tables.
  ///
  /// A column that the catalog lacks is added, a changed comment is replaced; both make one
  /// snapshot together. When the folder has moved, the catalog's `data_path` is rewritten.
  ///
  /// - Parameters:
  ///   - folder: Holds `catalog.sqlite` and `data/`; made where it is not there.
  ///   - tables: The program's tables.
  ///   - author: Who is named in snapshots.
  ///   - time: The time of a snapshot that opening makes, as in `LakeCommit.commit`; nil for now.
  /// - Throws: `drifted` when a table has another type or partitioning than defined, `unsupported`
  ///   for a catalog of another version, `sqlite`, `io`.
  public static func open(
    folder: String, tables: [TableDefinition], author: String, at time: String? = nil
  ) throws(StorageError) -> Lake {
    try FileSystem.makeFolder(folder)
    let absolute = try FileSystem.absolute(folder)
    try FileSystem.makeFolder(absolute + "/data")
    let lake = try Lake(
      connection: try Connection(path: absolute + "/catalog.sqlite"), folder: absolute,
      tables: tables, author: author)
    try lake.prepareCatalog(at: time ?? CatalogTime.now())
    try lake.prepareTables(tables, at: time ?? CatalogTime.now())
    return lake
  }

  /// The number of the last snapshot this object has seen or made.
  public var latestSnapshot: Int64 { head.id }

  /// The version of the schema at that snapshot.
  var schemaVersion: Int64 { head.schemaVersion }

  /// The mode of new folders: that of the lake's own folder, so that a group let in stays in.
  let folderMode: UInt32
  /// The mode of new files, likewise.
  var fileMode: UInt32 { folderMode & 0o666 | 0o600 }

  /// The folder of the data, absolute, with a closing slash.
  var dataPath: String { folder + "/data/" }

  /// Reads the catalog's newest snapshot, and its tables where their schema has changed.
  @discardableResult
  func refresh() throws(StorageError) -> SnapshotHead {
    var newest: SnapshotHead?
    try connection.query(
      """
      SELECT snapshot_id, schema_version, next_catalog_id, next_file_id
      FROM ducklake_snapshot ORDER BY snapshot_id DESC LIMIT 1
      """
    ) { row in
      newest = SnapshotHead(
        id: row.int64(0), schemaVersion: row.int64(1), nextCatalogID: row.int64(2),
        nextFileID: row.int64(3))
    }
    guard let newest else {
      throw StorageError(.corrupt, path: connection.path, "the catalog has no snapshot")
    }
    if newest.schemaVersion != head.schemaVersion { tables = try readTables(at: newest.id) }
    head = newest
    return newest
  }

  /// A table by name; the catalog must have it.
  func table(_ name: String) throws(StorageError) -> CatalogTable {
    guard let table = tables[name] else {
      throw StorageError(.notFound, path: connection.path, "no table \(name)")
    }
    return table
  }
}

/// The counters of a snapshot's row.
struct SnapshotHead: Equatable, Sendable {
  var id: Int64
  var schemaVersion: Int64
  var nextCatalogID: Int64
  var nextFileID: Int64
}

extension StorageError.Code {
  /// A table of the catalog is not what the program defines.
  public static let drifted = Self("drifted")
  /// Somebody else changed what a commit was about to change.
  public static let conflict = Self("conflict")
}
