import Bytes
import Columns
import SQLite
import TestSupport
import Testing

@testable import Vault

@Suite struct VaultCompactionTests {
  private func identities(_ ids: [Int64], _ night: Int) -> RecordBatch {
    var batch = RecordBatch(schema: Vault.identitiesSchema)
    for id in ids {
      batch.appendRow(["request_id": .int(id), "name": .string("夜\(night)之\(id)")])
    }
    return batch
  }

  private func spans(_ ids: [Int64], _ night: Int) -> RecordBatch {
    var batch = RecordBatch(schema: Vault.spansSchema)
    for id in ids {
      for offset in 0...(id % 3) {
        batch.appendRow([
          "request_id": .int(id), "column": .string("content"), "offset": .int(offset * 10),
          "bytes": .string("\(night).\(offset)"),
        ])
      }
    }
    return batch
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

  @Test(arguments: [1, 2])
  func `merged every night, the vault says of each request what the latest commit said`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let vault = try Vault.open(folder: folder.file("vault"))
    let lake = try Connection(path: folder.file("lake.sqlite"))
    try vault.attach(to: lake)
    let all = Set<Int64>(0..<300)
    for night in 0..<60 {
      let ids = (0..<5).map { _ in Int64.random(in: 0..<300, using: &generator) }
      let distinct = Array(Set(ids)).sorted()
      try commit(vault, lake) {
        try $0.appendIdentities(identities(distinct, night))
        try $0.appendSpans(spans(distinct, night), clearing: [300 + Int64(night), ids[0] + 1000])
      }
      let (names, texts) = (
        try vault.identities(requestIDs: all), try vault.spans(requestIDs: all)
      )
      try commit(vault, lake) { _ = try $0.compact() }
      #expect(try vault.identities(requestIDs: all) == names)
      #expect(try vault.spans(requestIDs: all) == texts)
    }
    let files = try FileSystem.list(vault.folder).filter(VaultFile.isOwnName)
    #expect(files.count <= 2 * 13, "\(files)")
    #expect(Set(files) == Set(try vault.files().map(\.name)))
    #expect(try vault.removeOrphans().isEmpty)
    #expect(try vault.identities(requestIDs: all).rowCount > 100)
  }

  @Test func `a merge that is not recorded leaves what was there`() throws {
    let folder = try TemporaryFolder()
    let vault = try Vault.open(folder: folder.file("vault"))
    let lake = try Connection(path: folder.file("lake.sqlite"))
    try vault.attach(to: lake)
    for night in 0..<10 {
      try commit(vault, lake) { try $0.appendIdentities(identities([Int64(night)], night)) }
    }
    let files = try vault.files()
    let merge = try vault.begin()
    #expect(try merge.compact() == 10)
    try merge.stage()
    merge.rollback()
    #expect(try vault.files() == files)
    #expect(try vault.identities(requestIDs: [0, 9]).rowCount == 2)
    #expect(try FileSystem.list(vault.folder).filter(VaultFile.isOwnName).count == 10)
  }
}
