internal import Bytes
internal import Columns
internal import Glibc
internal import Tabular

/// Reads a CSV, workbook or other table to its last row and does nothing with it: rows and bytes a
/// CPU second.
///
/// With `--hold yes` it keeps all rows in memory, as a data frame does. With `--digest yes` it gives the checksum of each column instead, by which another reader's
/// answer is compared; the first row tells how many columns there are.
struct ReaderBenchmark {
  private let input: String
  private let threadCount: Int?
  private let repeatCount: Int
  private let isDigest: Bool
  private let holds: Bool

  init(_ options: BenchmarkOptions) throws(BenchmarkFault) {
    input = try options.required("--input")
    threadCount = try options.count("--threads")
    repeatCount = try options.count("--repeat") ?? 1
    isDigest = options["--digest"] == "yes"
    holds = options["--hold"] == "yes"
  }

  func run() throws {
    if let threadCount { try Cores.limit(to: threadCount) }
    if isDigest { return try digest() }
    var (wall, cpu) = (Double.infinity, Double.infinity)
    var (rows, cells, bytes) = (0, 0, 0)
    var held: [RawRows] = []
    for _ in 0..<repeatCount {
      (rows, cells, bytes) = (0, 0, 0)
      held = []
      let watch = Stopwatch()
      try TabularSource.open(path: input).readRows { block in
        rows += block.rowCount
        cells += block.cells.count
        bytes += block.cells.bytes.count
        if holds { held.append(block) }
      }
      (wall, cpu) = (min(wall, watch.wall), min(cpu, watch.cpu))
    }
    var usage = rusage()
    getrusage(__rusage_who_t(truncatingIfNeeded: RUSAGE_SELF.rawValue), &usage)
    print(
      """
      {"benchmark": "reader", "threads": \(threadCount.map(String.init) ?? "null"), \
      "rows": \(rows), "cells": \(cells), "bytes": \(bytes), "wall_s": \(rounded(wall)), \
      "held": \(held.count), "cpu_s": \(rounded(cpu)), "rows_per_cpu_s": \(Int(Double(rows) / max(cpu, 1e-9))), \
      "peak_mib": \(usage.ru_maxrss / 1024)}
      """)
  }

  /// The CRC-32 of each column's cells, each followed by a byte 1F.
  private func digest() throws {
    var rows = 0
    var sums: [UInt32] = []
    try TabularSource.open(path: input).readRows { block in
      if sums.isEmpty && block.rowCount > 0 {
        sums = [UInt32](repeating: 0, count: block.columnCount(row: 0))
      }
      rows += block.rowCount
      for column in sums.indices {
        var texts: [UInt8] = []
        for row in 0..<block.rowCount {
          texts += block.cells.bytes[block.cell(row: row, column: column)]
          texts.append(0x1f)
        }
        sums[column] = Deflate.crc32(texts.span, from: sums[column])
      }
    }
    print("{\"rows\": \(rows), \"columns\": [\(sums.map(String.init).joined(separator: ", "))]}")
  }

  private func rounded(_ value: Double) -> Double { Double(Int(value * 1000 + 0.5)) / 1000 }
}
