public import Bytes
internal import CSQLite

/// A prepared statement: bind, step, read the row's columns by index from 0.
///
/// Statements belong to their connection and are used on one thread at a time.
public final class Statement {
  /// The statement's text.
  public let sql: String
  private let handle: OpaquePointer
  private let database: OpaquePointer

  init(_ sql: String, in database: OpaquePointer) throws(StorageError) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else {
      throw StorageError.sqlite(database, sql: sql)
    }
    self.sql = sql
    self.database = database
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds all parameters, in order.
  public func bind(_ values: [SQLValue]) throws(StorageError) {
    let wanted = Int(sqlite3_bind_parameter_count(handle))
    precondition(values.count == wanted, "\(values.count) values for \(wanted) in \(sql)")
    for (index, value) in values.enumerated() { try bind(value, at: index) }
  }

  /// Binds one parameter, counted from 0.
  public func bind(_ value: SQLValue, at index: Int) throws(StorageError) {
    let position = Int32(index + 1)
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(handle, position)
    case .integer(let number): code = sqlite3_bind_int64(handle, position, number)
    case .real(let number): code = sqlite3_bind_double(handle, position, number)
    case .text(var text):
      code = text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          // An empty Swift string may have no address, which SQLite would take for NULL.
          $0.baseAddress == nil
            ? sqlite3_bind_text(handle, position, "", 0, minsheng_sqlite_transient())
            : sqlite3_bind_text(
              handle, position, $0.baseAddress, Int32($0.count), minsheng_sqlite_transient())
        }
      }
    case .blob(let bytes):
      code = bytes.withUnsafeBufferPointer {
        $0.isEmpty
          ? sqlite3_bind_zeroblob(handle, position, 0)
          : sqlite3_bind_blob(
            handle, position, $0.baseAddress, Int32($0.count), minsheng_sqlite_transient())
      }
    }
    guard code == SQLITE_OK else { throw StorageError.sqlite(database, sql: sql) }
  }

  /// Moves to the next row; false at the end.
  public func step() throws(StorageError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let error = StorageError.sqlite(database, sql: sql)
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Makes the statement ready to run again and frees what it holds of the database.
  public func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// The number of columns of a row.
  public var columnCount: Int { Int(sqlite3_column_count(handle)) }

  /// A column's name.
  public func columnName(_ index: Int) -> String {
    sqlite3_column_name(handle, Int32(index)).map { String(cString: $0) } ?? ""
  }

  /// Whether a column is NULL in this row.
  public func isNull(_ index: Int) -> Bool {
    sqlite3_column_type(handle, Int32(index)) == SQLITE_NULL
  }

  /// A column as an integer; 0 for NULL.
  public func int64(_ index: Int) -> Int64 { sqlite3_column_int64(handle, Int32(index)) }

  /// A column as an integer; 0 for NULL.
  public func int(_ index: Int) -> Int { Int(int64(index)) }

  /// A column as an integer, nil for NULL.
  public func optionalInt64(_ index: Int) -> Int64? { isNull(index) ? nil : int64(index) }

  /// A column as a double; 0 for NULL.
  public func double(_ index: Int) -> Double { sqlite3_column_double(handle, Int32(index)) }

  /// A column as text; empty for NULL.
  public func text(_ index: Int) -> String {
    guard let bytes = sqlite3_column_text(handle, Int32(index)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, Int32(index)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// A column as text, nil for NULL.
  public func optionalText(_ index: Int) -> String? { isNull(index) ? nil : text(index) }

  /// A column's bytes; empty for NULL.
  public func bytes(_ index: Int) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, Int32(index)) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, Int32(index)))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// A column's value as it is stored.
  public func value(_ index: Int) -> SQLValue {
    switch sqlite3_column_type(handle, Int32(index)) {
    case SQLITE_INTEGER: .integer(int64(index))
    case SQLITE_FLOAT: .real(double(index))
    case SQLITE_TEXT: .text(text(index))
    case SQLITE_BLOB: .blob(bytes(index))
    default: .null
    }
  }
}
