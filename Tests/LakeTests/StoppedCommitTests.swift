import Bytes
import Columns
import Foundation
import Lake
import SQLite
import TestSupport
import Testing

@Suite struct StoppedCommitTests {
  @Test(arguments: [
    Failpoint.lakeFileWritten, .lakeDeleteWritten, .lakeFilesWritten, .lakeStaged,
    .lakeCatalogWritten, .lakeLedgerWritten,
  ])
  func `a process that stops before the commit leaves the old state and orphans`(
    stage: Failpoint
  ) async throws {
    let folder = try TemporaryFolder()
    try prepare(folder)
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, stage = stage.rawValue as String] in
      try StoppedCommitTests.stop(at: stage, in: path)
    }
    let lake = try Example.open(folder)
    #expect(lake.latestSnapshot == 2)
    #expect(try lake.rowCount("matters") == 10)
    #expect(try lake.connection.integer("SELECT count(*) FROM ledger") == 0)
    #expect(try !lake.orphans().isEmpty)
    try lake.removeOrphans()
    #expect(try lake.orphans().isEmpty)
    #expect(try lake.readAll("matters", columns: ["state"]).rowCount == 10)
  }

  @Test func `a process that stops after the commit leaves the new state`() async throws {
    let folder = try TemporaryFolder()
    try prepare(folder)
    let path = folder.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      try StoppedCommitTests.stop(at: Failpoint.lakeCommitted.rawValue, in: path)
    }
    let lake = try Example.open(folder)
    #expect(lake.latestSnapshot == 3)
    #expect(try lake.rowCount("matters") == 19)
    #expect(try lake.connection.integer("SELECT count(*) FROM ledger") == 1)
    #expect(try lake.orphans().isEmpty)
  }

  @Test func `a commit whose end is not known keeps its files for the next run to judge`()
    async throws
  {
    let folder = try TemporaryFolder()
    try prepare(folder)
    let path = folder.path
    await #expect(processExitsWith: .failure) { [path = path as String] in
      try StoppedCommitTests.stop(at: Failpoint.lakeCommitted.rawValue + "=EIO", in: path)
    }
    let lake = try Example.open(folder)
    #expect(lake.latestSnapshot == 3)
    #expect(try lake.orphans().isEmpty)
    #expect(try lake.readAll("matters", columns: ["state"]).rowCount == 19)
  }

  @Test func `a clock that was put back does not put snapshots back`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let given = [
      "2026-11-23 10:00:00.000000+00", "2026-11-22 10:00:00.000000+00",
      "2026-11-23 10:00:00.000001+00",
    ]
    for (index, time) in given.enumerated() {
      let commit = lake.begin()
      try commit.append("matters", Example.matterBatch(Int64(index)..<Int64(index) + 1))
      try commit.commit(message: "", at: time)
    }
    var times: [String] = []
    try lake.connection.query(
      "SELECT snapshot_time FROM ducklake_snapshot ORDER BY snapshot_id DESC LIMIT 3"
    ) { times.insert($0.text(0), at: 0) }
    #expect(times == [given[0], given[0], given[2]])
  }

  private func prepare(_ folder: TemporaryFolder) throws {
    let lake = try Example.open(folder)
    let commit = lake.begin()
    try commit.append("matters", Example.matterBatch(0..<10))
    try commit.commit(message: "", at: Example.time(1)) { connection in
      try connection.execute("CREATE TABLE ledger(step TEXT)")
    }
  }

  /// Commits an addition and a deletion, and ends the process at a stage of it.
  static func stop(at stage: String, in path: String) throws {
    setenv("MINSHENG_FAILPOINT", stage, 1)
    let lake = try Lake.open(folder: path + "/lake", tables: Example.tables, author: "test")
    let commit = lake.begin()
    try commit.append("matters", Example.matterBatch(10..<20))
    try lake.remove("matters", "matter_id", [3], in: commit)
    try commit.commit(message: "", at: Example.time(2)) { connection in
      try connection.execute("INSERT INTO ledger VALUES('step')")
    }
  }
}
