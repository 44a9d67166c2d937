internal import Bytes
internal import Columns
internal import Glibc
internal import Parquet

/// Writes columns that lie in memory to a Parquet file: CPU seconds, and those of compression alone.
///
/// The floor compresses the same page bodies one after the other, with nothing else around: by zlib
/// where the codec is gzip.
struct ParquetWriterBenchmark {
  private let input: String
  private let output: String
  /// Whether the file was asked for.
  private let isKept: Bool
  private let codec: ParquetCodec
  private let threadCount: Int?

  init(_ options: BenchmarkOptions) throws(BenchmarkFault) {
    input = try options.required("--input")
    output = options["--output"] ?? "\(input).benchmark.parquet"
    isKept = options["--output"] != nil
    let name = options["--codec"] ?? ParquetCodec.gzip.rawValue
    guard let codec = ParquetCodec(rawValue: name) else {
      throw BenchmarkFault("--codec: \(name) is none of \(ParquetCodec.allCases.map(\.rawValue))")
    }
    self.codec = codec
    threadCount = try options.count("--threads")
  }

  func run() throws {
    if let threadCount { try Cores.limit(to: threadCount) }
    let batch = try CSVColumns(path: input).batch
    defer { if !isKept { try? FileSystem.remove(output) } }
    let watch = Stopwatch()
    let size = try write(batch, to: output, codec)
    let (wall, cpu) = (watch.wall, watch.cpu)
    try check(batch, against: ParquetReader(path: output))
    let (rawSize, floor) = try floor(of: batch)
    print(
      """
      {"benchmark": "parquet-writer", "codec": "\(codec.rawValue)", \
      "threads": \(threadCount.map(String.init) ?? "null"), "rows": \(batch.rowCount), \
      "wall_s": \(rounded(wall)), "cpu_s": \(rounded(cpu)), \
      "bytes_in": \(rawSize), "bytes_out": \(size), \
      "floor_cpu_s": \(rounded(floor)), \
      "floor_mb_per_s": \(rounded(Double(rawSize) / 1e6 / max(floor, 1e-9))), \
      "cpu_over_floor": \(rounded(cpu / max(floor, 1e-9)))}
      """)
  }

  private func write(_ batch: RecordBatch, to path: String, _ codec: ParquetCodec) throws -> Int {
    var options = ParquetWriteOptions()
    options.codec = codec
    let columns = batch.schema.fields.enumerated().map { index, field in
      ParquetColumn(field: field, fieldID: Int32(index + 1), elementFieldID: nil)
    }
    let writer = try ParquetWriter(path: path, columns: columns, options: options)
    try writer.write(batch)
    return try writer.finish().byteCount
  }

  /// Compares every value.
  private func check(_ batch: RecordBatch, against reader: ParquetReader) throws {
    let all = Array(reader.columns.indices)
    var start = 0
    for (group, count) in reader.rowGroupRowCounts.enumerated() {
      let found = try reader.read(rowGroup: group, columns: all)
      let expected = batch.gathering(Array(start..<start + count))
      guard zip(found, expected.columns).allSatisfy({ $0.holdsSameValues(as: $1) }) else {
        throw BenchmarkFault("row group \(group) does not hold what was written")
      }
      start += count
    }
    guard start == batch.rowCount else { throw BenchmarkFault("\(start) rows were written") }
  }

  /// The bytes of all pages before compression, and the CPU seconds that compressing them takes.
  private func floor(of batch: RecordBatch) throws -> (size: Int, seconds: Double) {
    let path = output + ".pages"
    defer { try? FileSystem.remove(path) }
    _ = try write(batch, to: path, .uncompressed)
    let pages = try StoredPages(path: path)
    var size = 0
    var seconds = 0.0
    for chunk in 0..<pages.chunkCount {
      let bodies = try pages.bodies(ofChunk: chunk)
      let watch = Stopwatch()
      for body in bodies { _ = compressed(body) }
      seconds += watch.cpu
      size += bodies.reduce(0) { $0 + $1.count }
    }
    return (size, seconds)
  }

  private func compressed(_ page: [UInt8]) -> Int {
    switch codec {
    case .uncompressed: Int(Deflate.crc32(page.span))
    case .gzip: Deflate.compress(page.span, level: 1, wrapper: .gzip).count
    case .snappy: Snappy.compress(page.span).count
    case .archive: Deflate.compress(page.span, level: 6, wrapper: .gzip).count
    }
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

extension Column {
  /// Whether both have the same values, whatever lies where there are none.
  fileprivate func holdsSameValues(as other: Column) -> Bool {
    if self == other { return true }
    return count == other.count && (0..<count).allSatisfy { self[$0] == other[$0] }
  }
}
