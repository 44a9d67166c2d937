internal import Classification

/// `minsheng classify`: adds the likeliest labels to rows; rows in, rows out, in order.
enum ClassifyCommand {
  static let definition = CommandDefinition(
    "classify", "Add the likeliest labels to the rows of a file or of standard input",
    options: Predictor.options + [
      .required(
        "--input", "FILE|-", "the rows: CSV, a workbook or JSON; - for standard input"
      ),
      .list("--text", "COL[,COL]", required: true, "the columns with text, as in training"),
      .list(
        "--columns", "COL[,COL]", "the names of the columns, where no row of names comes first"),
      .optional("--output", "FILE|-", "what to write: JSON lines for JSON, else CSV (-)"),
      .optional("--top", "N", "how many labels to give each row (1)"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws -> ExitCode {
    let annotator = try annotator(arguments)
    let path = arguments.required("--input")
    var output = try RowOutput(arguments.optional("--output") ?? "-")
    do {
      // A part of a table may be empty; so is what is made of it.
      if let source = try StandardInput.open(path) {
        var filter = RowFilter(
          annotator, columns: arguments.list("--columns"), path: StandardInput.name(path))
        try filter.run(source) { try output.write($0) }
        if filter.longRows > 0 {
          Terminal.message(
            "classify: \(filter.longRows) rows have more cells than the header; these were left out"
          )
        }
      }
      try output.finish()
    } catch {
      output.abandon()
      throw error
    }
    return .success
  }

  private static func annotator(_ arguments: Arguments) throws -> any RowAnnotator {
    let texts = arguments.list("--text")
    let predictor = try Predictor(arguments, texts: texts, definition)
    let top = min(try arguments.integer("--top", in: 1...1000) ?? 1, predictor.labels.count)
    return LabelAnnotator(predictor: predictor, reads: texts, top: top)
  }
}
