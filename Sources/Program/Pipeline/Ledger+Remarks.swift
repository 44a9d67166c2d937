package import Bytes
internal import SQLite
internal import Tabular

extension Ledger {
  /// Enters a file's remarks; called inside the transaction that commits its rows.
  static func record(remarksOf file: File, in connection: Connection) throws(StorageError) {
    for kind in FileRemarks.Kind.allCases {
      for (word, count) in file.remarks.words(kind) {
        try connection.execute(
          "INSERT OR REPLACE INTO minsheng_file_remarks VALUES(?,?,?,?,?,?,?)",
          [
            .text(file.runID), .text(file.platform), .text(file.path), .integer(file.fileID),
            .text(kind.rawValue), .text(word), .int(count),
          ])
      }
    }
  }

  /// The remarks on the files of a run, by platform, path and file id.
  package func remarks(of runID: String) throws(StorageError) -> [FileKey: FileRemarks] {
    var remarks: [FileKey: FileRemarks] = [:]
    let statement = try connection.prepare(
      "SELECT platform, path, file_id, kind, word, count FROM minsheng_file_remarks "
        + "WHERE run_id = ?")
    defer { statement.reset() }
    try statement.bind([.text(runID)])
    while try statement.step() {
      let key = FileKey(
        platform: statement.text(0), path: statement.text(1), fileID: statement.int64(2))
      guard let kind = FileRemarks.Kind(rawValue: statement.text(3)) else { continue }
      remarks[key, default: FileRemarks()].add(kind, statement.text(4), statement.int(5))
    }
    return remarks
  }

  /// What tells the files of a run apart.
  package struct FileKey: Hashable, Sendable {
    let platform: String
    let path: String
    let fileID: Int64
  }
}

extension Ledger.File {
  /// What tells the file apart from others of its run.
  package var key: Ledger.FileKey {
    Ledger.FileKey(platform: platform, path: path, fileID: fileID)
  }
}

// MARK: - Headers

extension Ledger {
  /// The columns of the last file that was taken by a platform's mapping; nil before the first.
  package func lastHeader(platform: String, mapping: String) throws(StorageError) -> [String]? {
    let text = try connection.text(
      "SELECT names FROM minsheng_headers WHERE platform = ? AND mapping = ?",
      [.text(platform), .text(mapping)])
    guard let text else { return nil }
    let value = try ConfigurationValue.parse(Array(text.utf8), path: "ledger")
    do { return try value.strings } catch {
      throw StorageError(.corrupt, path: connection.path, "the header of \(platform) is no list")
    }
  }

  /// Remembers the columns of a file that was taken; called inside the transaction that commits its
  /// rows.
  static func record(headerOf file: File, in connection: Connection) throws(StorageError) {
    guard file.state == "taken", let header = file.header else { return }
    try connection.execute(
      "INSERT OR REPLACE INTO minsheng_headers VALUES(?,?,?,?,?)",
      [
        .text(file.platform), .text(header.mapping),
        .text(JSONText.string(of: .texts(header.names))), .text(file.path), .text(file.runID),
      ])
  }
}
