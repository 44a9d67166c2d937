import Bytes
import SQLite
import TestSupport
import Testing

@Suite struct ConnectionTests {
  private func open(_ folder: TemporaryFolder) throws -> Connection {
    let connection = try Connection(path: folder.file("a.sqlite"))
    try connection.execute("CREATE TABLE t(k, v)")
    return connection
  }

  @Test(arguments: [
    SQLValue.null, .integer(.min), .integer(.max), .real(0.5), .text(""), .text("燃气\0漏"),
    .blob([]), .blob([0, 255]),
  ])
  func `a value comes back as it went in`(value: SQLValue) throws {
    let folder = try TemporaryFolder()
    let connection = try open(folder)
    try connection.execute("INSERT INTO t VALUES(1, ?)", [value])
    var values: [SQLValue] = []
    try connection.query("SELECT v FROM t") { row in values.append(row.value(0)) }
    #expect(values == [value])
  }

  @Test func `a file is made for its owner only and uses a deleted journal`() throws {
    let folder = try TemporaryFolder()
    let connection = try open(folder)
    #expect(try FileSystem.permissions(folder.file("a.sqlite")) == 0o600)
    #expect(try connection.text("PRAGMA journal_mode") == "delete")
    #expect(try connection.integer("PRAGMA synchronous") == 3)
  }

  @Test func `a transaction that throws leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let connection = try open(folder)
    #expect(throws: StorageError.self) {
      try connection.transaction { () throws(StorageError) in
        try connection.execute("INSERT INTO t VALUES(1, 1)")
        try connection.execute("INSERT INTO missing VALUES(1)")
      }
    }
    #expect(try connection.integer("SELECT count(*) FROM t") == 0)
    #expect(!connection.isInTransaction)
    #expect(try connection.transaction { () throws(StorageError) in 7 } == 7)
  }

  @Test func `a transaction covers an attached file`() throws {
    let folder = try TemporaryFolder()
    let connection = try open(folder)
    let other = try Connection(path: folder.file("b.sqlite"))
    try other.execute("CREATE TABLE u(k)")
    try connection.attach(folder.file("b.sqlite"), as: "other")
    try connection.attach(folder.file("b.sqlite"), as: "other")
    try connection.begin()
    try connection.execute("INSERT INTO t VALUES(1, 1); INSERT INTO other.u VALUES(1)")
    connection.rollback()
    #expect(try other.integer("SELECT count(*) FROM u") == 0)
    try connection.transaction { () throws(StorageError) in
      try connection.execute("INSERT INTO t VALUES(1, 1); INSERT INTO other.u VALUES(1)")
    }
    #expect(try other.integer("SELECT count(*) FROM u") == 1)
  }

  @Test func `one text may run inside itself`() throws {
    let folder = try TemporaryFolder()
    let connection = try open(folder)
    for key in 1...3 { try connection.execute("INSERT INTO t VALUES(?, 0)", [.int(key)]) }
    var pairs = 0
    try connection.query("SELECT k FROM t") { (_) throws(StorageError) in
      try connection.query("SELECT k FROM t") { _ in pairs += 1 }
    }
    #expect(pairs == 9)
  }

  @Test func `an error names code and statement but no bound value`() throws {
    let folder = try TemporaryFolder()
    let connection = try open(folder)
    try connection.execute("CREATE UNIQUE INDEX i ON t(k)")
    try connection.execute("INSERT INTO t VALUES(?, 1)", ["13800138000"])
    let error = #expect(throws: StorageError.self) {
      try connection.execute("INSERT INTO t VALUES(?, 1)", ["13800138000"])
    }
    #expect(error?.code == .sqlite)
    #expect(error?.detail.contains("INSERT INTO t") == true)
    #expect(error?.description.contains("13800138000") == false)
  }

  @Test func `a missing file cannot be opened for reading`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StorageError.self) {
      try Connection(path: folder.file("none.sqlite"), mode: .readOnly)
    }
  }

  @Test func `migrations run once and in order`() throws {
    let folder = try TemporaryFolder()
    let connection = try open(folder)
    let first = Migration("make", "CREATE TABLE m(a)")
    let second = Migration("fill", "INSERT INTO m VALUES(1); INSERT INTO m VALUES(2)")
    try connection.migrate("test", [first])
    try connection.migrate("test", [first, second])
    try connection.migrate("test", [first, second])
    #expect(try connection.integer("SELECT count(*) FROM m") == 2)
    let error = #expect(throws: StorageError.self) { try connection.migrate("test", [first]) }
    #expect(error?.code == .unsupported)
    try connection.migrate("another owner", [Migration("make", "CREATE TABLE n(a)")])
  }
}
