internal import Bytes
internal import Classification
internal import Columns
internal import Pipeline

/// `minsheng train --workspace`: learns from what the workspace itself knows.
enum WorkspaceTraining {
  /// How many requests are learned from at most, unless somebody says.
  private static let usualRows = 400_000

  static func run(_ arguments: Arguments) throws -> ExitCode {
    for name in ["--input", "--text", "--label", "--group", "--time"] where arguments.has(name) {
      throw UsageError("\(name) has no place beside --workspace", TrainCommand.definition)
    }
    let rows = try LabelledRequests(
      workspacePath: arguments.required("--workspace"), cityFolder: arguments.optional("--city"),
      limit: try arguments.integer("--rows", in: 100...10_000_000) ?? usualRows)
    var options = TrainingOptions()
    options.accuracy = try arguments.number("--accuracy", in: 0.5...0.999) ?? options.accuracy
    let clock = ContinuousClock()
    let start = clock.now
    let (model, card) = try ModelTraining.train(rows.data, options: options)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    let folder = try self.folder(arguments, rows, version: card.version)
    try ModelFolder.write(
      model, card, to: folder, source: ("lake", rows.digest), texts: ["title", "content"],
      label: "code")
    Terminal.message(
      "\(rows.data.labels.count) labelled requests: \(rows.byPerson) decided by people, "
        + "\(rows.byFinal) final categories, \(rows.byCode) exact codes; \(rows.olderCount) older "
        + "ones left out; \(folder)")
    for item in rows.platforms where item.labelled * 50 < item.all {
      Terminal.message(
        "\(item.platform): \(item.labelled) of \(item.all) requests are labelled; what the model is "
          + "worth on its texts was hardly measured: review some first")
    }
    TrainCommand.report(card, passedOver: 0, seconds, arguments)
    return .success
  }

  /// Where the model goes: a folder that is named as a path, else a new version in the workspace,
  /// which sorts after those of earlier days and is the one that the next run takes.
  private static func folder(
    _ arguments: Arguments, _ rows: LabelledRequests, version: String
  ) throws -> String {
    let name = arguments.required("--model")
    if name.contains("/") { return name }
    let models = arguments.required("--workspace") + "/models/" + name
    let existing = FileSystem.isFolder(models) ? try FileSystem.list(models) : []
    let own = existing.filter { $0.hasPrefix("v\(rows.lastDay)-") }
    // The same rows give the same model, which has its folder.
    if let same = own.first(where: { $0.hasSuffix("-\(version)") }), same == own.last {
      return "\(models)/\(same)"
    }
    let next = "v\(rows.lastDay)-\(CivilTime.padded(own.count + 1, 3))-\(version)"
    if let last = existing.last, last > next {
      Terminal.message("runs go on taking models/\(name)/\(last), whose name sorts after this one")
    }
    return "\(models)/\(next)"
  }
}
