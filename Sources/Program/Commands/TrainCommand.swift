internal import Bytes
internal import Classification
internal import Columns
internal import Tabular

/// `minsheng train`: makes a model of labelled texts.
enum TrainCommand {
  static let definition = CommandDefinition(
    "train", "Train a text classifier on labelled rows",
    options: [
      .optional("--input", "FILE", "the rows: CSV, a workbook or JSON"),
      .list("--text", "COL[,COL]", "the columns with text"),
      .optional("--label", "COL", "the column with the label; rows without one are passed over"),
      .optional(
        "--workspace", "DIR",
        "instead of a file: what people decided and platforms closed as, in this workspace"),
      .optional("--rows", "N", "with --workspace: the latest labelled requests (400000)"),
      .optional("--city", "DIR", "with --workspace: the city; by default that of the last run"),
      .required(
        "--model", "DIR",
        "writes model.bin and model.json; with --workspace a name makes a version in models/"),
      .optional("--unlabelled", "FILE", "more texts of the same columns, without labels"),
      .optional(
        "--group", "COL", "rows alike here are never parted between learning and measuring"),
      .optional("--time", "COL", "when the row was received; the latest rows are measured on"),
      .optional("--accuracy", "A", "the accuracy wanted of answers that are taken (0.95)"),
      .flag("--json", "print the summary as JSON"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws -> ExitCode {
    if arguments.has("--workspace") { return try WorkspaceTraining.run(arguments) }
    for name in ["--input", "--text", "--label"] where !arguments.has(name) {
      throw UsageError("\(name) is missing", definition)
    }
    let table = try LabelledTable(arguments)
    var options = TrainingOptions()
    options.accuracy = try arguments.number("--accuracy", in: 0.5...0.999) ?? options.accuracy
    let texts = arguments.list("--text")
    if let path = arguments.optional("--unlabelled") {
      options.unlabelled = try TextTable(path: path, columns: texts).columns
    }
    let clock = ContinuousClock()
    let start = clock.now
    let (model, card) = try ModelTraining.train(table.data, options: options)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    let path = arguments.required("--input")
    try ModelFolder.write(
      model, card, to: arguments.required("--model"),
      source: (FileSystem.name(of: path), try SHA256.hash(FileSystem.read(path)).hexadecimal),
      texts: texts, label: arguments.required("--label"))
    report(card, passedOver: table.data.labels.count - table.labelled, seconds, arguments)
    return .success
  }

  static func report(
    _ card: ModelCard, passedOver: Int, _ seconds: Double, _ arguments: Arguments
  ) {
    if arguments.has("--json") {
      let json: JSONValue = [
        "version": .string(card.version), "rows": .int(card.rows),
        "rows_without_label": .int(passedOver), "labels": .int(card.labels.count),
        "features": .int(card.features), "unlabelled_rows": .int(card.unlabelledRows),
        "cost": .number(card.cost), "balanced": .bool(card.isBalanced),
        "head_length": .int(card.headLength), "split": .string(card.split.rawValue),
        "held_out_rows": .int(card.heldOutRows),
        "held_out_accuracy": .number(ModelFolder.rounded(card.heldOutAccuracy)),
        "accuracy_asked": .number(card.accuracy),
        "threshold": .number(ModelFolder.rounded(card.threshold)),
        "held_out_coverage": .number(ModelFolder.rounded(card.heldOutCoverage)),
        "seconds": .number((seconds * 100).rounded() / 100),
      ]
      Terminal.output(JSONText.string(of: json) + "\n")
      return
    }
    let share = { (number: Double) in
      "\(Int((number * 1000).rounded()) / 10).\(Int((number * 1000).rounded()) % 10) %"
    }
    Terminal.message(
      """
      train: \(card.version): \(card.rows) rows, \(card.labels.count) labels, \(card.features) n-grams
      train: on \(card.heldOutRows) rows set aside, \(share(card.heldOutAccuracy)) right; \
      answers from confidence \(ModelFolder.rounded(card.threshold)) on are \
      \(share(card.accuracy)) right and \(share(card.heldOutCoverage)) of all
      """)
    if passedOver > 0 { Terminal.message("train: \(passedOver) rows without a label passed over") }
  }
}
