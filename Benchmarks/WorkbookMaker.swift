internal import Bytes
internal import Glibc
internal import Tabular

/// Writes the rows of a CSV of complaints into a workbook by our own writer, with three columns of
/// numbers behind them, for readers to be measured on.
struct WorkbookMaker {
  private let input: String
  private let output: String
  private let rowCount: Int

  init(_ options: BenchmarkOptions) throws(BenchmarkFault) {
    input = try options.required("--input")
    output = try options.required("--output")
    rowCount = try options.count("--rows") ?? 200_000
  }

  func run() throws {
    var writer = XLSXWriter()
    var count = -1
    let watch = Stopwatch()
    try TabularSource.open(path: input).readRows { block in
      for row in 0..<block.rowCount where count < rowCount {
        let texts = block.texts(row: row)
        if count < 0 {
          let headers = texts + ["sequence", "amount", "batch"]
          writer.beginSheet(WorkbookSheet(name: "Sheet1", columns: headers.map { .init($0) }))
        } else {
          writer.append(
            cells: texts.map { $0.isEmpty ? .empty : .text($0) } + [
              .integer(count), .number(Double(count % 97) / 8), .integer(45_000 + count % 300),
            ])
        }
        count += 1
      }
    }
    let bytes = writer.finish()
    try FileSystem.write(output, bytes.span)
    print(
      """
      {"benchmark": "workbook", "rows": \(count), "bytes": \(bytes.count), "wall_s": \(watch.wall), \
      "cpu_s": \(watch.cpu)}
      """)
  }
}
