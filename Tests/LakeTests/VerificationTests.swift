import Bytes
import Columns
import Foundation
import Lake
import SQLite
import TestSupport
import Testing

/// Lakes that nothing is wrong with, whoever wrote them and whatever was done to them.
///
/// What is found in damaged ones: `EndToEndTests.DamageTests`.
@Suite struct VerificationTests {
  private func findings(_ lake: Lake) -> [String] {
    LakeVerification(lake.connection, folder: lake.folder).run().map {
      "\($0.kind.code) \($0.table ?? "") \($0.detail)"
    }
  }

  @Test func `a lake is sound after every kind of change`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    #expect(findings(lake).isEmpty)
    for night in 0..<12 {
      let commit = lake.begin()
      let first = Int64(night * 40)
      try commit.append("requests", Example.batch(first..<first + 40))
      try commit.append("matters", Example.matterBatch(first..<first + 5))
      if night % 3 == 1 { try lake.retitle([first - 40, first - 7], "改\(night)", in: commit) }
      if night % 3 == 2 {
        try lake.remove("requests", "request_id", [first - 3, first - 33], in: commit)
      }
      try commit.commit(message: "night", at: Example.time(night))
      #expect(findings(lake).isEmpty, "night \(night)")
    }
    // Once without and once with the rows that are deleted, then with them rewritten.
    for (step, rewrites) in [false, false, true].enumerated() {
      try lake.compact(
        closedBefore: 2026 * 12 + 9, at: Example.time(20 + step), rewritingDeletes: rewrites)
      #expect(findings(lake).isEmpty, "compaction \(step)")
    }
    try lake.expire(olderThan: Example.time(22))
    #expect(findings(lake).isEmpty)
  }

  @Test func `a lake that DuckDB made is sound`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("lake")
    let fixture = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/client-lake")
    try FileManager.default.copyItem(atPath: fixture.path(percentEncoded: false), toPath: path)
    let connection = try Connection(path: path + "/catalog.sqlite")
    try connection.execute(
      String(decoding: try FileSystem.read(path + "/catalog.sql"), as: UTF8.self))
    let lake = try FileSystem.absolute(path)
    let verification = LakeVerification(connection, folder: lake)
    let codes = Set(verification.run().map(\.kind.code))
    // It was made elsewhere, and without this program's indexes.
    #expect(codes == ["lake.data-path", "lake.index.missing"])
    #expect(verification.fileCount == 12)
  }

  @Test func `bounds that a client took away for a NaN stay away`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    func add(_ ids: Range<Int64>) throws {
      let commit = lake.begin()
      try commit.append("requests", Example.batch(ids))
      try commit.commit(message: "", at: Example.time(Int(ids.lowerBound)))
    }
    try add(1..<40)
    let longitude = """
      column_id = (SELECT column_id FROM ducklake_column WHERE column_name = 'longitude')
      """
    try lake.connection.execute(
      """
      UPDATE ducklake_table_column_stats SET contains_nan = 1, min_value = NULL, max_value = NULL
      WHERE \(longitude)
      """)
    try add(41..<43)
    let bounded = try lake.connection.integer(
      """
      SELECT count(*) FROM ducklake_table_column_stats
      WHERE min_value IS NOT NULL AND \(longitude)
      """)
    #expect(bounded == 0)
    #expect(findings(lake).isEmpty)
  }

  @Test func `kinds have codes of their own`() {
    let codes = Finding.Kind.lake.map(\.code)
    #expect(Set(codes).count == codes.count)
    #expect(codes.allSatisfy { $0.hasPrefix("lake.") })
  }
}
