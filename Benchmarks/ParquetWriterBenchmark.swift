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
  /// How often the file is written; the best times count.
  private let repeatCount: Int

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
    repeatCount = try options.count("--repeat") ?? 1
  }

  func run() throws {
    if let threadCount { try Cores.limit(to: threadCount) }
    let batch = try CSVColumns(path: input).batch
    defer { if !isKept { try? FileSystem.remove(output) } }
    var size = 0
    var (wall, cpu) = (Double.infinity, Double.infinity)
    for _ in 0..<repeatCount {
      let watch = Stopwatch()
      size = try write(batch, to: output, codec)
      (wall, cpu) = (min(wall, watch.wall), min(cpu, watch.cpu))
    }
    try check(batch, against: ParquetReader(path: output))
    let floor = try floor(of: batch)
    print(
      """
      {"benchmark": "parquet-writer", "codec": "\(codec.rawValue)", \
      "threads": \(threadCount.map(String.init) ?? "null"), "rows": \(batch.rowCount), \
      "wall_s": \(rounded(wall)), "cpu_s": \(rounded(cpu)), \
      "bytes_in": \(floor.size), "bytes_out": \(size), \
      "floor_cpu_s": \(rounded(floor.zlib)), \
      "floor_mb_per_s": \(rounded(Double(floor.size) / 1e6 / max(floor.zlib, 1e-9))), \
      "codec_cpu_s": \(rounded(floor.codec)), \
      "cpu_over_floor": \(rounded(cpu / max(floor.zlib, 1e-9))), \
      "cpu_over_codec": \(rounded(cpu / max(floor.codec, 1e-9)))}
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

  /// What compressing all pages costs with nothing else around, one after the other.
  private struct Floor {
    /// The bytes of all pages before compression.
    var size = 0
    /// CPU seconds of zlib at the codec's level; of the codec itself where it is not deflate.
    var zlib = 0.0
    /// CPU seconds of the codec itself.
    var codec = 0.0
  }

  private func floor(of batch: RecordBatch) throws -> Floor {
    let path = output + ".pages"
    defer { try? FileSystem.remove(path) }
    _ = try write(batch, to: path, .uncompressed)
    let pages = try StoredPages(path: path)
    var floor = Floor()
    for chunk in 0..<pages.chunkCount {
      let bodies = try pages.bodies(ofChunk: chunk)
      let watch = Stopwatch()
      for body in bodies { _ = compressed(body) }
      floor.codec += watch.cpu
      let zlib = Stopwatch()
      for body in bodies {
        _ =
          codec == .gzip
          ? Deflate.compress(body.span, level: 1, wrapper: .gzip).count : compressed(body)
      }
      floor.zlib += zlib.cpu
      floor.size += bodies.reduce(0) { $0 + $1.count }
    }
    return floor
  }

  private func compressed(_ page: [UInt8]) -> Int {
    switch codec {
    case .uncompressed: Int(Deflate.crc32(page.span))
    case .gzip: FastDeflate.gzip(page.span).count
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
