internal import Bytes
internal import Classification
internal import Columns
internal import Complaints
internal import Tabular

/// What gives labels to texts: a trained model (`--model`), or a city's rules without one (`--city`).
enum Predictor {
  case model(LinearModel)
  case rules(RuleLabeller)

  /// The options that choose one.
  static let options: [CommandDefinition.Option] = [
    .optional("--model", "DIR", "the model"),
    .optional("--city", "DIR", "the city whose keyword rules give labels, instead of a model"),
    .optional(
      "--labels", "MAP.csv",
      "with --city: code,label for beginnings of class codes; the codes themselves without it"),
  ]

  /// Reads what `--model`, or `--city` and `--labels`, name.
  ///
  /// - Parameter texts: The text columns; a model takes as many as it was trained on, a city's rules
  ///   take the last as the content and those before it as the title.
  init(_ arguments: Arguments, texts: [String], _ command: CommandDefinition) throws {
    switch (arguments.optional("--model"), arguments.optional("--city")) {
    case (let folder?, nil):
      if arguments.has("--labels") { throw UsageError("--labels goes with --city", command) }
      let model = try ModelFolder.read(folder)
      guard texts.count == model.fieldCount else {
        throw UsageError(
          "the model was trained on \(model.fieldCount) text columns, --text names \(texts.count)")
      }
      self = .model(model)
    case (nil, let folder?):
      let city = try CityConfiguration.load(folder: folder)
      let map = try arguments.optional("--labels").map { try Self.labelMap($0, city.taxonomy) }
      self = .rules(RuleLabeller(city: city, labels: map))
    case (nil, nil): throw UsageError("--model or --city is missing", command)
    case (_?, _?): throw UsageError("--model and --city exclude each other", command)
    }
  }

  /// The labels there are.
  var labels: [String] {
    switch self {
    case .model(let model): model.labels
    case .rules(let rules): rules.labels
    }
  }

  /// What gave the labels, as decisions name it.
  var version: String {
    switch self {
    case .model(let model): model.version
    case .rules: RuleLabeller.version
    }
  }

  /// Whether an answer is sure enough to need no person.
  func isTaken(_ label: Int, _ confidence: Double) -> Bool {
    switch self {
    case .model(let model): model.isAccepted(label: label, confidence: confidence)
    case .rules(let rules): confidence >= rules.threshold
    }
  }

  /// The accuracy that was wanted of answers that are taken; nil where none is known.
  var accuracy: Double? {
    switch self {
    case .model(let model): model.accuracy
    case .rules: nil
    }
  }

  /// The likeliest labels of every row and the sets for people; nil where there are no sets.
  func predictSets(_ texts: [StringColumn], coverage: Double) -> Predictions? {
    switch self {
    case .model(let model): model.predict(texts, top: 16, setCoverage: coverage)
    case .rules: nil
    }
  }

  /// The likeliest labels of every row.
  func predict(_ texts: [StringColumn], top: Int) -> Predictions {
    switch self {
    case .model(let model): model.predict(texts, top: top)
    case .rules(let rules): rules.predict(texts, top: top)
    }
  }

  private static func labelMap(_ path: String, _ taxonomy: Taxonomy) throws -> LabelMap {
    let table = try ConfigurationTable(
      path: path, bytes: FileSystem.read(path), columns: ["code", "label", .optional("note")])
    var lines: [(prefix: String, label: String)] = []
    for row in table.rows {
      let code = try row.required("code")
      guard taxonomy.categories.contains(where: { $0.code.hasPrefix(code) }) else {
        throw row.error("code", "no category code starts with \"\(code)\"")
      }
      if lines.contains(where: { $0.prefix == code }) {
        throw row.error("code", "\"\(code)\" stands in an earlier line already")
      }
      lines.append((code, row["label"]))
    }
    return LabelMap(lines, codes: taxonomy.categories.map(\.code))
  }
}
