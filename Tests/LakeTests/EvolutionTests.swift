import Bytes
import Columns
import Lake
import SQLite
import TestSupport
import Testing

/// Changes of columns, by this program and by its definitions.
@Suite struct EvolutionTests {
  private static let days = TableDefinition(
    "days", "日 / days", sortedBy: ["day"],
    [
      Field("day", .int32, "日 / day"), Field("title", .string, "题 / title"),
      Field("words", .stringList, "词 / words"),
    ])

  private func open(_ folder: TemporaryFolder, _ table: TableDefinition = days) throws -> Lake {
    try Lake.open(
      folder: folder.file("lake"), tables: [table], author: "test", at: Example.time(0))
  }

  private func fill(_ lake: Lake, _ numbers: ClosedRange<Int64>, at time: Int) throws {
    let schema = try lake.schema(of: "days").selecting(["day", "title"])
    var batch = RecordBatch(schema: schema)
    for number in numbers {
      batch.appendRow(["day": .int(number), "title": .string("第\(number)")])
    }
    let commit = lake.begin()
    try commit.append("days", batch)
    try commit.commit(message: "", at: Example.time(time))
  }

  @Test func `columns are added with a default, renamed, widened and dropped without a file`()
    throws
  {
    let folder = try TemporaryFolder()
    let lake = try open(folder)
    try fill(lake, 1...3, at: 1)
    let before = lake.latestSnapshot
    try lake.alter(
      "days",
      [
        .add(Field("score", .double, "分 / score"), default: .double(0.5)),
        .add(Field("kind", .string), default: .string("it's")),
        .rename("title", to: "heading"), .widen("day", to: .int64), .drop("words"),
        .comment(column: "heading", "标题 / heading"),
      ], message: "wider", at: Example.time(2))
    #expect(
      try lake.schema(of: "days").fields.map { "\($0.name) \($0.type)" }
        == ["day int64", "heading string", "score double", "kind string"])
    #expect(
      try lake.schema(of: "days", snapshot: before).fields.map { "\($0.name) \($0.type)" }
        == ["day int32", "title string", "words stringList"])
    let commit = lake.begin()
    var batch = RecordBatch(schema: Schema([Field("day", .int64), Field("score", .double)]))
    batch.appendRow(["day": .int(5_000_000_000), "score": .null])
    try commit.append("days", batch)
    try commit.commit(message: "", at: Example.time(3))
    let rows = try lake.readAll("days", columns: ["day", "heading", "score", "kind"])
    #expect(rows.int64s("day").values == [1, 2, 3, 5_000_000_000])
    #expect(rows.strings("heading")[2] == "第3")
    #expect(rows.doubles("score")[0] == 0.5)
    #expect(rows.doubles("score")[3] == nil)
    #expect(rows.strings("kind")[3] == "it's")
    let old = try lake.readAll("days", columns: ["day", "title"], snapshot: before)
    #expect(old.int32s("day").values == [1, 2, 3])
    #expect(throws: StorageError.self) {
      try lake.readAll("days", columns: ["heading"], snapshot: before)
    }
    let range = ColumnRange("day", 4...Int64.max)
    #expect(try lake.readAll("days", columns: ["day"], where: range).rowCount == 1)
  }

  @Test(
    arguments: [
      (.add(Field("Title", .string)), .drifted), (.rename("title", to: "day"), .drifted),
      (.rename("no", to: "x"), .notFound), (.widen("title", to: .int64), .drifted),
      (.widen("day", to: .double), .drifted), (.drop("no"), .notFound),
      (.add(Field("l", .stringList), default: .list([])), .unsupported),
    ] as [(TableChange, StorageError.Code)])
  func `what cannot be changed is refused and changes nothing`(
    change: TableChange, code: StorageError.Code
  ) throws {
    let folder = try TemporaryFolder()
    let lake = try open(folder)
    let before = lake.latestSnapshot
    let error = #expect(throws: StorageError.self) {
      try lake.alter(
        "days", [.comment(column: "day", "x"), change], message: "", at: Example.time(1))
    }
    #expect(error?.code == code)
    #expect(try open(folder).latestSnapshot == before)
  }

  @Test func `a definition renames, widens and cuts its table when the lake is opened`() throws {
    let folder = try TemporaryFolder()
    try fill(open(folder), 1...3, at: 1)
    let next = TableDefinition(
      "days", "日 / days", partitionDate: "on", sortedBy: ["day"],
      [
        Field("day", .int64, "日 / day"), Field("heading", .string, "题 / heading"),
        Field("words", .stringList, "词 / words"), Field("on", .date, "何日 / on"),
      ], formerNames: ["heading": "title"])
    let lake = try open(folder, next)
    #expect(lake.latestSnapshot == 3)
    #expect(try open(folder, next).latestSnapshot == 3)
    let rows = try lake.readAll("days", columns: ["day", "heading", "on"])
    #expect(rows.int64s("day").values == [1, 2, 3])
    #expect(rows.strings("heading")[0] == "第1")
    let commit = lake.begin()
    var batch = RecordBatch(schema: next.schema)
    batch.appendRow(["day": .int(4), "on": .int(20_000)])
    try commit.append("days", batch)
    try commit.commit(message: "", at: Example.time(4))
    #expect(FileSystem.exists(lake.folder + "/data/main/days/year=2024/month=10"))
    let month = 2024 * 12 + 9
    #expect(try lake.readAll("days", columns: ["day"], months: month...month).rowCount == 4)
  }

  @Test func `files from before a dropped column are not merged while their past can be read`()
    throws
  {
    let folder = try TemporaryFolder()
    let lake = try open(folder)
    for round in 1...10 { try fill(lake, Int64(round)...Int64(round), at: round) }
    let before = lake.latestSnapshot
    try lake.alter("days", [.drop("title")], message: "", at: Example.time(11))
    try lake.compact(closedBefore: 0, at: Example.time(12))
    let old = try lake.readAll("days", columns: ["day", "title"], snapshot: before)
    #expect(old.strings("title")[9] == "第10")
    try lake.expire(olderThan: Example.time(13))
    try lake.compact(closedBefore: 0, at: Example.time(14))
    let files = "SELECT count(*) FROM ducklake_data_file WHERE end_snapshot IS NULL"
    #expect(try lake.connection.integer(files) == 1)
    #expect(try lake.readAll("days", columns: ["day"]).rowCount == 10)
  }

  @Test func `rows staged for a table that is altered meanwhile are refused`() throws {
    let folder = try TemporaryFolder()
    let lake = try open(folder)
    let other = try open(folder)
    let commit = lake.begin()
    var batch = RecordBatch(schema: try lake.schema(of: "days").selecting(["day"]))
    batch.appendRow(["day": .int(1)])
    try commit.append("days", batch)
    try other.alter("days", [.drop("words")], message: "", at: Example.time(1))
    let error = #expect(throws: StorageError.self) {
      try commit.commit(message: "", at: Example.time(2))
    }
    #expect(error?.code == .conflict)
    #expect(try lake.rowCount("days") == 0)
    #expect(try lake.orphans().isEmpty)
  }
}
