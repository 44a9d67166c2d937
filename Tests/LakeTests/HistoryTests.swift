import Bytes
import Columns
import Lake
import SQLite
import TestSupport
import Testing

/// Random histories against a model that keeps every state in memory.
@Suite struct HistoryTests {
  @Test(arguments: [1, 2, 3, 4])
  func `every snapshot of a random history reads as the model says`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    var model: [Int64: String] = [:]
    var states: [Int64: [Int64: String]] = [:]
    var nextID: Int64 = 0
    for round in 1...14 {
      let commit = lake.begin()
      let count = Int64.random(in: 0..<30, using: &generator)
      if count > 0 {
        let title = "第\(round)轮"
        try commit.append("requests", Example.batch(nextID..<nextID + count, title: title))
      }
      let known = model.keys.sorted()
      let removed = Set(known.filter { _ in Int.random(in: 0..<6, using: &generator) == 0 })
      let changed = Set(known.filter { _ in Int.random(in: 0..<6, using: &generator) == 0 })
        .subtracting(removed)
      try lake.remove("requests", "request_id", removed, in: commit)
      try lake.retitle(changed, "改\(round)", in: commit)
      for id in nextID..<nextID + count { model[id] = "第\(round)轮" }
      for id in removed { model[id] = nil }
      for id in changed { model[id] = "改\(round)" }
      nextID += count
      if let snapshot = try commit.commit(message: "", at: Example.time(round)) {
        states[snapshot] = model
      }
      if round % 5 == 0 {
        let month = 2026 * 12 + (round == 10 ? 9 : 11)
        if let snapshot = try lake.compact(closedBefore: month, at: Example.time(round)).snapshot {
          states[snapshot] = model
        }
      }
      #expect(try lake.rowCount("requests") == model.count)
    }
    try check(lake, states)
    #expect(try lake.orphans().isEmpty)
    let forgotten = try lake.expire(olderThan: Example.time(8)).snapshotCount
    #expect(forgotten > 0)
    let kept = states.filter { $0.key > 1 + Int64(forgotten) - 2 }
    try check(lake, kept)
    #expect(try lake.orphans().isEmpty)
  }

  private func check(_ lake: Lake, _ states: [Int64: [Int64: String]]) throws {
    for (snapshot, state) in states {
      var read: [Int64: String] = [:]
      var rowIDs: Set<Int64> = []
      var rowCount = 0
      try lake.scan("requests", columns: ["request_id", "title"], snapshot: snapshot) {
        batch, origin in
        for row in 0..<batch.rowCount {
          let id = try #require(batch.int64s("request_id")[row])
          read[id] = batch.strings("title")[row]
          rowIDs.insert(origin.rowIDs[row])
          rowCount += 1
        }
      }
      #expect(rowCount == state.count && rowIDs.count == rowCount, "snapshot \(snapshot)")
      #expect(read == state, "snapshot \(snapshot)")
    }
  }

  @Test func `a closed month becomes one file with the order of its key`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    for round in 0..<5 {
      let commit = lake.begin()
      try commit.append(
        "requests", Example.batch((0..<20).map { Int64($0 * 60 + 7 * (5 - round)) }))
      try commit.commit(message: "", at: Example.time(round + 1))
    }
    let files = "SELECT count(*) FROM ducklake_data_file WHERE end_snapshot IS NULL"
    #expect(try lake.connection.integer(files) == 5)
    let snapshot = try lake.compact(closedBefore: 2026 * 12 + 11, at: Example.time(7)).snapshot
    #expect(snapshot == 7)
    #expect(try lake.connection.integer(files) == 2)
    let rows = try lake.readAll("requests", columns: ["request_id"], months: 24320...24320)
    #expect(rows.int64s("request_id").values == rows.int64s("request_id").values.sorted())
    #expect(try lake.rowCount("requests") == 100)
    #expect(try lake.compact(closedBefore: 2026 * 12 + 11, at: Example.time(8)).snapshot == nil)
    for snapshot in 2...6 {
      let count = try lake.readAll(
        "requests", columns: ["request_id"], snapshot: Int64(snapshot)
      ).rowCount
      #expect(count == 20 * (snapshot - 1))
    }
    #expect(
      try lake.connection.integer("SELECT count(*) FROM ducklake_files_scheduled_for_deletion")
        == 4)
    try lake.expire(olderThan: Example.time(9))
    #expect(
      try lake.connection.integer("SELECT count(*) FROM ducklake_files_scheduled_for_deletion")
        == 0)
    #expect(try lake.rowCount("requests") == 100)
  }

  @Test func `what is deleted, forgotten and expired is in no file any more`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let first = lake.begin()
    try first.append("requests", Example.batch(0..<20, title: "要忘记的"))
    try first.append("requests", Example.batch(20..<25, title: "留下的"))
    try first.commit(message: "", at: Example.time(1))
    let second = lake.begin()
    try lake.remove("requests", "request_id", Set(0..<20), in: second)
    try second.commit(message: "", at: Example.time(2))
    #expect(try lake.compact(closedBefore: 0, at: Example.time(3)).snapshot == nil)
    let rewritten = try lake.compact(closedBefore: 0, at: Example.time(3), rewritingDeletes: true)
    #expect(rewritten.snapshot == 4)
    #expect(try lake.readAll("requests", columns: ["title"], snapshot: 2).rowCount == 25)
    try lake.expire(olderThan: Example.time(5))
    #expect(try lake.readAll("requests", columns: ["title"]).rowCount == 5)
    let files = try FileSystem.list(lake.folder + "/data/main/requests/year=2026/month=9")
    #expect(files == ["s4-1.parquet"])
    #expect(try FileSystem.list(lake.folder + "/data/main/requests") == ["year=2026"])
    #expect(try lake.rowCount("requests") == 5)
  }
}
