internal import Bytes
internal import Intake
internal import Pipeline
internal import Tabular

/// `minsheng mapping suggest`: a draft of a mapping for a file that none knows yet.
enum MappingSuggestCommand {
  static let definition = CommandDefinition(
    "mapping suggest", "Draft a mapping for an unknown file from its content",
    positionals: [.init("FILE")],
    options: [
      .optional(
        "--city", "DIR", "the city's configuration, whose divisions and standards are then known"),
      .optional("--schema", "PATH", "where the JSON Schema for editors is, seen from the mapping"),
      .flag("--json", "print the choices and the draft as one JSON object"),
    ], run: run)

  private static func run(_ arguments: Arguments) throws -> ExitCode {
    let path = arguments.positionals[0]
    guard FileSystem.exists(path), !FileSystem.isFolder(path) else {
      throw UsageError("\(path): there is no such file")
    }
    let draft = try MappingDraft(
      path: path, cityFolder: arguments.optional("--city"), schema: arguments.optional("--schema"))
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: json(draft, path)) + "\n")
    } else {
      Terminal.output(draft.text)
    }
    Terminal.message("mapping suggest: " + summary(draft))
    return draft.fault == nil ? .success : .attention
  }

  private static func summary(_ draft: MappingDraft) -> String {
    let choices = draft.suggestion.choices
    let used = choices.count { !$0.targets.isEmpty }
    let open = choices.count { $0.isOpen }
    let counts =
      "\(choices.count) columns: \(used) mapped, \(choices.count - used - open) known and not kept,"
      + " \(open) open"
    let missing = draft.suggestion.missingTargets
    if !missing.isEmpty {
      return counts + "; the draft can't be used before \(missing.joined(separator: ", ")) is added"
    }
    return counts + (draft.fault.map { "; the draft can't be used as it stands: \($0)" } ?? "")
  }

  private static func json(_ draft: MappingDraft, _ path: String) -> JSONValue {
    let sample = draft.suggestion.sample
    let columns = draft.suggestion.choices.map { choice -> JSONValue in
      let column = sample.columns[choice.column]
      return [
        "position": .int(choice.column + 1), "name": .string(column.name),
        "targets": .texts(choice.targets),
        "certainty": .text(choice.isOpen ? nil : choice.certainty.rawValue),
        "open": .bool(choice.isOpen), "reason": .string(choice.reason),
        "filled": .int(column.shape.filled), "distinct": .int(column.distinct),
        "looks_like": .string(ColumnDescription(column).english),
      ]
    }
    return [
      "file": .string(path), "format": .string(sample.format.rawValue),
      "encoding": .string(sample.encoding),
      "sheet": .text(
        sample.sheets.indices.contains(sample.sheet) ? sample.sheets[sample.sheet] : nil),
      "header_lines": .array(sample.headerLines.map { $0.map { .int($0) } } ?? []),
      "rows_seen": .int(sample.records), "usable": .bool(draft.fault == nil),
      "missing": .texts(draft.suggestion.missingTargets), "columns": .array(columns),
      "draft": .string(draft.text),
    ]
  }
}
