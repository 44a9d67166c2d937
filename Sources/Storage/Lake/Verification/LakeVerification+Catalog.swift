internal import Bytes
internal import SQLite

extension LakeVerification {
  /// Lets SQLite check the catalog's file.
  ///
  /// - Returns: Whether it is worth reading on.
  func checkCatalogFile() throws(StorageError) -> Bool {
    let path = connection.path
    let check = try IntegrityCheck(connection)
    if !check.indexes.isEmpty {
      let indexes = check.indexes
      findings.append(
        Finding(
          .catalogReindex, path: path,
          "\(check.indexes.joined(separator: ", ")): the index does not fit its table",
          mending: Finding.Mending("builds the indexes anew") { [connection] in
            for name in indexes { try connection.execute("REINDEX \"\(name)\"") }
          }))
    }
    if let first = check.damages.first {
      findings.append(
        Finding(
          .catalogIntegrity, path: path,
          "SQLite finds \(check.damages.count) faults in the catalog, the first: \(first)"))
    }
    // Queries through a wrong index would find what is not there.
    if !check.indexes.isEmpty { return false }
    let hasTables = try connection.integer(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'ducklake_snapshot'")
    guard hasTables == 1 else {
      findings.append(
        Finding(.catalogUnreadable, path: path, "the file holds no DuckLake catalog"))
      return false
    }
    return true
  }

  /// Checks the catalog's version and where it says that its data lie.
  func checkSettings() throws(StorageError) {
    var settings: [String: String] = [:]
    try connection.query("SELECT key, value FROM ducklake_metadata WHERE scope IS NULL") { row in
      settings[row.text(0)] = row.text(1)
    }
    if settings["version"] != "1.0" {
      findings.append(
        Finding(
          .catalogUnreadable, path: connection.path, table: "ducklake_metadata",
          "the catalog is of DuckLake version \(settings["version"] ?? "unknown"), not 1.0"))
    }
    if settings["data_path"] != dataPath {
      let path = dataPath
      findings.append(
        Finding(
          .dataPath, path: connection.path, table: "ducklake_metadata",
          "data_path names another folder than the one the catalog lies in",
          mending: mending("enters the folder") { (connection) throws(StorageError) in
            try connection.execute(
              "UPDATE ducklake_metadata SET value = ? WHERE key = 'data_path' AND scope IS NULL",
              [.text(path)])
          }))
    }
  }

  /// Checks that the indexes of this program are there.
  func checkIndexes() throws(StorageError) {
    var present: Set<String> = []
    try connection.query("SELECT name FROM sqlite_master WHERE type = 'index'") { row in
      present.insert(row.text(0))
    }
    for statement in CatalogDDL.indexes.split(separator: ";") {
      let words = statement.split { $0 == " " || $0 == "\n" }
      guard let position = words.firstIndex(of: "INDEX"), position + 1 < words.count else {
        continue
      }
      let name = String(words[position + 1])
      if present.contains(name) { continue }
      let sql = String(statement)
      findings.append(
        Finding(
          .indexMissing, path: connection.path, table: name,
          "the catalog has lost the index \(name), which makes it slow",
          mending: mending("makes the index") { (connection) throws(StorageError) in
            try connection.execute(sql)
          }))
    }
  }
}
