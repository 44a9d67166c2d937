internal import Bytes
internal import SQLite

/// A file of the vault as `vault.sqlite` lists it.
struct VaultFile: Equatable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case identities, spans, known

    var suffix: String { self == .known ? ".run" : ".parquet" }
  }

  let kind: Kind
  let commit: Int64
  let rowCount: Int
  let byteCount: Int
  /// The least and greatest request id, nil for known records.
  let requestIDs: ClosedRange<Int64>?

  var name: String { Self.name(kind, commit) }

  static func name(_ kind: Kind, _ commit: Int64) -> String {
    "\(kind.rawValue)-\(commit)\(kind.suffix)"
  }

  /// Whether a name is one that commits give.
  static func isOwnName(_ name: String) -> Bool {
    Kind.allCases.contains { kind in
      name.hasPrefix(kind.rawValue + "-") && name.hasSuffix(kind.suffix)
        && Int64(name.dropFirst(kind.rawValue.count + 1).dropLast(kind.suffix.count)) != nil
    }
  }
}

extension Vault {
  /// The listed files, in the order they were committed.
  func files(_ kind: VaultFile.Kind? = nil) throws(StorageError) -> [VaultFile] {
    var files: [VaultFile] = []
    try connection.query(
      """
      SELECT kind, commit_number, row_count, byte_count, first_request_id, last_request_id
      FROM files ORDER BY commit_number, kind
      """
    ) { row in
      guard let found = VaultFile.Kind(rawValue: row.text(0)), kind == nil || kind == found else {
        return
      }
      files.append(
        VaultFile(
          kind: found, commit: row.int64(1), rowCount: row.int(2), byteCount: row.int(3),
          requestIDs: row.isNull(4) ? nil : row.int64(4)...row.int64(5)))
    }
    return files
  }
}
