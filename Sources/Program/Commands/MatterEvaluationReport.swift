internal import Bytes
internal import Columns
internal import Complaints
internal import Matching
internal import Tabular

/// `minsheng evaluate --matters`: compares what `match` found with the truth.
enum MatterEvaluationReport {
  static func run(_ arguments: Arguments) throws -> ExitCode {
    for name in ["--truth", "--id", "--matter"] where !arguments.has(name) {
      throw UsageError("\(name) is missing", EvaluateCommand.definition)
    }
    let path = arguments.required("--matters")
    let links = try TextTable(path: path, columns: ["id", "matter_id"])
    let truth = try TextTable(
      path: arguments.required("--truth"),
      columns: [arguments.required("--id"), arguments.required("--matter")])
    var matters: [String: String] = [:]
    for row in 0..<truth.rowCount {
      matters[truth.columns[0].text(row)] = truth.columns[1].text(row)
    }
    var found: [String] = []
    var right: [String] = []
    for row in 0..<links.rowCount {
      guard let matter = matters[links.columns[0].text(row)], !matter.isEmpty else { continue }
      found.append(links.columns[1].text(row))
      right.append(matter)
    }
    guard !found.isEmpty else {
      throw AnalysisError(
        .missingColumn, at: .init(path: path), "no id of it is in \(arguments.required("--truth"))")
    }
    let result = MatterEvaluation(found: found, truth: right)
    let figures: [(String, Double)] = [
      ("precision", result.precision), ("recall", result.recall), ("f1", result.f1),
      ("f_half", result.fHalf), ("bcubed_precision", result.cubedPrecision),
      ("bcubed_recall", result.cubedRecall), ("bcubed_f1", result.cubedF1),
    ]
    let counts = [
      ("rows", result.rows), ("rows_without_truth", links.rowCount - result.rows),
      ("found_pairs", result.foundPairs), ("true_pairs", result.truePairs),
      ("common_pairs", result.commonPairs),
    ]
    if arguments.has("--json") {
      let members =
        counts.map { JSONValue.Member($0.0, .int($0.1)) }
        + figures.map { JSONValue.Member($0.0, .number(ModelFolder.rounded($0.1))) }
      Terminal.output(JSONText.string(of: .object(members)) + "\n")
    } else {
      for (name, count) in counts { Terminal.output("\(name)\t\(count)\n") }
      for (name, share) in figures {
        Terminal.output(
          "\(name)\t\(JSONText.string(of: .number(ModelFolder.rounded(share))))\n")
      }
    }
    return .success
  }
}
