internal import Columns
internal import Glibc
internal import Parquet

/// Reads all columns of a Parquet file into memory, row group by row group: rows and bytes a CPU
/// second.
struct ParquetReaderBenchmark {
  private let input: String
  private let threadCount: Int?
  /// How often the file is read; the best times count.
  private let repeatCount: Int

  init(_ options: BenchmarkOptions) throws(BenchmarkFault) {
    input = try options.required("--input")
    threadCount = try options.count("--threads")
    repeatCount = try options.count("--repeat") ?? 1
  }

  func run() throws {
    if let threadCount { try Cores.limit(to: threadCount) }
    var (wall, cpu) = (Double.infinity, Double.infinity)
    var rows = 0
    var sizes = (stored: 0, inMemory: 0)
    for _ in 0..<repeatCount {
      let watch = Stopwatch()
      (rows, sizes.inMemory) = try read()
      (wall, cpu) = (min(wall, watch.wall), min(cpu, watch.cpu))
    }
    let file = try ParquetInspection.describe(path: input)
    sizes.stored = file.rowGroups.reduce(0) { $0 + $1.compressedSize }
    guard rows == file.rowCount else { throw BenchmarkFault("\(rows) rows, not \(file.rowCount)") }
    print(
      """
      {"benchmark": "parquet-reader", "threads": \(threadCount.map(String.init) ?? "null"), \
      "rows": \(rows), "wall_s": \(rounded(wall)), "cpu_s": \(rounded(cpu)), \
      "bytes_stored": \(sizes.stored), "bytes_in_memory": \(sizes.inMemory), \
      "rows_per_cpu_s": \(Int(Double(rows) / max(cpu, 1e-9))), \
      "mb_per_cpu_s": \(rounded(Double(sizes.inMemory) / 1e6 / max(cpu, 1e-9)))}
      """)
  }

  /// The number of rows, and of the bytes that their values take.
  private func read() throws -> (rows: Int, bytes: Int) {
    let reader = try ParquetReader(path: input)
    let columns = Array(reader.columns.indices)
    var rows = 0
    var bytes = 0
    for group in reader.rowGroupRowCounts.indices {
      let found = try reader.read(rowGroup: group, columns: columns)
      rows += found.first?.count ?? 0
      for column in found { bytes += Self.byteCount(of: column) }
    }
    return (rows, bytes)
  }

  private static func byteCount(of column: Column) -> Int {
    switch column {
    case .bool(let values): values.count
    case .int32(let values): values.count * 4
    case .int64(let values): values.count * 8
    case .double(let values): values.count * 8
    case .string(let texts): texts.bytes.count + texts.offsets.count * 4
    case .stringList(let lists): lists.elements.bytes.count + lists.elements.offsets.count * 4
    }
  }

  private func rounded(_ value: Double) -> Double { Double(Int(value * 1000 + 0.5)) / 1000 }
}
