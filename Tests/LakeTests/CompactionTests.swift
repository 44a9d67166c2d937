import Bytes
import Columns
import SQLite
import TestSupport
import Testing

@testable import Lake

@Suite struct CompactionTests {
  /// Rows with their lineage ids as a snapshot shows them.
  private func rows(_ lake: Lake, at snapshot: Int64) throws -> [Int64: [String]] {
    var found: [Int64: [String]] = [:]
    try lake.scan("requests", columns: ["request_id", "title"], snapshot: snapshot) {
      batch, origin in
      for row in 0..<batch.rowCount {
        let id = try #require(batch.int64s("request_id")[row])
        found[id, default: []].append("\(origin.rowIDs[row]) \(batch.strings("title")[row] ?? "-")")
      }
    }
    return found
  }

  @Test(arguments: [11, 12, 13])
  func `compacted every night, each snapshot reads as on the night it was made`(seed: UInt64) throws
  {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    var states: [Int64: [Int64: [String]]] = [:]
    var nextID: Int64 = 0
    for night in 1...40 {
      let commit = lake.begin()
      let ids = nextID..<nextID + Int64.random(in: 1..<40, using: &generator)
      nextID = ids.upperBound
      try commit.append("requests", Example.batch(ids, title: "夜\(night)"))
      let earlier = (0..<ids.lowerBound).filter { _ in
        Int.random(in: 0..<12, using: &generator) == 0
      }
      let known = try Set(lake.origins("requests", "request_id", Set(earlier)).map(\.id))
      let removed = known.filter { $0 % 3 == 0 }
      try lake.remove("requests", "request_id", removed, in: commit)
      try lake.retitle(known.subtracting(removed), "改\(night)", in: commit)
      let made = try #require(try commit.commit(message: "", at: Example.time(night)))
      states[made] = try rows(lake, at: made)
      // Days of `Example` fall into September and October: one closes while the nights go on.
      try lake.compact(
        closedBefore: night < 20 ? 0 : 24_321, archivedBefore: night < 30 ? 0 : 24_321,
        at: Example.time(night))
      states[lake.latestSnapshot] = try rows(lake, at: lake.latestSnapshot)
      #expect(states[lake.latestSnapshot] == states[made])
    }
    for (snapshot, state) in states { #expect(try rows(lake, at: snapshot) == state) }
    let live = try lake.connection.integer(
      "SELECT count(*) FROM ducklake_data_file WHERE end_snapshot IS NULL")
    let ended = try lake.connection.integer(
      "SELECT count(*) FROM ducklake_data_file WHERE end_snapshot IS NOT NULL")
    #expect(try #require(live) <= 2 * 10 && #require(ended) <= 12)
    try lake.expire(olderThan: nil, removingScheduledBefore: Example.time(50))
    for (snapshot, state) in states { #expect(try rows(lake, at: snapshot) == state) }
    try lake.expire(olderThan: Example.time(50))
    try lake.compact(closedBefore: 24_321, at: Example.time(51), rewritingDeletes: true)
    try lake.expire(olderThan: Example.time(52))
    let newest = try #require(states.keys.max())
    #expect(try rows(lake, at: lake.latestSnapshot) == states[newest])
    #expect(try lake.orphans().isEmpty)
    #expect(try lake.compact(closedBefore: 24_321, at: Example.time(53)).sourceCount == 0)
  }

  @Test func `files past an age are written for the archive, once`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    for night in 0..<3 {
      let commit = lake.begin()
      try commit.append("requests", Example.batch((0..<30).map { Int64($0 * 60 + night) }))
      try commit.commit(message: "", at: Example.time(night + 1))
    }
    let archived = "SELECT count(*) FROM ducklake_data_file WHERE path LIKE '%-archive.parquet'"
    try lake.compact(closedBefore: 24_321, at: Example.time(4))
    #expect(try lake.connection.integer(archived) == 0)
    try lake.compact(closedBefore: 24_321, archivedBefore: 24_321, at: Example.time(5))
    #expect(try lake.connection.integer(archived) == 1)
    let again = try lake.compact(
      closedBefore: 24_321, archivedBefore: 24_321, at: Example.time(6))
    #expect(again == CompactionSummary())
    // A late change does not write the month again.
    let late = lake.begin()
    try lake.retitle([60], "晚到", in: late)
    try late.commit(message: "", at: Example.time(7))
    #expect(
      try lake.compact(closedBefore: 24_321, archivedBefore: 24_321, at: Example.time(8))
        .sourceCount == 0)
  }

  @Test func `files that were replaced stay until the grace is over`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    for night in 0..<10 {
      let commit = lake.begin()
      try commit.append("matters", Example.matterBatch([Int64(night)]))
      try commit.commit(message: "", at: Example.time(night))
    }
    let summary = try lake.compact(closedBefore: 0, at: Example.time(30))
    #expect(summary.sourceCount == 10 && summary.fileCount == 1 && summary.rowCount == 10)
    let early = try lake.expire(olderThan: nil, removingScheduledBefore: Example.time(29))
    #expect(early.fileCount == 0 && early.waitingCount == 10)
    let late = try lake.expire(olderThan: nil, removingScheduledBefore: Example.time(30))
    #expect(late.fileCount == 10 && late.waitingCount == 0 && late.byteCount > 0)
    #expect(try lake.readAll("matters", columns: ["matter_id"], snapshot: 5).rowCount == 4)
  }

  @Test(arguments: [
    ("2026-11-23 14:10:40.635607+00", 635_607), ("2026-11-23 22:10:40.6+08", 600_000),
    ("2026-11-23 14:10:40", 0), ("2026-11-23 09:40:40.25-04:30", 250_000),
  ])
  func `times of any zone are read`(text: String, fraction: Int64) {
    let base = CivilTime.timestamp(
      CivilTime.days(year: 2026, month: 11, day: 23), hour: 14, minute: 10, second: 40)
    #expect(CatalogTime.microseconds(text) == base + fraction)
    #expect(CatalogTime.microseconds(CatalogTime.text(base + fraction)) == base + fraction)
  }
}
