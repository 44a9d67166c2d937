import Bytes
import Parquet
import TestSupport
import Testing

@Suite struct InspectionTests {
  @Test func `a file is described by its schema, row groups and columns`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.parquet")
    var options = ParquetWriteOptions()
    options.codec = .uncompressed
    options.sortedBy = ["id"]
    options.metadata = [("b", "2\u{1b}[31m"), ("a", "1")]
    try Samples.write([Samples.batch(0..<40)], to: path, options)
    let description = try ParquetInspection.describe(path: path)
    let lines = description.text.split(separator: "\n").dropFirst().map(String.init)
    #expect(
      lines[..<20] == [
        "written by minsheng version 0.1.0 (build release)",
        "  a = 1",
        "  b = 2\\u{1b}[31m",
        "schema",
        "  id OPTIONAL INT64 id 1",
        "  name OPTIONAL BYTE_ARRAY STRING id 2",
        "  note OPTIONAL BYTE_ARRAY STRING id 3",
        "  day OPTIONAL INT32 DATE id 4",
        "  at OPTIONAL INT64 TIMESTAMP(MICROS, isAdjustedToUTC=false) id 5",
        "  flag OPTIONAL BOOLEAN id 6",
        "  score OPTIONAL DOUBLE id 7",
        "  count OPTIONAL INT32 id 8",
        "  tags OPTIONAL LIST id 9",
        "    list REPEATED",
        "      element OPTIONAL BYTE_ARRAY STRING id 10",
        "  nothing OPTIONAL BYTE_ARRAY STRING id 11",
        "  noise OPTIONAL INT64 id 12",
        "row group 0: 40 rows, 4770 bytes (4770 before compression), sorted by id",
        "  id: UNCOMPRESSED RLE+DELTA_BINARY_PACKED, 39 of 39 bytes, 40 values, 0 null, 0 … 117, page index",
        "  name: UNCOMPRESSED RLE+PLAIN, 424 of 424 bytes, 40 values, 4 null,  … 街道8, page index",
      ])
    #expect(description.rowCount == 40)
    #expect(description.rowGroups[0].sortedBy == ["id"])
    #expect(description.rowGroups[0].chunks[3].minimum == "2024-10-04")
    #expect(description.byteCount > description.footerSize)
  }

  @Test(arguments: [
    [], Array("PAR1".utf8), Array("PAR1PAR1PAR1".utf8), Array("not a Parquet file".utf8),
  ])
  func `other files are refused`(bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.parquet")
    try FileSystem.write(path, bytes.span)
    #expect(throws: StorageError.self) { try ParquetInspection.describe(path: path) }
    #expect(throws: StorageError.self) { _ = try ParquetReader(path: path) }
  }
}
