public import Bytes
internal import CSQLite

extension StorageError.Code {
  /// SQLite refused: the detail holds its message and the statement, never bound values.
  public static let sqlite = Self("sqlite")
}

extension StorageError {
  /// The error of a connection's last failed call.
  static func sqlite(_ database: OpaquePointer?, sql: String) -> StorageError {
    let message = sqlite3_errmsg(database).map { String(cString: $0) } ?? "out of memory"
    let code = sqlite3_extended_errcode(database)
    let path = sqlite3_db_filename(database, "main").map { String(cString: $0) }
    return StorageError(.sqlite, at: Location(path: path), "\(message) (\(code)) in: \(sql)")
  }
}
