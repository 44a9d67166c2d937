internal import Classification
internal import Columns
internal import Complaints
internal import Matching

/// The input of `match` as rows of `MatchRows.schema`; a row's `request_id` is its position.
struct MatchTable {
  /// What the file calls each row.
  let ids: StringColumn
  /// The rows.
  let rows: RecordBatch

  init(_ arguments: Arguments, _ gazetteer: Gazetteer?) throws {
    let texts = arguments.list("--text")
    let optional = ["--time", "--district", "--person", "--class"].map { arguments.optional($0) }
    let table = try TextTable(
      path: arguments.required("--input"),
      columns: [arguments.required("--id")] + texts + optional.compactMap { $0 })
    ids = table.columns[0]
    let count = ids.count
    var next = 1 + texts.count
    var found: [StringColumn?] = []
    for name in optional {
      found.append(name == nil ? nil : table.columns[next])
      if name != nil { next += 1 }
    }
    let times = Self.times(found[0], count)
    let classes = try found[3] ?? Self.predicted(arguments, Array(table.columns[1...texts.count]))
    let titles = texts.count > 1 ? table.columns[1] : Self.empty(count)
    let contents = Self.joined(Array(table.columns[(texts.count > 1 ? 2 : 1)..<(1 + texts.count)]))
    let given: [String: Column] = [
      "request_id": .int64(ValueColumn((0..<Int64(count)).map { $0 })),
      "received_at": .int64(ValueColumn(times)),
      "received_on": .int32(ValueColumn(times.map { CivilTime.day(of: $0) })),
      "person_id": .int64(Self.persons(found[2], count)),
      "title": .string(titles), "content": .string(contents),
      "district_code": .string(Self.districts(found[1], gazetteer, count)),
      "code": .string(classes ?? Self.empty(count)),
      "level1": .string(Self.prefixes(classes, 2, count)),
      "level2": .string(Self.prefixes(classes, 4, count)),
    ]
    rows = RecordBatch(
      schema: MatchRows.schema,
      columns: MatchRows.schema.fields.map {
        given[$0.name] ?? Column(nulls: count, of: $0.type)
      })
  }

  private static func empty(_ count: Int) -> StringColumn {
    StringColumn(
      bytes: [], offsets: Array(repeating: 0, count: count + 1),
      validity: Validity(mask: Array(repeating: false, count: count)))
  }

  /// The classes that a model gives, where it is fairly sure; nil without a model.
  private static func predicted(_ arguments: Arguments, _ texts: [StringColumn]) throws
    -> StringColumn?
  {
    guard let folder = arguments.optional("--model") else { return nil }
    let model = try ModelFolder.read(folder)
    guard model.fieldCount == texts.count else {
      throw UsageError(
        "--model \(folder) was trained on \(model.fieldCount) text columns, --text names \(texts.count)"
      )
    }
    let predictions = model.predict(texts)
    var classes = StringColumn()
    for row in 0..<predictions.count {
      let isSure = predictions.confidence(row) >= leastConfidence
      classes.append(isSure ? model.labels[predictions.label(row)] : nil)
    }
    return classes
  }

  /// From this confidence on a model's class counts as known.
  private static let leastConfidence = 0.4

  /// The first digits of codes of six digits; other classes as they are.
  private static func prefixes(_ column: StringColumn?, _ length: Int, _ count: Int) -> StringColumn
  {
    guard let column else { return empty(count) }
    var output = StringColumn()
    for row in 0..<count {
      column.withBytes(row) { text in
        var isCode = text.count == 6
        for index in 0..<text.count where text[index] &- 48 >= 10 { isCode = false }
        output.append(utf8: isCode ? text.extracting(0..<length) : text)
      }
    }
    return output
  }

  /// Districts by their codes, where the gazetteer knows their names.
  private static func districts(
    _ column: StringColumn?, _ gazetteer: Gazetteer?, _ count: Int
  ) -> StringColumn {
    guard let column else { return empty(count) }
    var codes: [String: String] = [:]
    for place in gazetteer?.places ?? [] where place.kind == "district" {
      for name in [place.name] + place.aliases { codes[name] = place.districtCode }
    }
    return StringColumn((0..<count).map { codes[column.text($0)] ?? column.text($0) })
  }

  /// Rows without a readable time count as received with the first.
  private static func times(_ column: StringColumn?, _ count: Int) -> [Int64] {
    guard let column else { return Array(repeating: 0, count: count) }
    let times = (0..<count).map { row in column.withBytes(row) { WallClockText.read($0) } }
    let earliest = times.compactMap { $0 }.min() ?? 0
    return times.map { $0 ?? earliest }
  }

  private static func persons(_ column: StringColumn?, _ count: Int) -> ValueColumn<Int64> {
    var persons = ValueColumn<Int64>()
    for row in 0..<count {
      let key: Int64? = column?.withBytes(row) { text in
        if text.isEmpty { return nil }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<text.count { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
        return Int64(bitPattern: hash >> 1 | 1)
      }
      persons.append(key, zero: 0)
    }
    return persons
  }

  private static func joined(_ columns: [StringColumn]) -> StringColumn {
    if columns.count == 1 { return columns[0] }
    var output = StringColumn()
    for row in 0..<(columns.first?.count ?? 0) {
      var text: [UInt8] = []
      for column in columns {
        text += column.bytes[column.range(row)]
        text.append(10)
      }
      output.append(utf8: text.span)
    }
    return output
  }
}
