import Bytes
import Columns
import Foundation
import Parquet
import TestSupport
import Testing

@Suite struct HostileFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Reads all there is, whatever errors come.
  private func read(_ bytes: [UInt8]) throws {
    let path = folder.file("hostile.parquet")
    // Not synced to the disk, as `write` would.
    try FileSystem.remove(path)
    try FileSystem.append(path, bytes.span)
    _ = try? ParquetInspection.describe(path: path)
    guard let reader = try? ParquetReader(path: path) else { return }
    for group in reader.rowGroupRowCounts.indices {
      for column in reader.columns.indices {
        _ = reader.statistics(rowGroup: group, column: column)
        guard let values = try? reader.read(rowGroup: group, columns: [column])[0] else { continue }
        #expect(values.count == reader.rowGroupRowCounts[group])
        if values.count > 0 { _ = values[values.count - 1] }
      }
      for column in reader.columns.indices {
        guard let rows = try? reader.rows(ofRowGroup: group, where: column, in: 3...9) else {
          continue
        }
        let part = try? reader.read(rowGroup: group, columns: [column], rows: rows)
        #expect(part.map { $0[0].count == rows.count } ?? true)
      }
      for column in reader.fileColumns.indices {
        guard let values = try? reader.readStored(rowGroup: group, column: column) else { continue }
        for row in 0..<min(10, values.count) { _ = values[row] }
      }
    }
  }

  /// Files with and without checksums, so that damage reaches the decoders too.
  private func samples() throws -> [[UInt8]] {
    let path = folder.file("own.parquet")
    var options = ParquetWriteOptions()
    options.pageRowCount = 10
    try Samples.write([Samples.batch(0..<30)], to: path, options)
    let foreign = [
      ForeignFiles.duckdbV2, ForeignFiles.arrowDelta, ForeignFiles.duckdbDeletes,
      ForeignFiles.arrowSnappy, ForeignFiles.arrowNested,
    ]
    return [try FileSystem.read(path)]
      + (try foreign.map { Array(try #require(Data(base64Encoded: $0))) })
  }

  @Test func `flipped bytes are refused or read, never trapped on`() throws {
    var generator = SeededGenerator(seed: 2026)
    let samples = try samples()
    for round in 0..<2000 {
      var bytes = samples[round % samples.count]
      for _ in 0...generator.next() % 3 {
        let index = Int(generator.next() % UInt64(bytes.count))
        bytes[index] =
          generator.next() % 2 == 0 ? UInt8(truncatingIfNeeded: generator.next()) : 0xff
      }
      try read(bytes)
    }
  }

  /// Where most of a file is data, flips seldom hit what lengths and places are read from.
  @Test func `flipped bytes of footers and page indexes are refused or read, never trapped on`()
    throws
  {
    var generator = SeededGenerator(seed: 43_605)
    let samples = try samples()
    for round in 0..<3000 {
      var bytes = samples[round % samples.count]
      let size = bytes.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      // The page indexes stand before the footer.
      let start = max(4, bytes.count - 8 - size - 400)
      for _ in 0...generator.next() % 2 {
        let index = start + Int(generator.next() % UInt64(bytes.count - start))
        let kinds: [UInt8] = [0, 0xff, 0x7f, 0x80, bytes[index] &+ 1, bytes[index] ^ 0x10]
        bytes[index] = kinds[Int(generator.next() % UInt64(kinds.count))]
      }
      try read(bytes)
    }
  }

  @Test func `files cut anywhere are refused`() throws {
    for sample in try samples() {
      for count in stride(from: 0, to: sample.count, by: 13) {
        let path = folder.file("cut.parquet")
        try FileSystem.write(path, Array(sample[..<count]).span)
        #expect(throws: StorageError.self) { _ = try ParquetReader(path: path) }
      }
    }
  }

  @Test func `a changed byte of a page fails its checksum`() throws {
    let path = folder.file("a.parquet")
    try Samples.write([Samples.batch(0..<30)], to: path)
    var bytes = try FileSystem.read(path)
    let size = try ParquetInspection.describe(path: path).rowGroups[0].chunks[0].compressedSize
    bytes[4 + size - 1] ^= 1  // the last byte of the first column's only page
    try FileSystem.write(path, bytes.span)
    let reader = try ParquetReader(path: path)
    let error = #expect(throws: StorageError.self) { try reader.read(rowGroup: 0, columns: [0]) }
    #expect(error?.code == .corrupt)
    #expect(error?.location.column == "id")
  }

  @Test func `a text that is not UTF-8 is refused`() throws {
    let column = StringColumn(bytes: [0xe8, 0xb7, 0xaf, 0xe8, 0xb7], offsets: [0, 3, 5])
    let path = folder.file("a.parquet")
    try Samples.write(
      [RecordBatch(schema: Schema([Field("t", .string)]), columns: [.string(column)])], to: path)
    #expect(throws: StorageError.self) {
      try ParquetReader(path: path).read(rowGroup: 0, columns: [0])
    }
    // Whole only together: a character cut between two texts.
    let cut = StringColumn(bytes: [0xe8, 0xb7, 0xaf], offsets: [0, 2, 3])
    try Samples.write(
      [RecordBatch(schema: Schema([Field("t", .string)]), columns: [.string(cut)])], to: path)
    #expect(throws: StorageError.self) {
      try ParquetReader(path: path).read(rowGroup: 0, columns: [0])
    }
  }

  @Test func `two columns of one name are refused, others are read`() throws {
    let schema = Schema([Field("c1", .int32), Field("c2", .int32), Field("d", .int32)])
    let path = folder.file("a.parquet")
    try Samples.write([RecordBatch(schema: schema)], to: path)
    let bytes = try FileSystem.read(path).map { $0 == UInt8(ascii: "2") ? UInt8(ascii: "1") : $0 }
    try FileSystem.write(path, bytes.span)
    let reader = try ParquetReader(path: path)
    #expect(reader.columns.map(\.field.name) == ["d"])
    #expect(
      reader.refusal(ofFieldID: 1)
        == StorageError(
          .unsupported, at: .init(path: path, column: "c1"), "two columns of one name"))
  }
}
