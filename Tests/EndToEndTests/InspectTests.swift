import Bytes
import Columns
import Foundation
import Parquet
import TestSupport
import Testing

/// `minsheng inspect` as an analyst calls it for one file.
@Suite struct InspectTests {
  private let binary: BuiltBinary
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
    path = folder.file("a.parquet")
    let columns = [
      ParquetColumn(field: Field("request_id", .int64), fieldID: 1),
      ParquetColumn(field: Field("区", .string), fieldID: 2),
      ParquetColumn(field: Field("tags", .stringList), fieldID: 3, elementFieldID: 4),
      ParquetColumn(field: Field("score", .double), fieldID: 5),
    ]
    var options = ParquetWriteOptions()
    options.sortedBy = ["request_id"]
    options.metadata = [("time zone", "Asia/Shanghai")]
    let writer = try ParquetWriter(path: path, columns: columns, options: options)
    var batch = RecordBatch(schema: Schema(columns.map(\.field)))
    for row in 0..<300 {
      batch.appendRow([
        "request_id": .int(1 << 53 + Int64(row)), "区": row % 2 == 0 ? .string("海陵区") : .null,
        "tags": row == 1 ? .list(["a\n", ""]) : .list([]),
        "score": .double(row == 2 ? .nan : Double(row) / 4),
      ])
    }
    try writer.write(batch)
    _ = try writer.finish()
  }

  @Test func `a person reads schema, row groups and rows under one another`() throws {
    let outcome = try binary.run(["inspect", path, "--rows", "3"])
    #expect(outcome.status == 0 && outcome.messages.isEmpty)
    let lines = outcome.output.components(separatedBy: "\n")
    #expect(lines.contains { $0.hasPrefix("300 rows in 1 row group, ") })
    #expect(lines.contains("time zone = Asia/Shanghai"))
    #expect(
      lines.contains { $0.hasPrefix("Row group 0: 300 rows") && $0.hasSuffix("by request_id") })
    #expect(
      lines.suffix(5) == [
        "row  request_id        区      tags        score",
        "1    9007199254740992  海陵区  []          0.0",
        "2    9007199254740993  null    [\"a\\n\",\"\"]  0.25",
        "3    9007199254740994  海陵区  []          nan", "",
      ])
  }

  @Test func `a script reads exact values`() throws {
    let outcome = try binary.run(["inspect", path, "--rows", "300", "--json"])
    #expect(outcome.status == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(rows.count == 300)
    #expect(rows[0]["request_id"] as? Int == 1 << 53)
    #expect(rows[1]["request_id"] as? String == "9007199254740993")
    #expect(rows[1]["区"] is NSNull && rows[2]["区"] as? String == "海陵区")
    #expect(rows[1]["tags"] as? [String] == ["a\n", ""])
    #expect(rows[2]["score"] as? String == "NaN" && rows[3]["score"] as? Double == 0.75)
    #expect(object["columns"] as? [String] == ["request_id", "区", "tags", "score"])
    #expect((object["refused"] as? [Any])?.isEmpty == true)
    let groups = try #require(object["row_groups"] as? [[String: Any]])
    let chunks = try #require(groups[0]["columns"] as? [[String: Any]])
    #expect(chunks.map { $0["path"] as? String }.count == 4)
    #expect(chunks[1]["null_count"] as? Int == 150 && chunks[1]["column_index"] as? Bool == true)
  }

  @Test func `a broken file ends with 1 and one line, wrong usage with 2`() throws {
    var bytes = try FileSystem.read(path)
    let first = try ParquetInspection.describe(path: path).rowGroups[0].chunks[0]
    bytes[4 + first.compressedSize - 1] ^= 0xff  // the last byte of the first column's only page
    let broken = folder.file("broken.parquet")
    try FileSystem.replace(broken, with: bytes)
    let outcome = try binary.run(["inspect", broken, "--rows", "1", "--json"])
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.messages.contains("corrupt: a page's checksum does not fit its bytes"))
    #expect(try binary.run(["inspect", folder.file("none.parquet")]).status == 1)
    #expect(try binary.run(["inspect", path, "--rows", "-1"]).status == 2)
    #expect(try binary.run(["inspect"]).status == 2)
  }
}
