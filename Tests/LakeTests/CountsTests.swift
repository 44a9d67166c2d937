import Columns
import Lake
import TestSupport
import Testing

@Suite struct CountsTests {
  /// Counts by making every row's texts.
  private func slowCounts(_ lake: Lake, _ columns: [String]) throws -> [String: Int64] {
    var counts: [String: Int64] = [:]
    try lake.scan("requests", columns: columns) { batch, _ in
      for row in 0..<batch.rowCount {
        counts["\(columns.map { batch.value($0, row) })", default: 0] += 1
      }
    }
    return counts
  }

  private func lake(_ folder: TemporaryFolder, seed: UInt64) throws -> Lake {
    var generator = SeededGenerator(seed: seed)
    let lake = try Example.open(folder)
    for night in 0..<12 {
      let commit = lake.begin()
      let first = Int64(night) * 50
      try commit.append("requests", Example.batch(first..<first + 50))
      let gone = Set((0..<first).filter { _ in Int.random(in: 0..<9, using: &generator) == 0 })
      try lake.retitle(gone.filter { $0 % 2 == 0 }, "改\(night % 3)", in: commit)
      try lake.remove("requests", "request_id", gone.filter { $0 % 2 == 1 }, in: commit)
      try commit.commit(message: "", at: Example.time(night))
    }
    return lake
  }

  @Test(arguments: [
    ["received_on"], ["title"], ["in_scope", "headcount"], ["received_on", "title", "in_scope"],
    ["request_id", "title"], ["received_at"],
  ])
  func `counts are those of all rows one by one`(columns: [String]) throws {
    let folder = try TemporaryFolder()
    let lake = try lake(folder, seed: 3)
    for _ in 0..<2 {
      let expected = try slowCounts(lake, columns)
      let counts = try lake.counts("requests", by: columns)
      let batch = counts.batch()
      var found: [String: Int64] = [:]
      for row in 0..<batch.rowCount {
        found["\(columns.map { batch.value($0, row) })", default: 0] +=
          batch.int64s("count").values[row]
      }
      #expect(found == expected)
      #expect(batch.rowCount == expected.count && counts.count == expected.count)
      #expect(counts.rowCount == Int64(try lake.rowCount("requests")))
      try lake.compact(closedBefore: 24_321, at: Example.time(40))
    }
  }

  @Test func `an empty table has no combinations`() throws {
    let folder = try TemporaryFolder()
    let counts = try Example.open(folder).counts("requests", by: ["title", "received_on"])
    #expect(counts.count == 0 && counts.rowCount == 0 && counts.batch().rowCount == 0)
  }

  @Test(arguments: [5, 6])
  func `a look-up finds what a scan finds, in every snapshot`(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let lake = try lake(folder, seed: seed)
    for _ in 0..<2 {
      for snapshot in [4, lake.latestSnapshot] {
        for wanted in [[0], [7, 8, 9, 400], [599, 10_000], Array(0..<600)] as [[Int64]] {
          var expected: Set<String> = []
          try lake.scan(
            "requests", columns: ["request_id", "title", "risk_words"], snapshot: snapshot
          ) { batch, _ in
            for row in 0..<batch.rowCount {
              let id = batch.int64s("request_id").values[row]
              guard wanted.contains(id) else { continue }
              expected.insert(
                "\(id) \(batch.value("title", row)) \(batch.value("risk_words", row))")
            }
          }
          let found = try lake.lookup(
            "requests", key: "request_id", in: Set(wanted),
            columns: ["risk_words", "request_id", "title"], snapshot: snapshot)
          let texts = (0..<found.rowCount).map { row in
            "\(found.int64s("request_id").values[row]) \(found.value("title", row)) "
              + "\(found.value("risk_words", row))"
          }
          #expect(Set(texts) == expected && texts.count == expected.count)
        }
      }
      try lake.compact(closedBefore: 24_321, at: Example.time(40))
    }
  }

  @Test func `a range of a text column skips files by their statistics`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    for night in 0..<4 {
      let commit = lake.begin()
      try commit.append(
        "requests", Example.batch([Int64(night)], title: "nightly-2026-06-0\(night + 1)"))
      try commit.commit(message: "", at: Example.time(night))
    }
    var ids: [Int64] = []
    try lake.scan(
      "requests", columns: ["request_id"], where: ColumnRange("title", equals: "nightly-2026-06-03")
    ) { batch, _ in ids += batch.int64s("request_id").values }
    #expect(ids == [2])
  }
}
