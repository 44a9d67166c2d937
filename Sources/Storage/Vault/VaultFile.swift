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
  /// The commit that wrote it anew without some of its rows; nil where none did.
  var rewrite: Int64?
  let rowCount: Int
  let byteCount: Int
  /// The least and greatest request id, nil for known records.
  let requestIDs: ClosedRange<Int64>?

  var name: String { Self.name(kind, commit, rewrite: rewrite) }

  static func name(_ kind: Kind, _ commit: Int64, rewrite: Int64? = nil) -> String {
    "\(kind.rawValue)-\(commit)\(rewrite.map { ".\($0)" } ?? "")\(kind.suffix)"
  }

  /// The numbers in a name that commits give; empty for other names.
  private static func numbers(in name: String) -> [Int64] {
    for kind in Kind.allCases
    where name.hasPrefix(kind.rawValue + "-") && name.hasSuffix(kind.suffix) {
      let middle = name.dropFirst(kind.rawValue.count + 1).dropLast(kind.suffix.count)
      let words = middle.split(separator: ".", omittingEmptySubsequences: false)
      let numbers = words.compactMap { Int64($0) }
      if numbers.count == words.count && numbers.count <= 2 { return numbers }
    }
    return []
  }

  /// Whether a name is one that commits give.
  static func isOwnName(_ name: String) -> Bool { !numbers(in: name).isEmpty }

  /// The commit that wrote a file anew, by its name.
  static func rewrite(inName name: String) -> Int64? { numbers(in: name).dropFirst().first }
}

extension Vault {
  /// The listed files, in the order they were committed.
  func files(_ kind: VaultFile.Kind? = nil) throws(StorageError) -> [VaultFile] {
    var files: [VaultFile] = []
    try connection.query(
      """
      SELECT kind, commit_number, row_count, byte_count, first_request_id, last_request_id, name
      FROM files ORDER BY commit_number, kind
      """
    ) { row in
      guard let found = VaultFile.Kind(rawValue: row.text(0)), kind == nil || kind == found else {
        return
      }
      files.append(
        VaultFile(
          kind: found, commit: row.int64(1), rewrite: VaultFile.rewrite(inName: row.text(6)),
          rowCount: row.int(2), byteCount: row.int(3),
          requestIDs: row.isNull(4) ? nil : row.int64(4)...row.int64(5)))
    }
    return files
  }
}
