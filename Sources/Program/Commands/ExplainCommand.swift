internal import Pipeline
internal import Tabular

/// `minsheng explain`: why one request has its class, place, matter and unit.
enum ExplainCommand {
  static let definition: CommandDefinition = CommandDefinition(
    "explain", "Show why one request was classified, matched and assigned as it was",
    options: [
      .required("--workspace", "DIR", "the folder that holds inbox, lake, outbox and reports"),
      .required("--request", "ID", "the request's id, or its platform's record number"),
      .optional("--city", "DIR", "the city's folder, instead of that of the last run"),
      .flag("--json", "print it as one JSON object"),
    ]
  ) { arguments in
    let name = arguments.required("--request")
    let answer = try RequestFile.find(
      workspacePath: arguments.required("--workspace"), request: name,
      cityFolder: arguments.optional("--city"))
    switch answer {
    case .found(let file):
      Terminal.output(
        arguments.has("--json")
          ? JSONText.string(of: ExplainJSON(file).value) + "\n"
          : ExplainText(file).lines.joined(separator: "\n") + "\n")
      return .success
    case .unknown:
      throw UsageError(
        "no request \(AlignedTable.printable(name)) in the store: give its request_id, as reports"
          + " and DuckDB show it, or the platform's record number; a record that was rejected is in"
          + " `minsheng quarantine list`")
    case .ambiguous(let requests):
      let choices = requests.map { "\($0.requestID) (\($0.platform))" }.joined(separator: ", ")
      throw UsageError(
        "several requests have the record number \(AlignedTable.printable(name)); give one of the"
          + " ids \(choices)")
    }
  }
}
