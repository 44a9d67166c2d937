package import Bytes
package import SQLite

extension Ledger {
  /// A file of the inbox as the ledger knows it.
  package struct File: Sendable {
    /// The first 63 bits of the file's SHA-256.
    package var fileID: Int64
    /// The platform whose folder it lay in.
    package var platform: String
    /// Its path below the inbox.
    package var path: String
    /// The date folder it lay in, `2026-11-22`; nil directly under the platform.
    package var folderDate: String?
    /// Its size.
    package var byteCount: Int
    /// Its time of last change, nanoseconds since 1970.
    package var modified: Int64
    /// `taken`, `duplicate` (the same bytes were taken before) or `refused`.
    package var state: String
    /// Why it was refused.
    package var reason: String?
    /// What it was found to be.
    package var format: String?
    /// Its text encoding.
    package var encoding: String?
    /// Data rows in it; always the sum of the next four.
    package var rowsRead = 0
    /// Records seen for the first time.
    package var accepted = 0
    /// Known records with something new.
    package var updated = 0
    /// Known records as they were.
    package var unchanged = 0
    /// Rows that wait in quarantine.
    package var quarantined = 0
    /// The sum of its 合计 rows, where it has any.
    package var controlTotal: Int?
    /// The run that took it.
    package var runID: String
    /// What was found in it; not read back with the file.
    package var remarks = FileRemarks()
    /// Its columns, for the next file to be compared with; not read back with the file.
    package var header: Header?

    /// The columns of a file and the mapping that read them.
    package struct Header: Sendable {
      /// The mapping's file name.
      package let mapping: String
      /// The names as they stand there.
      package let names: [String]
    }

    /// Whether every row read is accounted for.
    package var isBalanced: Bool { rowsRead == accepted + updated + unchanged + quarantined }
  }

  /// Whether the bytes of a file were taken before, and from where.
  package func taken(fileID: Int64) throws(StorageError) -> String? {
    try connection.text(
      "SELECT path FROM minsheng_files WHERE file_id = ? AND state = 'taken'", [.integer(fileID)])
  }

  /// Whether the bytes of a file were taken by another run, and from where.
  package func taken(fileID: Int64, before runID: String) throws(StorageError) -> String? {
    try connection.text(
      "SELECT path FROM minsheng_files WHERE file_id = ? AND state = 'taken' AND run_id <> ?",
      [.integer(fileID), .text(runID)])
  }

  /// The size and time of change of every file the ledger knows, by path.
  ///
  /// A file that has both unchanged was dealt with and is not read again.
  package func knownFiles() throws(StorageError) -> [String: (byteCount: Int, modified: Int64)] {
    var files: [String: (byteCount: Int, modified: Int64)] = [:]
    let statement = try connection.prepare(
      "SELECT path, byte_count, modified FROM minsheng_files ORDER BY rowid")
    defer { statement.reset() }
    while try statement.step() {
      files[statement.text(0)] = (statement.int(1), statement.int64(2))
    }
    return files
  }

  /// The files a run took, in path order.
  package func files(of runID: String) throws(StorageError) -> [File] {
    try files("WHERE run_id = ?", [.text(runID)])
  }

  func files(_ condition: String, _ values: [SQLValue]) throws(StorageError) -> [File] {
    let statement = try connection.prepare(
      "SELECT file_id, platform, path, folder_date, byte_count, modified, state, reason, format, encoding, "
        + "rows_read, accepted, updated, unchanged, quarantined, control_total, run_id "
        + "FROM minsheng_files \(condition) ORDER BY path, file_id")
    defer { statement.reset() }
    try statement.bind(values)
    var files: [File] = []
    while try statement.step() {
      files.append(
        File(
          fileID: statement.int64(0), platform: statement.text(1), path: statement.text(2),
          folderDate: statement.optionalText(3), byteCount: statement.int(4),
          modified: statement.int64(5), state: statement.text(6),
          reason: statement.optionalText(7), format: statement.optionalText(8),
          encoding: statement.optionalText(9), rowsRead: statement.int(10),
          accepted: statement.int(11), updated: statement.int(12), unchanged: statement.int(13),
          quarantined: statement.int(14), controlTotal: statement.optionalInt64(15).map { Int($0) },
          runID: statement.text(16)))
    }
    return files
  }

  /// Enters a file; called inside the transaction that commits its rows.
  package static func record(_ file: File, in connection: Connection) throws(StorageError) {
    try connection.execute(
      "INSERT OR REPLACE INTO minsheng_files VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      [
        .integer(file.fileID), .text(file.platform), .text(file.path), .optional(file.folderDate),
        .int(file.byteCount), .integer(file.modified), .text(file.state), .optional(file.reason),
        .optional(file.format),
        .optional(file.encoding), .int(file.rowsRead), .int(file.accepted), .int(file.updated),
        .int(file.unchanged), .int(file.quarantined), .optional(file.controlTotal),
        .text(file.runID),
      ])
    try record(remarksOf: file, in: connection)
    try record(headerOf: file, in: connection)
  }
}
