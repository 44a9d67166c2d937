public import Bytes

/// One named step of a schema; applied once, in order, and never changed afterwards.
public struct Migration: Equatable, Sendable {
  /// The step's name, unique for its owner.
  public let name: String
  /// The statements.
  public let sql: String

  /// Makes a migration.
  public init(_ name: String, _ sql: String) {
    self.name = name
    self.sql = sql
  }
}

extension Connection {
  /// Applies those of an owner's migrations that the file has not seen, each in one transaction.
  ///
  /// - Parameters:
  ///   - owner: Whose schema it is; several may share a file.
  ///   - migrations: All steps from the first.
  /// - Throws: `unsupported` when the file knows steps that are not in the list, so that an old
  ///   binary never writes to a newer file.
  public func migrate(_ owner: String, _ migrations: [Migration]) throws(StorageError) {
    try execute(
      """
      CREATE TABLE IF NOT EXISTS minsheng_migrations(
        owner TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
        PRIMARY KEY (owner, position)) WITHOUT ROWID
      """)
    var applied: [String] = []
    try query(
      "SELECT name FROM minsheng_migrations WHERE owner = ? ORDER BY position", [.text(owner)]
    ) { row in applied.append(row.text(0)) }
    guard migrations.map(\.name).starts(with: applied) else {
      throw StorageError(
        .unsupported, path: path,
        "the \(owner) schema was written by another version; its steps: \(applied)")
    }
    for index in applied.count..<migrations.count {
      try transaction { () throws(StorageError) in
        try execute(migrations[index].sql)
        try execute(
          "INSERT INTO minsheng_migrations VALUES(?, ?, ?)",
          [.text(owner), .int(index), .text(migrations[index].name)])
      }
    }
  }
}
