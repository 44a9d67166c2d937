internal import Classification

/// `minsheng classify`: adds the likeliest labels to rows; rows in, rows out, in order.
enum ClassifyCommand {
  static let definition = CommandDefinition(
    "classify", "Add the likeliest labels and the place to the rows of a file or of standard input",
    options: Predictor.options + [
      .required(
        "--input", "FILE|-", "the rows: CSV, a workbook or JSON; - for standard input"
      ),
      .list("--text", "COL[,COL]", required: true, "the columns with text, as in training"),
      .list(
        "--columns", "COL[,COL]", "the names of the columns, where no row of names comes first"),
      .optional("--output", "FILE|-", "what to write: JSON lines for JSON, else CSV (-)"),
      .optional("--top", "N", "how many labels to give each row (1)"),
      .optional("--places", "FILE", "a gazetteer: place, district, street; adds places"),
      .optional("--address", "COL", "for places: the column with the address"),
      .optional("--district", "COL", "for places: the district's code or name"),
      .optional("--town", "COL", "for places: the town's code or name"),
      .list("--coordinates", "COL,COL", "for places: longitude and latitude"),
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
    let parts = [try labels(arguments), try places(arguments)].compactMap { $0 }
    return parts.count == 1 ? parts[0] : JoinedAnnotator(parts: parts)
  }

  private static func labels(_ arguments: Arguments) throws -> (any RowAnnotator)? {
    // Places alone need neither model nor city.
    if arguments.optional("--places") != nil, arguments.optional("--model") == nil,
      arguments.optional("--city") == nil
    {
      return nil
    }
    let texts = arguments.list("--text")
    let predictor = try Predictor(arguments, texts: texts, definition)
    let top = min(try arguments.integer("--top", in: 1...1000) ?? 1, predictor.labels.count)
    return LabelAnnotator(predictor: predictor, reads: texts, top: top)
  }

  private static func places(_ arguments: Arguments) throws -> (any RowAnnotator)? {
    guard let path = arguments.optional("--places") else { return nil }
    let coordinates = arguments.list("--coordinates")
    if !coordinates.isEmpty, coordinates.count != 2 {
      throw UsageError("--coordinates takes two columns: longitude and latitude")
    }
    return PlaceAnnotator(
      try MatchGazetteer.read(path),
      PlaceAnnotator.Names(
        texts: arguments.list("--text"), address: arguments.optional("--address"),
        district: arguments.optional("--district"), town: arguments.optional("--town"),
        coordinates: coordinates))
  }
}
