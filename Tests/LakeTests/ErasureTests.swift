import Bytes
import Columns
import SQLite
import TestSupport
import Testing

@testable import Lake

/// What is replaced or deleted is gone from every file and from the catalog.
@Suite struct ErasureTests {
  private static let table = TableDefinition(
    "texts", "texts", partitionDate: "day", sortedBy: ["id"],
    [Field("id", .int64, "id"), Field("day", .date, "day"), Field("text", .string, "text")])

  private func open(_ folder: TemporaryFolder) throws -> Lake {
    try Lake.open(
      folder: folder.file("lake"), tables: [Self.table], author: "test",
      at: "2026-06-01 00:00:00.000000+00")
  }

  private func rows(_ texts: [(id: Int64, text: String)]) -> RecordBatch {
    var batch = RecordBatch(schema: Self.table.schema)
    for (id, text) in texts {
      batch.appendRow(["id": .int(id), "day": .int(20_000 + id), "text": .string(text)])
    }
    return batch
  }

  private func update(_ lake: Lake, _ id: Int64, _ text: String, at time: String) throws {
    let commit = lake.begin()
    try lake.scan("texts", columns: ["id"]) { batch, origin in
      for (row, found) in batch.int64s("id").values.enumerated() where found == id {
        try commit.update(
          "texts",
          RecordBatch(
            schema: Schema([Field("text", .string)]), columns: [.string(StringColumn([text]))]),
          replacing: [(origin.dataFileID, origin.rows[row])])
      }
    }
    try commit.commit(message: "update", at: time)
  }

  private func texts(_ lake: Lake) throws -> [String] {
    let batch = try lake.readAll("texts", columns: ["id", "text"])
    return zip(
      batch.int64s("id").values, (0..<batch.rowCount).map { batch.strings("text").text($0) }
    )
    .sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Everything below the lake's folder, Parquet pages unpacked.
  private func holds(_ folder: String, _ text: String) throws -> Bool {
    for name in try FileSystem.list(folder) {
      let path = folder + "/" + name
      if FileSystem.isFolder(path) {
        if try holds(path, text) { return true }
      } else if try FileSystem.read(path).firstRange(of: Array(text.utf8)) != nil {
        return true
      }
    }
    return false
  }

  @Test func `bounds, old files, snapshots and free pages lose what was replaced`() throws {
    let folder = try TemporaryFolder()
    let lake = try open(folder)
    let secret = "\u{1}13800001234"
    let commit = lake.begin()
    try commit.append("texts", rows([(1, "甲"), (2, secret), (3, "丙"), (4, "丁")]))
    try commit.commit(message: "first", at: "2026-06-02 00:00:00.000000+00")
    #expect(try holds(lake.folder, secret))
    try update(lake, 2, "乙", at: "2026-06-03 00:00:00.000000+00")
    #expect(try holds(lake.folder, secret))
    let kept = lake.latestSnapshot
    for round in 0..<2 {
      let summary = try lake.erase(before: kept, at: "2026-06-04 00:00:00.000000+00")
      #expect(summary.keptFileCount == 0)
      #expect(summary.snapshotCount == (round == 0 ? 3 : 0))
      #expect(summary.fileCount == (round == 0 ? 2 : 0))
      #expect(try texts(lake) == ["甲", "乙", "丙", "丁"])
    }
    #expect(try !holds(lake.folder, secret))
    let bounds = try lake.connection.text(
      "SELECT min_value || max_value FROM ducklake_table_column_stats WHERE min_value GLOB '[^0-9]*'"
    )
    #expect(bounds == "丁甲")
    #expect(throws: (any Error).self) { try lake.readAll("texts", columns: ["id"], snapshot: 1) }
    try update(lake, 3, "新", at: "2026-06-05 00:00:00.000000+00")
    #expect(try texts(lake) == ["甲", "乙", "新", "丁"])
    #expect(
      LakeVerification(lake.connection, folder: lake.folder).run().allSatisfy {
        $0.kind.weight == .note
      })
  }
}
