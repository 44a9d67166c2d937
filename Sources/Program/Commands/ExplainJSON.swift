internal import Classification
internal import Columns
internal import Complaints
internal import Pipeline
internal import Tabular

/// What the store holds about one request as one JSON object: rows with the names of their columns,
/// ids as text, and the reasons of each class taken apart.
struct ExplainJSON {
  /// The object.
  let value: JSONValue

  private static let request = [
    "platform", "source", "source_record_id", "received_at", "channel", "origin", "request_type",
    "disposition", "access", "urgency", "title", "content", "place_text", "source_category",
    "source_category_scheme", "accused_kind", "accused_unit_code",
  ]

  init(_ file: RequestFile) {
    var members = [JSONValue.Member("request", .string(String(file.requestID)))]
    members += Self.members(file.request, Self.request, 0)
    members.append(
      JSONValue.Member(
        "classes", .array((0..<file.classes.rowCount).map { Self.classification(file, $0) })))
    members.append(JSONValue.Member("place_reason", .text(file.placeReason)))
    members.append(
      JSONValue.Member("matter", file.matter.rowCount == 1 ? Self.row(file.matter, 0) : .null))
    for (name, batch) in [
      ("members", file.members), ("assignments", file.assignments), ("clocks", file.clocks),
      ("states", file.states), ("changes", file.changes), ("decisions", file.decisions),
      ("matter_changes", file.matterChanges), ("events", file.events),
    ] {
      members.append(
        JSONValue.Member(name, .array((0..<batch.rowCount).map { Self.row(batch, $0) })))
    }
    value = .object(members)
  }

  private static func classification(_ file: RequestFile, _ row: Int) -> JSONValue {
    let reasons = ClassReasons(file.classes.strings("evidence")[row] ?? "")
    var members = Self.members(
      file.classes,
      file.classes.schema.fields.map(\.name).filter { $0 != "request_id" && $0 != "evidence" }, row)
    members.append(JSONValue.Member("persons", .texts(reasons.persons)))
    let platform: JSONValue? = reasons.platform.map {
      ["code": .string($0.code), "decides": .bool($0.isCode), "wide": .bool($0.isWide)]
    }
    members.append(JSONValue.Member("platform_class", platform ?? .null))
    members.append(
      JSONValue.Member(
        "rules",
        .array(
          reasons.rules.map { rule -> JSONValue in
            [
              "rule": .string(rule.rule), "strength": .number(rule.strength),
              "words": .array(rule.words.map { span(file, $0.span, word: $0.text) }),
            ]
          })))
    let model: JSONValue? = reasons.model.map { model in
      [
        "code": .string(model.code), "confidence": .number(model.confidence),
        "words": .array(model.spans.map { span(file, $0, word: file.words($0)) }),
      ]
    }
    members.append(JSONValue.Member("model", model ?? .null))
    members.append(
      JSONValue.Member(
        "candidates",
        .array(
          reasons.candidates.map { candidate -> JSONValue in
            [
              "code": .string(candidate.code), "share": .number(candidate.share),
              "levels": .string(file.path(of: candidate.code)),
              "definition": .text(file.city.taxonomy[candidate.code]?.definition),
            ]
          })))
    return .object(members)
  }

  private static func span(_ file: RequestFile, _ span: TextSpan?, word: String?) -> JSONValue {
    [
      "word": .text(word), "field": .text(span?.field.column),
      "start": .int(span?.range.lowerBound), "end": .int(span?.range.upperBound),
      "share": span?.share.map { .number($0) } ?? .null,
    ]
  }

  /// All columns of a row.
  private static func row(_ batch: RecordBatch, _ row: Int) -> JSONValue {
    .object(members(batch, batch.schema.fields.map(\.name), row))
  }

  private static func members(_ batch: RecordBatch, _ columns: [String], _ row: Int)
    -> [JSONValue.Member]
  {
    columns.map { name in
      let index = batch.schema.index(of: name) ?? 0
      return JSONValue.Member(
        name, json(batch.value(name, row), batch.schema.fields[index]))
    }
  }

  /// A cell: times and days as text, ids too, since a reader may hold numbers as doubles.
  private static func json(_ value: Value, _ field: Field) -> JSONValue {
    switch value {
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .double(let number): return .number(number)
    case .string(let text): return .string(text)
    case .list(let texts): return .texts(texts)
    case .int(let number):
      switch field.type {
      case .timestamp: return .string(CivilTime.format(number))
      case .date: return .string(CivilTime.format(day: Int32(clamping: number)))
      default: return field.name.hasSuffix("_id") ? .string(String(number)) : .integer(number)
      }
    }
  }
}
