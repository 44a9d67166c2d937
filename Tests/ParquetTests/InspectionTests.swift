import Bytes
import Columns
import TestSupport
import Testing

@testable import Parquet

@Suite struct InspectionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func describe(_ rows: Range<Int>) throws -> ParquetDescription {
    let path = folder.file("a.parquet")
    var options = ParquetWriteOptions()
    options.codec = .uncompressed
    options.sortedBy = ["id"]
    options.metadata = [("b", "2\u{1b}[31m"), ("a", "1")]
    try Samples.write([Samples.batch(rows)], to: path, options)
    return try ParquetInspection.describe(path: path)
  }

  @Test func `a file is described by its schema`() throws {
    let file = try describe(0..<40)
    #expect(file.rowCount == 40)
    #expect(file.byteCount > file.footerSize)
    #expect(file.createdBy?.hasPrefix("minsheng version ") == true)
    #expect(file.metadata.map(\.key) == ["a", "b"])
    let nodes = file.schema.map { node in
      [
        String(repeating: ".", count: node.depth) + node.name, node.repetition,
        node.physicalType ?? "-", node.logicalType ?? "-", node.fieldID.map(String.init) ?? "-",
      ].joined(separator: " ")
    }
    #expect(
      nodes == [
        "id OPTIONAL INT64 - 1", "name OPTIONAL BYTE_ARRAY STRING 2",
        "note OPTIONAL BYTE_ARRAY STRING 3", "day OPTIONAL INT32 DATE 4",
        "at OPTIONAL INT64 TIMESTAMP(MICROS, isAdjustedToUTC=false) 5",
        "flag OPTIONAL BOOLEAN - 6", "score OPTIONAL DOUBLE - 7", "count OPTIONAL INT32 - 8",
        "tags OPTIONAL - LIST 9", ".list REPEATED - - -", "..element OPTIONAL BYTE_ARRAY STRING 10",
        "nothing OPTIONAL BYTE_ARRAY STRING 11", "noise OPTIONAL INT64 - 12",
      ])
  }

  @Test func `a row group is described by its columns`() throws {
    let group = try describe(0..<40).rowGroups[0]
    #expect(
      group.sortedBy == [.init(path: "id", isDescending: false, areNullsFirst: false)])
    let id = group.chunks[0]
    #expect(id.path == "id" && id.codec == "UNCOMPRESSED" && id.valueCount == 40)
    #expect(id.encodings.contains("DELTA_BINARY_PACKED") && id.nullCount == 0)
    #expect(id.minimum == .init(value: .integer(0), isExact: true))
    #expect(id.maximum == .init(value: .integer(117), isExact: true))
    #expect(id.hasPageIndex && !id.hasBloomFilter && !id.isEncrypted)
    #expect(id.encodingCounts == [.init(page: "DATA", encoding: "DELTA_BINARY_PACKED", count: 1)])
    #expect(group.chunks[1].nullCount == 4)
    #expect(group.chunks[3].minimum?.value == .text("2024-10-04"))
    #expect(group.chunks[8].path == "tags.list.element")
    #expect(group.compressedSize == group.chunks.reduce(0) { $0 + $1.compressedSize })
  }

  @Test(
    arguments: [
      (0, 1000, "1970-01-01 00:00:00"), (-1, 1000, "1969-12-31 23:59:59.999"),
      (86_400_000, 1000, "1970-01-02 00:00:00"), (1_500, 1_000_000, "1970-01-01 00:00:00.0015"),
      (-62_135_596_800, 1, "0001-01-01 00:00:00"), (-62_135_596_801, 1, nil),
      (253_402_300_799, 1, "9999-12-31 23:59:59"), (253_402_300_800, 1, nil),
      (.min, 1_000_000_000, "1677-09-21 00:12:43.145224192"),
      (.max, 1_000_000_000, "2262-04-11 23:47:16.854775807"), (.max, 1, nil), (.min, 1, nil),
    ] as [(Int64, Int64, String?)])
  func `times have the digits they need, and only in years that have a writing`(
    time: Int64, unitsPerSecond: Int64, expected: String?
  ) {
    #expect(CivilTime.text(time, unitsPerSecond: unitsPerSecond) == expected)
  }

  @Test(arguments: [
    [], Array("PAR1".utf8), Array("PAR1PAR1PAR1".utf8), Array("not a Parquet file".utf8),
  ])
  func `other files are refused`(bytes: [UInt8]) throws {
    let path = folder.file("a.parquet")
    try FileSystem.write(path, bytes.span)
    #expect(throws: StorageError.self) { try ParquetInspection.describe(path: path) }
    #expect(throws: StorageError.self) { _ = try ParquetReader(path: path) }
  }
}
