import Bytes
import Columns
import Lake
import SQLite
import TestSupport
import Testing

@Suite struct CommitTests {
  private let all = Example.requests.schema.fields.map(\.name)

  @Test func `rows come back by partition and in order, with every kind of value`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let commit = lake.begin()
    try commit.append("requests", Example.batch((0..<100).reversed()))
    try commit.append("requests", Example.batch(100..<120))
    let snapshot = try commit.commit(message: "first", at: Example.time(1))
    #expect(snapshot == 2)
    #expect(try lake.rowCount("requests") == 120)
    let rows = try lake.readAll("requests", columns: all)
    let expected = (0..<120).filter { $0 % 60 < 30 } + (0..<120).filter { $0 % 60 >= 30 }
    #expect(rows == Example.batch(expected.map { Int64($0) }))
    #expect(
      FileSystem.exists(lake.folder + "/data/main/requests/year=2026/month=10/s2-2.parquet"))
    #expect(try lake.orphans().isEmpty)
  }

  @Test func `columns a batch lacks are null, columns the table lacks are an error`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let commit = lake.begin()
    try commit.append(
      "matters", Example.matterBatch(1...2).selecting(["matter_id"]))
    try commit.commit(message: "", at: Example.time(1))
    #expect(try lake.readAll("matters", columns: ["state"]).strings("state")[0] == nil)
    let other = lake.begin()
    let error = #expect(throws: StorageError.self) {
      try other.append("matters", RecordBatch(schema: Schema([Field("x", .int32)])))
      try other.append(
        "matters", RecordBatch(schema: Schema([Field("x", .int32)]), columns: [.int32(.init([1]))]))
    }
    #expect(error?.code == .notFound)
  }

  @Test func `a column added later is null in earlier rows`() throws {
    let folder = try TemporaryFolder()
    var lake = try Example.open(folder)
    let commit = lake.begin()
    try commit.append("matters", Example.matterBatch(1...3))
    try commit.commit(message: "", at: Example.time(1))
    let wider = TableDefinition(
      "matters", Example.matters.comment, sortedBy: ["matter_id"],
      Example.matters.schema.fields + [Field("words", .stringList), Field("score", .double)])
    lake = try Example.open(folder, [wider])
    let more = lake.begin()
    var batch = RecordBatch(schema: wider.schema)
    batch.appendRow([
      "matter_id": .int(9), "state": .string("x"), "words": .list(["a"]), "score": .double(0.5),
    ])
    try more.append("matters", batch)
    try more.commit(message: "", at: Example.time(2))
    let rows = try lake.readAll("matters", columns: ["score", "words", "matter_id"])
    #expect(rows.doubles("score").validity.mask == [false, false, false, true])
    #expect(rows.lists("words")[3] == ["a"])
    #expect(rows.int64s("matter_id").values == [1, 2, 3, 9])
  }

  @Test func `deletions and updates leave earlier snapshots as they were`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let first = lake.begin()
    try first.append("requests", Example.batch(0..<40))
    try first.commit(message: "", at: Example.time(1))
    let second = lake.begin()
    try lake.remove("requests", "request_id", [3, 4, 35], in: second)
    try second.commit(message: "", at: Example.time(2))
    let third = lake.begin()
    try lake.retitle([5, 36], "改", in: third)
    try third.append("matters", Example.matterBatch([1]))
    try third.commit(message: "", at: Example.time(3))
    #expect(
      try lake.connection.text(
        "SELECT changes_made FROM ducklake_snapshot_changes WHERE snapshot_id = 4")
        == "inserted_into_table:1,inserted_into_table:3,deleted_from_table:1")
    func ids(_ snapshot: Int64) throws -> Set<Int64> {
      let rows = try lake.readAll("requests", columns: ["request_id"], snapshot: snapshot)
      return Set(rows.int64s("request_id").values)
    }
    let kept = Set(Int64(0)..<40).subtracting([3, 4, 35])
    #expect(try ids(1).isEmpty)
    #expect(try ids(2) == Set(0..<40))
    #expect(try ids(3) == kept)
    #expect(try ids(4) == kept)
    #expect(try lake.rowCount("requests") == 37)
    let now = try lake.readAll("requests", columns: ["request_id", "title"])
    let before = try lake.readAll("requests", columns: ["title"], snapshot: 3)
    #expect((0..<37).filter { now.strings("title")[$0] == "改" }.count == 2)
    #expect((0..<37).filter { before.strings("title")[$0] == "改" }.isEmpty)
    #expect(try lake.orphans().isEmpty)
  }

  @Test func `an updated row keeps its lineage id, twice`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let first = lake.begin()
    try first.append("requests", Example.batch(0..<10))
    try first.commit(message: "", at: Example.time(1))
    func rowID(_ id: Int64) throws -> Int64? {
      var found: Int64?
      try lake.scan("requests", columns: ["request_id"]) { batch, origin in
        for (index, value) in batch.int64s("request_id").values.enumerated() where value == id {
          found = origin.rowIDs[index]
        }
      }
      return found
    }
    let original = try rowID(7)
    for round in 2...3 {
      let commit = lake.begin()
      try lake.retitle([7, 2], "第\(round)次", in: commit)
      try commit.commit(message: "", at: Example.time(round))
      #expect(try rowID(7) == original)
    }
    #expect(try lake.rowCount("requests") == 10)
  }

  @Test func `a file without live rows ends, and its rows stay in the past`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    for (number, ids) in [(1, Set<Int64>([1, 2])), (2, [3, 4])] {
      let commit = lake.begin()
      try commit.append("matters", Example.matterBatch(ids.sorted()))
      try commit.commit(message: "", at: Example.time(number))
    }
    let one = lake.begin()
    try lake.remove("matters", "matter_id", [1], in: one)
    try one.commit(message: "", at: Example.time(3))
    let two = lake.begin()
    try lake.remove("matters", "matter_id", [2], in: two)
    try two.commit(message: "", at: Example.time(4))
    #expect(try lake.rowCount("matters") == 2)
    #expect(
      try lake.connection.integer(
        "SELECT count(*) FROM ducklake_data_file WHERE end_snapshot = 5") == 1)
    for (snapshot, count) in [(2, 2), (3, 4), (4, 3), (5, 2)] {
      let rows = try lake.readAll("matters", columns: ["matter_id"], snapshot: Int64(snapshot))
      #expect(rows.rowCount == count)
    }
  }

  @Test func `months and ranges skip files`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let commit = lake.begin()
    try commit.append("requests", Example.batch(0..<60))
    try commit.commit(message: "", at: Example.time(1))
    let october = 2026 * 12 + 9
    let rows = try lake.readAll(
      "requests", columns: ["request_id"], months: october...october)
    #expect(rows.int64s("request_id").values == Array(30..<60))
    let low = try lake.readAll(
      "requests", columns: ["request_id"], where: ColumnRange("request_id", 0...5))
    #expect(low.int64s("request_id").values == Array(0..<30))
    let days = ColumnRange("received_on", Int64(Example.firstDay + 30)...Int64.max)
    #expect(
      try lake.readAll("requests", columns: ["request_id"], where: days).rowCount == 30)
  }

  @Test func `nothing staged makes no snapshot but still runs the ledger`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let commit = lake.begin()
    #expect(commit.isEmpty)
    let snapshot = try commit.commit(message: "", at: Example.time(1)) { connection in
      try connection.execute("CREATE TABLE ledger(step TEXT)")
    }
    #expect(snapshot == nil)
    #expect(lake.latestSnapshot == 1)
    #expect(try lake.connection.integer("SELECT count(*) FROM ledger") == 0)
  }

  @Test func `a ledger that throws leaves lake and folder as they were`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let commit = lake.begin()
    try commit.append("requests", Example.batch(0..<60))
    #expect(throws: StorageError.self) {
      try commit.commit(message: "", at: Example.time(1)) { _ in
        throw StorageError(.io, "no")
      }
    }
    #expect(lake.latestSnapshot == 1)
    #expect(try lake.rowCount("requests") == 0)
    #expect(try lake.orphans().isEmpty)
    let next = lake.begin()
    try next.append("requests", Example.batch(0..<60))
    #expect(try next.commit(message: "", at: Example.time(1)) == 2)
  }

  @Test func `a rollback removes what was staged`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let commit = lake.begin()
    try commit.append("requests", Example.batch(0..<60))
    commit.rollback()
    #expect(try lake.orphans().isEmpty)
    #expect(try lake.rowCount("requests") == 0)
  }

  @Test func `two who delete the same row conflict, two who delete others do not`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    let first = lake.begin()
    try first.append("matters", Example.matterBatch(0..<10))
    try first.commit(message: "", at: Example.time(1))
    let other = try Example.open(folder)
    let mine = lake.begin()
    try lake.remove("matters", "matter_id", [1, 2], in: mine)
    let theirs = other.begin()
    try other.remove("matters", "matter_id", [5], in: theirs)
    try theirs.commit(message: "", at: Example.time(2))
    #expect(try mine.commit(message: "", at: Example.time(3)) == 4)
    #expect(try lake.rowCount("matters") == 7)
    #expect(try lake.readAll("matters", columns: ["state"], snapshot: 3).rowCount == 9)
    let again = lake.begin()
    try lake.remove("matters", "matter_id", [7], in: again)
    let faster = other.begin()
    try other.remove("matters", "matter_id", [7], in: faster)
    try faster.commit(message: "", at: Example.time(4))
    let error = #expect(throws: StorageError.self) {
      try again.commit(message: "", at: Example.time(5))
    }
    #expect(error?.code == .conflict)
    #expect(try lake.orphans().isEmpty)
  }

  @Test func `statistics in the catalog bound what the files hold`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    for number in 1...2 {
      let commit = lake.begin()
      try commit.append("requests", Example.batch(Int64(number * 10)..<Int64(number * 10 + 9)))
      try commit.commit(message: "", at: Example.time(number))
    }
    var rows: [[String?]] = []
    try lake.connection.query(
      """
      SELECT column_id, contains_null, contains_nan, min_value, max_value
      FROM ducklake_table_column_stats WHERE table_id = 1 ORDER BY column_id
      """
    ) { row in rows.append((0..<5).map { row.optionalText($0) }) }
    #expect(
      rows == [
        ["1", "0", nil, "10", "28"],
        ["2", "0", nil, "2026-09-11", "2026-09-29"],
        ["3", "0", nil, "2026-09-11 10:00:00", "2026-09-29 04:00:00.3"],
        ["4", "1", nil, "标题10号", "标题27号"],
        ["6", "1", nil, "漏'11", "燃气"],
        ["7", "1", "0", "119.51", "119.527"],
        ["8", "1", nil, "0", "1"],
        ["9", "1", nil, "10", "28"],
      ])
    #expect(
      try lake.connection.text(
        "SELECT record_count || ',' || next_row_id FROM ducklake_table_stats WHERE table_id = 1")
        == "18,18")
  }
}
