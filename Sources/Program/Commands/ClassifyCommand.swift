internal import Bytes
internal import Classification
internal import Columns
internal import Complaints
internal import Tabular

/// `minsheng classify`: adds the likeliest labels to rows; rows in, rows out, in order.
enum ClassifyCommand {
  static let definition = CommandDefinition(
    "classify", "Add the likeliest labels to the rows of a file or of standard input",
    options: [
      .required("--model", "DIR", "the model"),
      .required(
        "--input", "FILE|-", "the rows with a header: CSV, a workbook or JSON; - for standard input"
      ),
      .list("--text", "COL[,COL]", required: true, "the columns with text, as in training"),
      .optional("--output", "FILE|-", "the CSV to write; standard output without it"),
      .optional("--top", "N", "how many labels to give each row (1)"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws -> ExitCode {
    let model = try ModelFolder.read(arguments.required("--model"))
    let texts = arguments.list("--text")
    try EvaluateCommand.require(texts, fit: model)
    let top = min(try arguments.integer("--top", in: 1...1000) ?? 1, model.labels.count)
    let path = arguments.required("--input")
    let source = try StandardInput.open(path)
    var output = try RowOutput(arguments.optional("--output") ?? "-")
    var labeller = RowLabeller(model: model, texts: texts, top: top, path: path)
    do {
      try source.readRows { rows in
        try labeller.append(rows)
        try output.write(labeller.takeBytes())
      }
      if labeller.header == nil {
        throw AnalysisError(.missingColumn, at: .init(path: path), "no rows")
      }
      try output.finish()
    } catch {
      output.abandon()
      throw error
    }
    if labeller.longRows > 0 {
      Terminal.message(
        "classify: \(labeller.longRows) rows have more cells than the header; these were left out")
    }
    return .success
  }
}
