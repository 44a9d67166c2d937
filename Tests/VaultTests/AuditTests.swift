import Bytes
import SQLite
import TestSupport
import Testing

@testable import Vault

@Suite struct AuditTests {
  /// A chain of five entries, entered in three transactions: one, two, two.
  private func chain(_ folder: TemporaryFolder) throws -> (Vault, Connection) {
    let vault = try Vault.open(folder: folder.file("vault"))
    let lake = try Connection(path: folder.file("lake.sqlite"))
    try vault.attach(to: lake)
    try vault.appendAudit(actor: "officer", purpose: "回访", subject: "request 1", at: "t1")
    for pair in [[2, 3], [4, 5]] {
      try lake.transaction { () throws(StorageError) in
        try vault.recordAudit(
          pair.map { ("交办", "request \($0)") }, actor: "run", at: "t\(pair[0])", in: lake)
      }
    }
    return (vault, lake)
  }

  @Test func `a sound chain has no faults, and its end is in the catalog`() throws {
    let folder = try TemporaryFolder()
    let (vault, lake) = try chain(folder)
    let anchors = try #require(try AuditAnchor.all(in: lake))
    #expect(anchors.map(\.position) == [1, 3, 5])
    #expect(try anchors.last == vault.auditHead())
    #expect(try vault.auditFaults(catalog: anchors).isEmpty)
    #expect(try vault.auditEntries().map(\.subject) == (1...5).map { "request \($0)" })
    #expect(anchors.allSatisfy { AuditAnchor(line: $0.line) == $0 })
  }

  @Test(
    arguments: [
      ("UPDATE audit SET actor = 'nobody' WHERE position = 2", [.changed], [2...2]),
      ("UPDATE audit SET at = 'later' WHERE position = 5", [.changed], [5...5]),
      ("UPDATE audit SET code = 'x' WHERE position = 1", [.changed, .changed], [1...1, 2...2]),
      ("DELETE FROM audit WHERE position = 1", [.missing], [1...1]),
      ("DELETE FROM audit WHERE position IN (2, 3)", [.missing], [2...3]),
      ("DELETE FROM audit WHERE position = 5", [.truncated], [5...5]),
      ("DELETE FROM audit WHERE position > 1", [.truncated], [2...5]),
      ("DELETE FROM audit", [.truncated], [1...5]),
      (
        "DELETE FROM audit WHERE position = 2; UPDATE audit SET position = position - 1 "
          + "WHERE position > 2", [.changed, .changed, .changed, .truncated],
        [2...2, 3...3, 4...4, 5...5]
      ),
    ] as [(String, [AuditFault.Kind], [ClosedRange<Int64>])])
  func `what was done to the chain is named`(
    change: String, kinds: [AuditFault.Kind], positions: [ClosedRange<Int64>]
  ) throws {
    let folder = try TemporaryFolder()
    let (vault, lake) = try chain(folder)
    try vault.connection.execute(change)
    let anchors = try #require(try AuditAnchor.all(in: lake))
    let faults = try vault.auditFaults(catalog: anchors)
    #expect(faults.map(\.kind) == kinds)
    #expect(faults.map(\.positions) == positions)
  }

  @Test func `anchors that were removed or made up are named`() throws {
    let folder = try TemporaryFolder()
    let (vault, lake) = try chain(folder)
    let anchors = try #require(try AuditAnchor.all(in: lake))
    let forged = AuditAnchor(position: 9, code: anchors[2].code, seal: anchors[2].seal)
    #expect(
      try vault.auditFaults(catalog: Array(anchors.dropLast()))
        == [AuditFault(kind: .anchor, positions: 4...5)])
    #expect(
      try vault.auditFaults(catalog: anchors + [forged])
        == [AuditFault(kind: .anchor, positions: 9...9)])
    // Cut off together with the catalog's last anchors, but not with those kept elsewhere.
    try vault.connection.execute("DELETE FROM audit WHERE position > 1")
    #expect(try vault.auditFaults(catalog: [anchors[0]]).isEmpty)
    #expect(
      try vault.auditFaults(catalog: [anchors[0]], elsewhere: [anchors[2]])
        == [AuditFault(kind: .truncated, positions: 2...5)])
  }
}
