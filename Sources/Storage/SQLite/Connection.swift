public import Bytes
internal import CSQLite
internal import Glibc

/// A connection to one SQLite file, with a cache of its prepared statements.
///
/// Journals are rollback journals that are deleted (`journal_mode=DELETE`) and commits survive a
/// power cut (`synchronous=EXTRA`): a reader without write permission cannot open a WAL file, and
/// a commit over two attached files is atomic only without WAL. One thread at a time.
public final class Connection {
  /// How a file is opened.
  public enum Mode: Sendable {
    /// The file is read only and must exist.
    case readOnly
    /// The file is read and written, and made (mode 0600) where it is not there.
    case readWrite
  }

  /// The path of the file.
  public let path: String
  /// How it was opened.
  public let mode: Mode
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]
  private var attached: [String: String] = [:]

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - mode: Whether it may be written.
  ///   - busyTimeoutMilliseconds: How long a call waits for another process's lock.
  /// - Throws: `sqlite` or `io`.
  public init(path: String, mode: Mode = .readWrite, busyTimeoutMilliseconds: Int = 10_000)
    throws(StorageError)
  {
    if mode == .readWrite && !FileSystem.exists(path) {
      // SQLite would make the file as the umask says; its journals take over the file's mode.
      try FileSystem.write(path, [UInt8]().span, mode: 0o600)
    }
    var opened: OpaquePointer?
    let flags =
      (mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let error = StorageError.sqlite(opened, sql: "open").at(path: path)
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    self.path = path
    self.mode = mode
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Int32(busyTimeoutMilliseconds))
    if mode == .readWrite {
      try execute("PRAGMA journal_mode=DELETE")
      try execute("PRAGMA synchronous=EXTRA")
      // What is deleted is to be gone from the file, not only from its tables.
      try execute("PRAGMA secure_delete=ON")
    }
    try execute("PRAGMA foreign_keys=ON")
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// Runs one or more statements without parameters and drops their rows.
  public func execute(_ sql: String) throws(StorageError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw StorageError.sqlite(handle, sql: sql)
    }
  }

  /// Runs one statement with parameters and drops its rows.
  public func execute(_ sql: String, _ values: [SQLValue]) throws(StorageError) {
    try query(sql, values) { _ in }
  }

  /// A prepared statement, from the cache where it was prepared before, reset and unbound.
  ///
  /// The same text gives the same object: nested uses of one text need `query` or their own text.
  public func prepare(_ sql: String) throws(StorageError) -> Statement {
    if let statement = statements[sql] {
      statement.reset()
      return statement
    }
    let statement = try Statement(sql, in: handle)
    statements[sql] = statement
    return statement
  }

  /// Runs a statement and calls `body` for each row.
  ///
  /// - Parameters:
  ///   - sql: One statement.
  ///   - values: Its parameters, in order.
  ///   - body: Reads a row; the row is gone after it returns.
  public func query(
    _ sql: String, _ values: [SQLValue] = [],
    _ body: (Statement) throws(StorageError) -> Void
  ) throws(StorageError) {
    // Taken out of the cache while it runs, so that a nested use of the same text is safe.
    let statement: Statement
    if let cached = statements.removeValue(forKey: sql) {
      statement = cached
    } else {
      statement = try Statement(sql, in: handle)
    }
    defer {
      statement.reset()
      statements[sql] = statement
    }
    try statement.bind(values)
    while try statement.step() { try body(statement) }
  }

  /// The first column of the first row as an integer, nil where there is no row or NULL.
  public func integer(_ sql: String, _ values: [SQLValue] = []) throws(StorageError) -> Int64? {
    var result: Int64?
    var isFirst = true
    try query(sql, values) { row in
      if isFirst { result = row.optionalInt64(0) }
      isFirst = false
    }
    return result
  }

  /// The first column of the first row as text, nil where there is no row or NULL.
  public func text(_ sql: String, _ values: [SQLValue] = []) throws(StorageError) -> String? {
    var result: String?
    var isFirst = true
    try query(sql, values) { row in
      if isFirst { result = row.optionalText(0) }
      isFirst = false
    }
    return result
  }

  /// How many rows the last statement inserted, changed or removed.
  public var changedRowCount: Int { Int(sqlite3_changes(handle)) }

  /// Whether a transaction is open.
  public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Attaches another SQLite file under a name, once; it takes part in transactions.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: Letters, by which statements address its tables (`name.table`).
  public func attach(_ path: String, as name: String) throws(StorageError) {
    precondition(name.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7a }, "a name of small letters")
    if let known = attached[name] {
      precondition(known == path, "\(name) is attached to another file")
      return
    }
    try execute("ATTACH DATABASE ? AS \(name)", [.text(path)])
    if mode == .readWrite {
      try execute("PRAGMA \(name).journal_mode=DELETE")
      try execute("PRAGMA \(name).synchronous=EXTRA")
      try execute("PRAGMA \(name).secure_delete=ON")
    }
    attached[name] = path
  }
}
