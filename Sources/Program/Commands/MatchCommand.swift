internal import Bytes
internal import Columns
internal import Complaints
internal import Matching
internal import Tabular

/// `minsheng match`: finds out which rows of any file are about the same matter.
enum MatchCommand {
  static let definition = CommandDefinition(
    "match", "Find which rows of a file are about the same matter",
    options: [
      .required("--input", "FILE", "the rows: CSV, a workbook or JSON"),
      .required("--id", "COL", "the column that names a row"),
      .list(
        "--text", "COL[,COL]", required: true,
        "the columns with text; of several, the first is the title"),
      .optional("--time", "COL", "when the row was received"),
      .optional("--district", "COL", "the district's code or name"),
      .optional("--person", "COL", "who asks; hashed, never written"),
      .optional(
        "--class", "COL", "the class, where the file has one; codes of six digits nest by two"),
      .optional("--places", "FILE", "a gazetteer: place, district, street"),
      .optional("--taxonomy", "FILE", "what the classes' codes mean: code, level1, level2, level3"),
      .optional("--model", "DIR", "a trained model, for the rows' classes"),
      .required("--output", "FILE", "writes id,matter_id,relation,score,evidence"),
      .flag("--json", "print the summary as JSON"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws -> ExitCode {
    let clock = ContinuousClock()
    let start = clock.now
    let gazetteer = try arguments.optional("--places").map(MatchGazetteer.read)
    let input = try MatchTable(arguments, gazetteer)
    let taxonomy =
      try arguments.optional("--taxonomy").map(taxonomy)
      ?? Taxonomy(scheme: "none", categories: [])
    let matcher = MatterMatcher(taxonomy: taxonomy, gazetteer: gazetteer)
    let result = matcher.match(
      known: RecordBatch(schema: MatchRows.schema), new: input.rows, runID: "match")
    let summary = try write(result.links, input, to: arguments.required("--output"))
    let elapsed = start.duration(to: clock.now)
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = seconds > 0 ? Int64(Double(input.ids.count) / seconds) : 0
    if arguments.has("--json") {
      let json: JSONValue = [
        "rows": .integer(Int64(input.ids.count)), "matters": .integer(Int64(summary.matters)),
        "pairs": .integer(Int64(summary.pairs)), "rows_per_second": .integer(rate),
      ]
      Terminal.output(JSONText.string(of: json) + "\n")
    } else {
      Terminal.message(
        "match: \(input.ids.count) rows, \(summary.matters) matters, \(summary.pairs) pairs, \(rate) rows a second"
      )
    }
    return .success
  }

  private static func taxonomy(_ path: String) throws -> Taxonomy {
    let table = try TextTable(path: path, columns: ["code", "level1", "level2", "level3"])
    var categories: [String: Category] = [:]
    for row in 0..<table.rowCount {
      let names = table.columns.map { $0.text(row) }
      categories[names[0]] = Category(
        scheme: path, code: names[0], level1: names[1], level2: names[2], level3: names[3],
        definition: "", inScope: true, redirectTo: nil, urgency: .normal, defaultType: .other)
    }
    return Taxonomy(scheme: path, categories: Array(categories.values))
  }

  /// Writes the links in the order of the input.
  private static func write(
    _ links: RecordBatch, _ input: MatchTable, to path: String
  ) throws -> (matters: Int, pairs: Int) {
    let rows = links.int64s("request_id").values
    let matters = links.int64s("matter_id").values
    let relations = links.strings("relation")
    let scores = links.doubles("score").values
    let evidence = links.strings("evidence")
    var writer = CSVWriter(textEncoding: .utf8, lineEnding: .lf)
    writer.append(["id", "matter_id", "relation", "score", "evidence"])
    var sizes = [Int](repeating: 0, count: rows.count)
    for index in rows.indices {
      let first = Int(matters[index])
      sizes[first] += 1
      writer.append(field: input.ids.bytes[input.ids.range(Int(rows[index]))])
      writer.append(field: input.ids.bytes[input.ids.range(first)])
      writer.append(field: relations.bytes[relations.range(index)])
      let score = Int(scores[index] * 100 + 0.5)
      writer.append(field: "\(score / 100).\(CivilTime.padded(score % 100, 2))")
      writer.append(field: evidence.bytes[evidence.range(index)])
      writer.endRow()
    }
    let bytes = writer.takeBytes()
    try FileSystem.replace(path, with: bytes.span)
    return (sizes.count { $0 > 0 }, sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
  }
}
