import Bytes
import Columns
import Foundation
import Lake
import SQLite
import TestSupport
import Testing

/// A lake that DuckDB made alone: inlined rows and deletions, merged and rewritten files.
@Suite struct ClientLakeTests {
  private static let fixture =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/client-lake").path(percentEncoded: false)

  private static let requests = TableDefinition(
    "requests", "", partitionDate: "received_on", sortedBy: ["request_id"],
    [
      Field("request_id", .int64), Field("received_on", .date), Field("received_at", .timestamp),
      Field("title", .string), Field("risk_words", .stringList), Field("longitude", .double),
      Field("in_scope", .bool), Field("headcount", .int32),
    ])

  private func open(_ folder: TemporaryFolder) throws -> Lake {
    let path = folder.file("lake")
    try FileManager.default.copyItem(atPath: Self.fixture, toPath: path)
    let text = String(decoding: try FileSystem.read(path + "/catalog.sql"), as: UTF8.self)
    try Connection(path: path + "/catalog.sqlite").execute(text)
    return try Lake.open(folder: path, tables: [Self.requests], author: "test")
  }

  /// A row of `expected.csv` without its snapshot.
  private func line(_ batch: RecordBatch, _ row: Int, _ rowID: Int64) -> String {
    let words = batch.lists("risk_words")[row].map { $0.joined(separator: "|") } ?? "-"
    let quoted =
      words.contains { $0 == "," || $0 == "\"" }
      ? "\"" + words.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : words
    let longitude = batch.doubles("longitude")[row].map { Int(($0 * 1000).rounded()) } ?? -1
    return [
      String(batch.int64s("request_id").values[row]), String(rowID),
      batch.strings("title")[row] ?? "-", quoted, String(longitude),
    ].joined(separator: ",")
  }

  @Test func `every snapshot of the client's lake reads as the client reads it`() throws {
    let folder = try TemporaryFolder()
    let lake = try open(folder)
    let text = String(
      decoding: try FileSystem.read(lake.folder + "/expected.csv"), as: UTF8.self)
    var expected: [Int64: [String]] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ",", maxSplits: 1)
      expected[try #require(Int64(parts[0])), default: []].append(String(parts[1]))
    }
    #expect(expected.count == 10)
    for (snapshot, lines) in expected {
      var read: [(Int64, String)] = []
      try lake.scan(
        "requests", columns: ["request_id", "title", "risk_words", "longitude"],
        snapshot: snapshot
      ) { batch, origin in
        for row in 0..<batch.rowCount {
          read.append(
            (batch.int64s("request_id").values[row], line(batch, row, origin.rowIDs[row])))
        }
      }
      #expect(read.sorted { $0.0 < $1.0 }.map(\.1) == lines, "snapshot \(snapshot)")
    }
    let newest = try #require(expected.keys.max())
    #expect(try lake.rowCount("requests") == expected[newest]?.count)
    #expect(try lake.orphans().isEmpty)
  }

  @Test func `rows in its files and rows in its catalog can be deleted`() throws {
    let folder = try TemporaryFolder()
    let lake = try open(folder)
    let before = try lake.rowCount("requests")
    let commit = lake.begin()
    var deleted = 0
    try lake.scan("requests", columns: ["request_id"]) { batch, origin in
      try commit.delete("requests", dataFileID: origin.dataFileID, rows: [origin.rows[0]])
      deleted += 1
    }
    try commit.commit(message: "", at: Example.time(1))
    #expect(deleted > 2)
    #expect(try lake.rowCount("requests") == before - deleted)
    #expect(
      try lake.readAll("requests", columns: ["request_id"]).rowCount == before - deleted)
    #expect(
      try lake.readAll("requests", columns: ["title"], snapshot: lake.latestSnapshot - 1)
        .rowCount == before)
  }

  @Test func `rows in its catalog are replaced and keep what is not named`() throws {
    let folder = try TemporaryFolder()
    let lake = try open(folder)
    let before = try lake.rowCount("requests")
    let commit = lake.begin()
    var wanted: [Int64: (rowID: Int64, words: [String]?)] = [:]
    try lake.scan("requests", columns: ["request_id", "risk_words"]) { batch, origin in
      guard origin.dataFileID == RowOrigin.inlined else { return }
      for row in 0..<batch.rowCount {
        let id = try #require(batch.int64s("request_id")[row])
        wanted[id] = (origin.rowIDs[row], batch.lists("risk_words")[row])
      }
      var titles = batch.selecting(["request_id"])
      titles = RecordBatch(
        schema: Schema(titles.schema.fields + [Field("title", .string)]),
        columns: titles.columns + [.string(StringColumn(origin.rows.map { "新\($0)" }))])
      try commit.update("requests", titles, replacing: origin.rows.map { (origin.dataFileID, $0) })
    }
    try commit.commit(message: "", at: Example.time(1))
    #expect(wanted.count > 2)
    #expect(try lake.rowCount("requests") == before)
    try lake.scan("requests", columns: ["request_id", "title", "risk_words"]) { batch, origin in
      for row in 0..<batch.rowCount {
        guard let old = wanted.removeValue(forKey: batch.int64s("request_id").values[row]) else {
          continue
        }
        #expect(origin.rowIDs[row] == old.rowID)
        #expect(batch.strings("title")[row] == "新\(old.rowID)")
        #expect(batch.lists("risk_words")[row] == old.words)
      }
    }
    #expect(wanted.isEmpty)
  }
}
