internal import Bytes
internal import Classification
internal import Complaints
internal import Tabular

/// `minsheng evaluate`: measures a model on labelled rows, or found matters against true ones.
enum EvaluateCommand {
  static let definition = CommandDefinition(
    "evaluate",
    "Measure a model or a city's rules on labelled rows, or found matters against true ones",
    options: Predictor.options + [
      .optional("--input", "FILE", "labelled rows: CSV, a workbook or JSON"),
      .list("--text", "COL[,COL]", "the columns with text, as in training"),
      .optional("--label", "COL", "the column with the right label"),
      .optional("--html", "FILE", "writes a page with the figures by label and by coverage"),
      .optional("--matters", "LINKS", "what `match` wrote, instead of a model"),
      .optional("--truth", "FILE", "with --matters: the rows and their true matters"),
      .optional("--id", "COL", "with --matters: the column of FILE that names a row"),
      .optional("--matter", "COL", "with --matters: the column of FILE with the true matter"),
      .flag("--json", "print the figures as JSON"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws -> ExitCode {
    if arguments.has("--matters") { return try MatterEvaluationReport.run(arguments) }
    for name in ["--input", "--text", "--label"] where !arguments.has(name) {
      throw UsageError("\(name) is missing", definition)
    }
    let predictor = try Predictor(arguments, texts: arguments.list("--text"), definition)
    let table = try LabelledTable(arguments)
    let clock = ContinuousClock()
    let start = clock.now
    let predictions = predictor.predict(table.data.texts, top: 3)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    let result = Evaluation(predictions, names: predictor.labels, truth: table.data.labels)
    let rate = seconds > 0 ? Double(predictions.count) / seconds : 0
    if let path = arguments.optional("--html") {
      let page = EvaluationPage(
        result, predictor, input: FileSystem.name(of: arguments.required("--input")))
      try FileSystem.replace(path, with: page.bytes.span)
    }
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: json(result, rate)) + "\n")
    } else {
      Terminal.output(text(result, predictor))
    }
    return .success
  }

  private static func json(_ result: Evaluation, _ rate: Double) -> JSONValue {
    let coverage = result.coverage.map { point -> JSONValue in
      [
        "threshold": .number(precise(point.threshold)),
        "coverage": .number(ModelFolder.rounded(point.coverage)),
        "accuracy": .number(ModelFolder.rounded(point.accuracy)),
      ]
    }
    return [
      "rows": .int(result.rows), "labels": .int(result.labels),
      "top1": .number(ModelFolder.rounded(result.top1)),
      "top3": .number(ModelFolder.rounded(result.top3)),
      "macro_f1": .number(ModelFolder.rounded(result.macroF1)),
      "weighted_f1": .number(ModelFolder.rounded(result.weightedF1)),
      "ece": .number(ModelFolder.rounded(result.expectedCalibrationError)),
      "rows_per_second": .number((rate * 10).rounded() / 10), "coverage": .array(coverage),
    ]
  }

  private static func precise(_ share: Double) -> Double { (share * 1e6).rounded() / 1e6 }

  private static func text(_ result: Evaluation, _ predictor: Predictor) -> String {
    let share = { (number: Double) in JSONText.string(of: .number(ModelFolder.rounded(number))) }
    var text = """
      model        \(predictor.version)
      rows         \(result.rows)
      labels       \(result.labels)
      top1         \(share(result.top1))
      top3         \(share(result.top3))
      macro F1     \(share(result.macroF1))
      weighted F1  \(share(result.weightedF1))
      ECE          \(share(result.expectedCalibrationError))

      """
    if let point = result.coverage.last(where: { $0.threshold >= predictor.threshold }) {
      text +=
        "taken        \(share(point.coverage)) of the rows, \(share(point.accuracy)) of them right\n"
    }
    return text
  }
}
