internal import Columns
internal import Complaints
internal import Lake
internal import Report

/// The matters with a request in the last seven days.
struct RecentMatters {
  /// Their rows of `matters`.
  let batch: RecordBatch
  /// Each one's requests in those days.
  let requests: [Int32]

  init(_ lake: Lake, until day: Int32) throws {
    let first = day - 6
    var counts: [Int64: Int32] = [:]
    try lake.scan(
      Tables.matterRequests.name, columns: ["matter_id", "received_on"],
      months: Months.range(first, day)
    ) { batch, _ in
      let days = batch.int32s("received_on").values
      for (row, id) in batch.int64s("matter_id").values.enumerated()
      where (first...day).contains(days[row]) { counts[id, default: 0] += 1 }
    }
    var output = RecordBatch(schema: Tables.matters.schema)
    try lake.scan(
      Tables.matters.name, columns: Tables.matters.schema.fields.map(\.name)
    ) { batch, _ in
      let ids = batch.int64s("matter_id").values
      output.append(contentsOf: batch.gathering(ids.indices.filter { counts[ids[$0]] != nil }))
    }
    batch = output
    requests = output.int64s("matter_id").values.map { counts[$0] ?? 0 }
  }

  /// Whether each matter's words may be quoted, by its representative request.
  func quotable(_ lake: Lake) throws -> [Bool] {
    let representatives = batch.int64s("representative_request_id")
    let ids = Set((0..<batch.rowCount).compactMap { representatives[$0] })
    let rows = try RequestJoin(
      lake, requests: ["request_id", "source", "access"],
      classes: [(name: "risk_words", as: "risk_words")]
    ).read(ids: ids)
    let sources = rows.strings("source")
    let access = rows.strings("access")
    let risks = rows.lists("risk_words")
    var allowed: Set<Int64> = []
    for (row, id) in rows.int64s("request_id").values.enumerated()
    where ReportInput.isQuotable(
      source: sources.text(row), access: access[row], riskWords: risks[row] ?? [])
    { allowed.insert(id) }
    return (0..<batch.rowCount).map { row in
      representatives[row].map { allowed.contains($0) } ?? false
    }
  }
}

/// Months as the lake prunes by them: year × 12 + month − 1.
enum Months {
  /// The month of a day.
  static func of(_ day: Int32) -> Int {
    let (year, month, _) = CivilTime.date(day)
    return year * 12 + month - 1
  }

  /// The months from one day to another.
  static func range(_ first: Int32, _ last: Int32) -> ClosedRange<Int> {
    of(min(first, last))...of(last)
  }
}
