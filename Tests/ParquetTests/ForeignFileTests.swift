import Bytes
import Columns
import Foundation
import TestSupport
import Testing

@testable import Parquet

@Suite struct ForeignFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func file(_ base64: String) throws -> String {
    let data = try #require(Data(base64Encoded: base64))
    let path = folder.file("foreign.parquet")
    try FileSystem.write(path, Array(data).span)
    return path
  }

  @Test func `a delete file of DuckDB is read by its field ids`() throws {
    let path = try file(ForeignFiles.duckdbDeletes)
    let reader = try ParquetReader(path: path)
    #expect(reader.index(ofFieldID: 2_147_483_646) == 0)
    #expect(reader.index(ofFieldID: 2_147_483_645) == 1)
    let columns = try reader.read(rowGroup: 0, columns: [1, 0])
    #expect(columns[0] == .int64(ValueColumn([0, 3, 6, 9, 12])))
    #expect(columns[1][4] == .string("main/t/a.parquet"))
  }

  @Test func `version 2 pages of DuckDB are read`() throws {
    let batch = try Samples.read(try file(ForeignFiles.duckdbV2))
    #expect(
      batch.schema.fields.map(\.type) == [
        .int32, .string, .double, .timestamp, .date, .bool, .stringList,
      ])
    #expect(batch.int32s("n").values == Array(0..<12))
    #expect(
      (0..<4).map { batch.value("town", $0) } == [.null, .string("街道1"), .string("街道2"), .null])
    #expect(batch.doubles("score").values == (0..<12).map { Double($0) / 4 })
    #expect(CivilTime.format(batch.int64s("seen_at").values[11]) == "2026-01-01 19:00:00")
    #expect(CivilTime.format(day: batch.int32s("day").values[11]) == "2026-01-12")
    #expect(batch.bools("flag").values == (0..<12).map { $0 % 2 == 0 })
    #expect(batch.value("tags", 5) == .null)
    #expect(batch.value("tags", 6) == .list([]))
    #expect(batch.value("tags", 7) == .list(["标签7", ""]))
  }

  @Test func `delta encodings and unsigned integers of Arrow are read`() throws {
    let batch = try Samples.read(try file(ForeignFiles.arrowDelta))
    func column(_ name: String) -> [Value] { (0..<5).map { batch.value(name, $0) } }
    #expect(column("id") == [.int(10), .int(11), .int(13), .null, .int(40)])
    #expect(column("key") == ["TZ0001", "TZ0002", "TZ0002", "", "TZ01"].map { .string($0) })
    #expect(column("text") == [.string("路灯不亮"), .null, .string(""), .string("井盖缺失"), .string("路")])
    #expect(column("small") == [.int(1), .int(2), .int(65_535), .null, .int(0)])
    #expect(column("wide") == [.int(0), .int(1), .int(4_294_967_295), .null, .int(7)])
    #expect(column("ms") == [.int(0), .int(-1000), .int(1000), .null, .int(1_000_000)])
    #expect(batch.doubles("half").values[2] == -1.5)
    #expect(batch.doubles("half").values[3].isNaN)
  }

  @Test func `snappy pages and dictionaries of Arrow are read`() throws {
    let batch = try Samples.read(try file(ForeignFiles.arrowSnappy))
    #expect((0..<6).map { batch.strings("a")[$0] } == ["甲", "乙", "甲", "甲", nil, "乙"])
    #expect((0..<6).map { batch.bools("b")[$0] } == [true, nil, false, true, true, true])
  }

  @Test func `codecs and types that are not read are refused by name`() throws {
    let zstd = try file(ForeignFiles.polarsZstd)
    let reader = try ParquetReader(path: zstd)
    #expect(reader.rowCount == 3)
    let location = StorageError.Location(path: zstd, column: "a")
    #expect(throws: StorageError(.unsupported, at: location, "ZSTD compression")) {
      try reader.read(rowGroup: 0, columns: [0])
    }
    #expect(try ParquetInspection.describe(path: zstd).rowGroups[0].chunks[0].codec == "ZSTD")
    let decimal = try file(ForeignFiles.arrowDecimal)
    let place = StorageError.Location(path: decimal, column: "price")
    let refusal = StorageError(.unsupported, at: place, "DECIMAL columns")
    let other = try ParquetReader(path: decimal)
    #expect(other.columns.isEmpty && other.rowCount == 1)
    #expect(other.refusal(ofFieldID: -1) == refusal)
    #expect(throws: refusal) { try other.readStored(rowGroup: 0, column: 0) }
    let node = try ParquetInspection.describe(path: decimal).schema[0]
    #expect(node.logicalType == "DECIMAL")
    #expect(node.refusal == "DECIMAL columns")
  }

  @Test func `lists of lists, structures and exact foreign values are read as stored`() throws {
    let reader = try ParquetReader(path: try file(ForeignFiles.arrowNested))
    #expect(reader.columns.map(\.field.name) == ["raw", "utc", "wide"])
    #expect(
      reader.fileColumns.compactMap { $0.refusal?.detail } == ["MAP columns"])
    func column(_ index: Int) throws -> [StoredValue] {
      let column = try reader.readStored(rowGroup: 0, column: index)
      return (0..<column.count).map { column[$0] }
    }
    func structure(_ names: [String], _ values: StoredValue...) -> StoredValue {
      .structure(zip(names, values).map { .init(name: $0, value: $1) })
    }
    #expect(
      try column(0) == [
        .list([.list([.integer(1), .null]), .list([])]), .null, .list([]),
        .list([.null, .list([.integer(3)])]),
        .list([.list([.integer(4), .integer(5), .integer(6)])]),
      ])
    let pair = ["a", "b"]
    #expect(
      try column(1) == [
        structure(pair, .integer(1), .list([.text("x"), .null])), .null,
        structure(pair, .null, .null), structure(pair, .integer(4), .list([])),
        structure(pair, .integer(5), .list([.text("路灯")])),
      ])
    let entry = ["k", "v"]
    #expect(
      try column(2) == [
        .list([structure(entry, .text("x"), .number(1.5))]), .list([]), .null,
        .list([.null, structure(entry, .null, .null)]),
        .list([structure(entry, .text("z"), .number(2))]),
      ])
    #expect(
      try column(3) == [
        .bytes([0xff, 0]), .text("abc"), .null, .text(""), .bytes([0xe8, 0xb7]),
      ])
    #expect(
      try column(4) == [
        .text("1970-01-01 00:00:00Z"), .text("1970-01-01 00:00:00.000000001Z"),
        .text("2023-11-14 22:13:20.123456789Z"), .null,
        .text("1969-12-31 23:59:59.999999999Z"),
      ])
    #expect(
      try column(5) == [
        .unsigned(.max), .integer(0), .unsigned(1 << 63), .null, .integer(7),
      ])
    #expect(
      try column(6) == [
        .text("23:59:59.0005"), .text("00:00:00"), .null, .text("01:02:03"), .text("12:00:00"),
      ])
    // A table's text must be UTF-8, and its integers have a sign.
    #expect(throws: StorageError.self) { try reader.read(rowGroup: 0, columns: [0]) }
    #expect(throws: StorageError.self) { try reader.read(rowGroup: 0, columns: [2]) }
  }
}
