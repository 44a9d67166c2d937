internal import Glibc

/// Measures one part of the engine by itself and prints what it found as JSON.
@main struct Benchmarks {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      switch words.first {
      case "parquet-writer": try ParquetWriterBenchmark(BenchmarkOptions(words.dropFirst())).run()
      case "parquet-reader": try ParquetReaderBenchmark(BenchmarkOptions(words.dropFirst())).run()
      case "reader": try ReaderBenchmark(BenchmarkOptions(words.dropFirst())).run()
      case "workbook": try WorkbookMaker(BenchmarkOptions(words.dropFirst())).run()
      case "nights": try NightsBenchmark(BenchmarkOptions(words.dropFirst())).run()
      case "requests":
        try RequestsBenchmark(BenchmarkOptions(words.dropFirst())).make(compacting: true)
      case "requests-nightly":
        try RequestsBenchmark(BenchmarkOptions(words.dropFirst())).make(compacting: false)
      case "scan": try RequestsBenchmark(BenchmarkOptions(words.dropFirst())).scan()
      case "lookup": try RequestsBenchmark(BenchmarkOptions(words.dropFirst())).lookup()
      case "classify-train": try ClassifyBenchmark(BenchmarkOptions(words.dropFirst())).train()
      case "classify": try ClassifyBenchmark(BenchmarkOptions(words.dropFirst())).classify()
      default:
        throw BenchmarkFault(
          """
          usage: benchmarks parquet-writer --input FILE.csv [--codec gzip|snappy|archive] \
          [--threads N] [--repeat N] [--output FILE.parquet]
                 benchmarks parquet-reader --input FILE.parquet [--threads N] [--repeat N]
                 benchmarks reader --input FILE [--hold yes] [--digest yes] [--threads N] [--repeat N]
                 benchmarks workbook --input FILE.csv --output FILE.xlsx [--rows N]
                 benchmarks nights --folder DIR [--nights N] [--rows N]
                 benchmarks requests|requests-nightly|scan|lookup --folder DIR [--rows N] \
          [--days N] [--threads N]
                 benchmarks classify-train --input FILE.csv --test FILE.csv --model FILE [--text COL,COL] \
          [--label COL] [--group COL] [--threads N] [--repeat N]
                 benchmarks classify --test FILE.csv --model FILE [--text COL,COL] [--label COL] \
          [--threads N] [--repeat N]
          """)
      }
    } catch {
      let message = Array("benchmarks: \(error)\n".utf8)
      write(2, message, message.count)
      exit(error is BenchmarkFault ? 2 : 1)
    }
  }
}
