public import Bytes

/// What SQLite's own check says of a file.
public struct IntegrityCheck: Equatable, Sendable {
  /// The indexes whose entries are not those of their tables; building them anew loses nothing.
  public private(set) var indexes: [String] = []
  /// All else, in SQLite's words, the first hundred.
  public private(set) var damages: [String] = []

  /// Checks every page of a connection's main file.
  ///
  /// - Throws: `sqlite` where the file is not a database at all.
  public init(_ connection: Connection) throws(StorageError) {
    var lines: [String] = []
    try connection.query("PRAGMA main.integrity_check") { row in lines.append(row.text(0)) }
    var names: Set<String> = []
    for line in lines where line != "ok" {
      if let name = Self.index(in: line) { names.insert(name) } else { damages.append(line) }
    }
    indexes = names.sorted()
  }

  /// The index that a line blames: `row 3 missing from index X`, `wrong # of entries in index X`.
  private static func index(in line: String) -> String? {
    guard line.hasPrefix("row ") || line.hasPrefix("wrong # of entries in index "),
      let found = line.ranges(of: "index ").last
    else { return nil }
    let name = line[found.upperBound...]
    return name.isEmpty || name.contains("\"") ? nil : String(name)
  }
}
