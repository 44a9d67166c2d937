public import Bytes
internal import CSQLite

extension StorageError.Code {
  /// SQLite refused: the detail holds its message and the statement, never bound values.
  public static let sqlite = Self("sqlite")
  /// Another process holds a database longer than was waited.
  public static let locked = Self("locked")
}

extension StorageError {
  /// The error of a connection's last failed call.
  static func sqlite(_ database: OpaquePointer?, sql: String) -> StorageError {
    let message = sqlite3_errmsg(database).map { String(cString: $0) } ?? "out of memory"
    let code = sqlite3_extended_errcode(database)
    let path = sqlite3_db_filename(database, "main").map { String(cString: $0) }
    if code & 0xff == SQLITE_BUSY {
      let holders = LockHolders.description()
      return StorageError(
        .locked, at: Location(path: path),
        "held by \(holders.isEmpty ? "another process" : holders); nothing was changed, "
          + "try again when it has ended (\(message) in: \(sql))")
    }
    return StorageError(.sqlite, at: Location(path: path), "\(message) (\(code)) in: \(sql)")
  }
}
