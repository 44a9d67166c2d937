import Bytes
import Columns
import SQLite
import TestSupport
import Testing

@testable import Vault

@Suite struct VaultTests {
  /// A vault whose commits go with those of another database, as they do with the lake's.
  private func open(_ folder: TemporaryFolder) throws -> (Vault, Connection) {
    let vault = try Vault.open(folder: folder.file("vault"))
    let lake = try Connection(path: folder.file("lake.sqlite"))
    try vault.attach(to: lake)
    return (vault, lake)
  }

  private func commit(_ vault: Vault, _ lake: Connection, _ body: (VaultCommit) throws -> Void)
    throws
  {
    let commit = try vault.begin()
    try body(commit)
    try commit.stage()
    try lake.transaction { () throws(StorageError) in try commit.record(in: lake) }
    try commit.finish()
  }

  private func identity(_ id: Int64, _ name: String?) -> RecordBatch {
    var batch = RecordBatch(schema: Vault.identitiesSchema)
    batch.appendRow(["request_id": .int(id), "person_id": .int(id * 7), "name": .text(name)])
    return batch
  }

  private func span(_ id: Int64, _ column: String, _ offset: Int32, _ text: String) -> RecordBatch {
    var batch = RecordBatch(schema: Vault.spansSchema)
    batch.appendRow([
      "request_id": .int(id), "column": .string(column), "offset": .int(Int64(offset)),
      "bytes": .string(text),
    ])
    return batch
  }

  @Test func `a vault is for its owner only`() throws {
    let folder = try TemporaryFolder()
    let (vault, lake) = try open(folder)
    try commit(vault, lake) { try $0.appendIdentities(identity(1, "甲")) }
    #expect(try FileSystem.permissions(vault.folder) == 0o700)
    for name in try FileSystem.list(vault.folder) {
      #expect(try FileSystem.permissions(vault.folder + "/" + name) == 0o600, "\(name)")
    }
    try FileSystem.setPermissions(vault.folder, 0o750)
    let error = #expect(throws: StorageError.self) { _ = try Vault.open(folder: vault.folder) }
    #expect(error?.code == .exposed)
  }

  @Test func `a lost or exchanged key is refused, never made anew`() throws {
    let folder = try TemporaryFolder()
    let path = try Vault.open(folder: folder.file("vault")).folder + "/key"
    #expect(try FileSystem.size(path) == 32)
    try FileSystem.write(path, [UInt8](repeating: 1, count: 32).span)
    #expect(throws: StorageError.self) { _ = try Vault.open(folder: folder.file("vault")) }
    try FileSystem.remove(path)
    #expect(throws: StorageError.self) { _ = try Vault.open(folder: folder.file("vault")) }
  }

  @Test func `a person's token is the keyed hash of the ID number, else of the phone`() throws {
    let folder = try TemporaryFolder()
    let vault = try Vault.open(folder: folder.file("vault"))
    let key = try FileSystem.read(vault.folder + "/key")
    func expected(_ text: String) -> Int64 {
      let code = SHA256.authenticationCode(Array(text.utf8), key: key)
      return Int64(code[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1)
    }
    let long = String(repeating: "9", count: 200)
    let numbers: [String?] = ["320", nil, "", nil, long]
    let phones: [String?] = ["139", "139", "139", nil, nil]
    let tokens = vault.personIDs(
      idNumbers: StringColumn(numbers), phones: StringColumn(phones))
    #expect(tokens[0] == expected("id:320"))
    #expect(tokens[1] == expected("tel:139"))
    #expect(tokens[2] == expected("tel:139"))
    #expect(tokens[3] == nil)
    #expect(tokens[4] == expected("id:" + long))
    #expect(vault.personID(idNumber: "320", phone: nil) == tokens[0])
    #expect(try Vault.open(folder: vault.folder).personID(idNumber: "320", phone: nil) == tokens[0])
  }

  @Test func `the latest commit's identity and spans of a request count`() throws {
    let folder = try TemporaryFolder()
    let (vault, lake) = try open(folder)
    try commit(vault, lake) { commit in
      try commit.appendIdentities(identity(1, "甲"))
      try commit.appendIdentities(identity(2, "乙"))
      try commit.appendSpans(span(1, "title", 9, "13900000000"))
      try commit.appendSpans(span(1, "content", 3, "张三"))
      try commit.appendSpans(span(2, "content", 0, "李四"))
    }
    try commit(vault, lake) { commit in
      try commit.appendIdentities(identity(1, "丙"))
      try commit.appendSpans(span(1, "content", 6, "王五"), clearing: [2])
    }
    let identities = try vault.identities(requestIDs: [1, 2, 3])
    #expect(identities.int64s("request_id").values == [1, 2])
    #expect(identities.strings("name")[0] == "丙")
    #expect(identities.strings("name")[1] == "乙")
    #expect(identities.strings("phone")[0] == nil)
    let spans = try vault.spans(requestIDs: [1, 2])
    #expect(spans.rowCount == 1)
    #expect(spans.strings("bytes")[0] == "王五")
    #expect(spans.int32s("offset")[0] == 6)
    #expect(try vault.spans(requestIDs: []).rowCount == 0)
  }

  @Test func `what is staged and not recorded is an orphan`() throws {
    let folder = try TemporaryFolder()
    let (vault, lake) = try open(folder)
    let first = try vault.begin()
    try first.appendIdentities(identity(1, "甲"))
    first.appendKnown(keys: [5], requestIDs: [1], contentHashes: [2])
    try first.stage()
    lake.rollback()
    let other = try Vault.open(folder: vault.folder)
    #expect(try other.removeOrphans().count == 2)
    #expect(try vault.lookup(keys: [5])[0] == nil)
    first.rollback()
    try commit(vault, lake) { $0.appendKnown(keys: [5], requestIDs: [1], contentHashes: [2]) }
    #expect(try vault.removeOrphans().isEmpty)
    #expect(try vault.lookup(keys: [5])[0]?.requestID == 1)
  }

  @Test func `known records agree with a dictionary over many commits`() throws {
    var generator = SeededGenerator(seed: 11)
    let folder = try TemporaryFolder()
    let (vault, lake) = try open(folder)
    var model: [Int64: (Int64, Int64)] = [:]
    for round in 0..<25 {
      let count = [0, 1, 40, 3, 500][round % 5]
      let keys = (0..<count).map { _ in Int64.random(in: -400...400, using: &generator) }
      let values = keys.indices.map { Int64(round * 1000 + $0) }
      try commit(vault, lake) {
        $0.appendKnown(keys: keys, requestIDs: values, contentHashes: values.map { -$0 })
      }
      for (key, value) in zip(keys, values) { model[key] = (value, -value) }
      let probes = (0..<300).map { _ in Int64.random(in: -450...450, using: &generator) }
      let found = try vault.lookup(keys: probes + [Int64.max, Int64.min])
      for (probe, answer) in zip(probes, found) {
        #expect(answer?.requestID == model[probe]?.0)
        #expect(answer?.contentHash == model[probe]?.1)
      }
      for file in try vault.files(.known) {
        let run = try vault.run(of: file)
        #expect((1..<max(1, run.count)).allSatisfy { run.key($0 - 1) < run.key($0) })
      }
      #expect(found.count == 302 && found[300] == nil && found[301] == nil)
    }
    #expect(try vault.files(.known).count <= 5)
    #expect(try vault.removeOrphans().isEmpty)
  }

  @Test func `a broken run of known records is refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("known-1.run")
    try KnownRun.write(path, keys: [1, 2], requestIDs: [3, 4], contentHashes: [5, 6])
    #expect(try KnownRun(path: path).isIntact())
    var bytes = try FileSystem.read(path)
    bytes[20] ^= 1
    try FileSystem.write(path, bytes.span)
    #expect(try !KnownRun(path: path).isIntact())
    bytes.removeLast(12)
    try FileSystem.write(path, bytes.span)
    #expect(throws: StorageError.self) { _ = try KnownRun(path: path) }
  }

  @Test func `linked persons have the smallest token of all that are linked`() throws {
    let folder = try TemporaryFolder()
    let vault = try Vault.open(folder: folder.file("vault"))
    for (first, second) in [(Int64(5), Int64(9)), (9, 7), (3, 7), (3, 9)] {
      try vault.link(first, sameAs: second, reason: "同一人", actor: "officer", at: "t")
    }
    #expect(try vault.personLinks() == [5: 3, 7: 3, 9: 3])
  }

  @Test func `audit entries of a transaction that is undone are undone with it`() throws {
    let folder = try TemporaryFolder()
    let vault = try Vault.open(folder: folder.file("vault"))
    let lake = try Connection(path: folder.file("catalog.sqlite"))
    try vault.attach(to: lake)
    let entries = [(purpose: "交办", subject: "A-1"), (purpose: "交办", subject: "A-2")]
    for isKept in [false, true, true] {
      try lake.begin()
      try vault.recordAudit(entries, actor: "run 1", at: "t", in: lake)
      if isKept { try lake.commit() } else { lake.rollback() }
    }
    #expect(try vault.auditEntries().map(\.position) == [1, 2, 3, 4])
    #expect(try vault.auditEntries().map(\.subject) == ["A-1", "A-2", "A-1", "A-2"])
  }
}
