import Bytes
import Columns
import TestSupport
import Testing

@testable import Parquet

@Suite struct RoundTripTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func options(_ codec: ParquetCodec, rowGroupSize: Int = 131_072)
    -> ParquetWriteOptions
  {
    var options = ParquetWriteOptions()
    options.codec = codec
    options.rowGroupSize = rowGroupSize
    options.pageRowCount = 70
    options.sortedBy = ["id"]
    options.metadata = [("zone", "Asia/Shanghai"), ("a", "一")]
    return options
  }

  @Test(
    arguments: [0, 1, 2, 8, 69, 70, 71, 500],
    ParquetCodec.allCases)
  func `rows of every type come back`(count: Int, codec: ParquetCodec) throws {
    let batch = Samples.batch(0..<count)
    let path = folder.file("a.parquet")
    let summary = try Samples.write([batch], to: path, Self.options(codec, rowGroupSize: 200))
    #expect(summary.rowCount == count)
    #expect(summary.byteCount == (try FileSystem.size(path)))
    #expect(Samples.agree(try Samples.read(path), batch))
    let reader = try ParquetReader(path: path)
    #expect(reader.columns == Samples.columns)
    #expect(reader.rowCount == count)
    #expect(
      reader.rowGroupRowCounts == Array(repeating: 200, count: count / 200)
        + (count % 200 > 0 ? [count % 200] : []))
    #expect(reader.metadata == ["a": "一", "zone": "Asia/Shanghai"])
  }

  @Test func `a file is for its owner only`() throws {
    let path = folder.file("a.parquet")
    try Samples.write([Samples.batch(0..<3)], to: path)
    #expect(try FileSystem.permissions(path) == 0o600)
  }

  @Test func `bytes do not depend on how rows are cut into batches`() throws {
    let options = Self.options(.gzip, rowGroupSize: 150)
    var files: [[UInt8]] = []
    for size in [400, 1, 7, 150, 399] {
      let batches = stride(from: 0, to: 400, by: size).map {
        Samples.batch($0..<min(400, $0 + size))
      }
      let path = folder.file("\(size).parquet")
      try Samples.write(batches, to: path, options)
      files.append(try FileSystem.read(path))
    }
    #expect(files.allSatisfy { $0 == files[0] })
  }

  @Test func `columns are read in the order asked for`() throws {
    let batch = Samples.batch(0..<100)
    let path = folder.file("a.parquet")
    try Samples.write([batch], to: path)
    let reader = try ParquetReader(path: path)
    let columns = try reader.read(rowGroup: 0, columns: [8, 0, 0])
    #expect(columns == [batch["tags"], batch["id"], batch["id"]])
    #expect(try reader.read(rowGroup: 0, columns: []) == [])
    #expect(reader.index(of: "tags") == 8)
    #expect(reader.index(ofFieldID: 9) == 8)
    #expect(reader.index(of: "none") == nil)
  }

  @Test func `a missing element of a list stays missing`() throws {
    var elements = StringColumn(["a", nil, "", nil])
    elements.validity = Validity(mask: [true, false, true, false])
    let lists = StringListColumn(
      elements: elements, offsets: [0, 2, 2, 2, 4],
      validity: Validity(mask: [true, true, false, true]))
    let schema = Schema([Field("tags", .stringList)])
    let batch = RecordBatch(schema: schema, columns: [.stringList(lists)])
    let path = folder.file("a.parquet")
    try Samples.write([batch], to: path)
    let read = try ParquetReader(path: path).read(rowGroup: 0, columns: [0])
    #expect(read == batch.columns)
  }

  @Test func `a large text closes its page and its neighbours are unharmed`() throws {
    let texts = [
      "短", String(repeating: "长", count: 700_000), "", String(repeating: "x", count: 3), nil,
    ]
    let batch = RecordBatch(
      schema: Schema([Field("text", .string)]), columns: [.string(StringColumn(texts))])
    let path = folder.file("a.parquet")
    try Samples.write([batch], to: path)
    #expect(try Samples.read(path) == batch)
  }

  @Test func `many texts alike share a dictionary, many different do not`() throws {
    let count = 4000
    let alike = StringColumn((0..<count).map { "区\($0 % 9)" })
    let different = StringColumn((0..<count).map { "\($0 * 7919 % 4001)号" })
    let batch = RecordBatch(
      schema: Schema([
        Field("alike", .string), Field("different", .string), Field("ordered", .int64),
        Field("mixed", .int64),
      ]),
      columns: [
        .string(alike), .string(different),
        .int64(ValueColumn((0..<count).map { Int64($0) * 1000 })),
        .int64(ValueColumn((0..<count).map { Int64($0 * 7919 % 4001) })),
      ])
    let path = folder.file("a.parquet")
    try Samples.write([batch], to: path)
    #expect(try Samples.read(path) == batch)
    let chunks = try ParquetInspection.describe(path: path).rowGroups[0].chunks
    #expect(
      chunks.map { $0.encodings.joined(separator: "+") } == [
        "PLAIN+RLE+RLE_DICTIONARY", "RLE+PLAIN", "RLE+DELTA_BINARY_PACKED", "RLE+PLAIN",
      ])
    #expect(chunks[0].compressedSize * 20 < chunks[1].uncompressedSize)
  }

  @Test func `texts that count up are kept without what they share`() throws {
    let texts = (0..<4000).map { $0 % 7 == 3 ? nil : "TZ20260630\(100_000 + $0)" }
    let batch = RecordBatch(
      schema: Schema([Field("id", .string)]), columns: [.string(StringColumn(texts))])
    let path = folder.file("a.parquet")
    var options = Self.options(.uncompressed, rowGroupSize: 3000)
    options.pageRowCount = 1300
    options.sortedBy = ["id"]
    try Samples.write([batch], to: path, options)
    #expect(try Samples.read(path) == batch)
    let chunk = try ParquetInspection.describe(path: path).rowGroups[0].chunks[0]
    #expect(chunk.encodings == ["RLE", "DELTA_BYTE_ARRAY"])
    #expect(chunk.uncompressedSize < 3000 * 4)
  }

  @Test func `texts made to collide end the dictionary, not the writer`() throws {
    // Random texts of one length: nothing is known to collide, but each is its own value.
    var generator = SeededGenerator(seed: 1)
    let texts = (0..<5000).map { _ in "\(generator.next())" }
    let column = StringColumn(texts + texts + texts + texts + texts)
    let batch = RecordBatch(schema: Schema([Field("t", .string)]), columns: [.string(column)])
    let path = folder.file("a.parquet")
    try Samples.write([batch], to: path)
    #expect(try Samples.read(path) == batch)
  }

  @Test func `an unfinished file goes away with its writer`() throws {
    let path = folder.file("a.parquet")
    do {
      let writer = try ParquetWriter(path: path, columns: Samples.columns, options: .init())
      try writer.write(Samples.batch(0..<10))
      #expect(FileSystem.exists(path))
    }
    #expect(!FileSystem.exists(path))
  }

  @Test func `a folder that is not there is an error`() {
    #expect(throws: StorageError.self) {
      _ = try ParquetWriter(path: "/nowhere/a.parquet", columns: Samples.columns, options: .init())
    }
    #expect(throws: StorageError.self) { _ = try ParquetReader(path: "/nowhere/a.parquet") }
  }

  /// Changing these bytes changes every file of every lake: only on purpose.
  @Test func `the bytes of a small file are fixed`() throws {
    let path = folder.file("a.parquet")
    try Samples.write(
      [Samples.batch(0..<300)], to: path, Self.options(.uncompressed, rowGroupSize: 200))
    let digest = SHA256.hash(try FileSystem.read(path))
    #expect(
      digest.hexadecimal == "a8a42cd8aa5c4e4dcd83b4eabc00d74d76373fa162df7a1b1ccb9efbd291d28f")
  }
}
