internal import Bytes
internal import Classification
internal import Columns
internal import Complaints
internal import Report
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
      .list("--by", "COL[,COL]", "gives the figures by the values of these columns, too"),
      .optional("--time", "COL", "when the row was received; gives the figures by month, too"),
      .optional("--html", "FILE", "writes a page in Chinese with pictures, figures and mistakes"),
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
    // The sets are for people, who wait for no machine: they are made apart and not timed.
    let result = Evaluation(
      predictor.predictSets(table.data.texts, coverage: setCoverage) ?? predictions,
      names: predictor.labels, truth: table.data.labels, isTaken: predictor.isTaken)
    let rate = seconds > 0 ? Double(predictions.count) / seconds : 0
    let groups = groups(result, table)
    if let path = arguments.optional("--html") {
      var page = EvaluatedTexts(table.data)
      let report = EvaluationReport(
        result, model: predictor.version, input: FileSystem.name(of: arguments.required("--input")),
        accuracy: predictor.accuracy, setCoverage: setCoverage,
        mistakes: page.quotes(
          result.worstMistakes(
            truth: table.data.labels, names: predictor.labels, count: mistakeCount)),
        groups: groups.map { EvaluationReport.Group(title: $0.title, scores: $0.scores) })
      let html = report.render().html
      try FileSystem.replace(path, with: html.span)
    }
    if arguments.has("--json") {
      Terminal.output(
        JSONText.string(of: EvaluationJSON(result, rate: rate, groups: groups).value) + "\n")
    } else {
      Terminal.output(text(result, predictor))
    }
    return .success
  }

  /// How often sets for people are to hold the right label.
  private static let setCoverage = 0.95
  /// How many of the worst mistakes are shown.
  private static let mistakeCount = 30

  /// The figures by the columns of `--by`, and by month where `--time` was given.
  private static func groups(_ result: Evaluation, _ table: LabelledTable) -> [EvaluationJSON.Group]
  {
    var groups = table.by.map { column in
      EvaluationJSON.Group(
        key: column.name, title: column.name,
        scores: result.grouped { column.values.text($0) })
    }
    if let times = table.data.times {
      let scores = result.grouped { row in
        times[row].map { String(CivilTime.format($0).prefix(7)) } ?? ""
      }
      groups.append(EvaluationJSON.Group(key: "month", title: "月份", scores: scores))
    }
    return groups
  }

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
    let taken = result.taken
    text +=
      "taken        \(share(Double(taken.rows) / Double(max(1, result.rows)))) of the rows, "
      + "\(share(taken.accuracy)) of them right\n"
    if let sets = result.sets, sets.others.rows > 0 {
      text +=
        "sets         \(share(sets.otherSize)) labels on average for the others, "
        + "\(share(sets.others.accuracy)) of the sets with the right one\n"
    }
    return text
  }
}
