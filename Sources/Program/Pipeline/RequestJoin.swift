internal import Columns
internal import Complaints
internal import Lake

/// Reads requests together with their class and their matter: the one join that several steps need.
///
/// All three tables are partitioned by the same day, so months prune all of them. Of a request's
/// parts it takes the whole. The type and the urgency are those of the classification, and the
/// platform's own where that left them open.
struct RequestJoin {
  private let lake: Lake
  /// The columns of `requests`.
  private let requestColumns: [String]
  /// The columns of `classifications` (of part 0), renamed where `requests` has the same name.
  private let classColumns: [(name: String, as: String)]
  /// Columns of both tables in which the classification decides.
  private let decidedColumns: [String]
  /// The schema of what is read: requests' columns, classes' columns, `matter_id`.
  let schema: Schema

  /// Makes a join.
  init(
    _ lake: Lake, requests: [String], classes: [(name: String, as: String)] = []
  ) {
    self.lake = lake
    requestColumns = requests.contains("request_id") ? requests : ["request_id"] + requests
    classColumns = classes
    decidedColumns = requestColumns.filter { ["request_type", "urgency"].contains($0) }
    let classSchema = Tables.classifications.schema
    schema = Schema(
      Tables.requests.schema.selecting(requestColumns).fields
        + classes.map { column in
          guard let index = classSchema.index(of: column.name) else {
            preconditionFailure("no column \(column.name)")
          }
          return Field(column.as, classSchema.fields[index].type)
        } + [Field("matter_id", .int64)])
  }

  /// Reads the requests of some months, or those with some ids.
  ///
  /// - Parameters:
  ///   - months: Months as year × 12 + month − 1; nil for all.
  ///   - ids: The requests wanted; nil for all.
  func read(months: ClosedRange<Int>? = nil, ids: Set<Int64>? = nil) throws -> RecordBatch {
    var output = RecordBatch(schema: schema)
    var range: ColumnRange?
    if let ids {
      guard let least = ids.min(), let most = ids.max() else { return output }
      range = ColumnRange("request_id", least...most)
    }
    let classes = try classRows(months: months, range: range, ids: ids)
    let matters = try matterIDs(months: months, range: range, ids: ids)
    try lake.scan(
      Tables.requests.name, columns: requestColumns, months: months, where: range
    ) { batch, _ in
      var rows = batch
      if let ids {
        let values = batch.int64s("request_id").values
        let kept = values.indices.filter { ids.contains(values[$0]) }
        if kept.isEmpty { return }
        if kept.count < batch.rowCount { rows = batch.gathering(kept) }
      }
      output.append(contentsOf: join(rows, classes, matters))
    }
    return output
  }

  /// Classes of the requests wanted, and where each request's row is.
  private func classRows(months: ClosedRange<Int>?, range: ColumnRange?, ids: Set<Int64>?) throws
    -> (batch: RecordBatch, rows: [Int64: Int])
  {
    if classColumns.isEmpty && decidedColumns.isEmpty {
      return (RecordBatch(schema: Schema([Field("request_id", .int64)])), [:])
    }
    let wanted = ["request_id", "part"] + classColumns.map(\.name) + decidedColumns
    var output = RecordBatch(schema: Tables.classifications.schema.selecting(wanted))
    try lake.scan(
      Tables.classifications.name, columns: wanted, months: months, where: range
    ) { batch, _ in
      let values = batch.int64s("request_id").values
      let parts = batch.int32s("part").values
      let kept = values.indices.filter {
        parts[$0] == 0 && (ids?.contains(values[$0]) ?? true)
      }
      output.append(
        contentsOf: kept.count == batch.rowCount ? batch : batch.gathering(kept))
    }
    var rows: [Int64: Int] = [:]
    rows.reserveCapacity(output.rowCount)
    for (row, id) in output.int64s("request_id").values.enumerated() { rows[id] = row }
    return (output, rows)
  }

  private func matterIDs(months: ClosedRange<Int>?, range: ColumnRange?, ids: Set<Int64>?) throws
    -> [Int64: Int64]
  {
    var matters: [Int64: Int64] = [:]
    try lake.scan(
      Tables.matterRequests.name, columns: ["request_id", "part", "matter_id"], months: months,
      where: range
    ) { batch, _ in
      let values = batch.int64s("request_id").values
      let parts = batch.int32s("part").values
      let owners = batch.int64s("matter_id").values
      for row in values.indices where parts[row] == 0 && (ids?.contains(values[row]) ?? true) {
        matters[values[row]] = owners[row]
      }
    }
    return matters
  }

  private func join(
    _ requests: RecordBatch, _ classes: (batch: RecordBatch, rows: [Int64: Int]),
    _ matters: [Int64: Int64]
  ) -> RecordBatch {
    let ids = requests.int64s("request_id").values
    var columns = requests.columns
    let found = ids.map { classes.rows[$0] }
    for name in decidedColumns {
      guard let place = requests.schema.index(of: name) else { continue }
      columns[place] = .string(
        Self.decided(classes.batch.strings(name), found, else: requests.strings(name)))
    }
    for column in classColumns {
      columns.append(classes.batch[column.name].gathering(optional: found))
    }
    var owners = ValueColumn<Int64>()
    for id in ids { owners.append(matters[id], zero: 0) }
    columns.append(.int64(owners))
    return RecordBatch(schema: schema, columns: columns)
  }

  /// The classification's word, else the platform's.
  private static func decided(
    _ decided: StringColumn, _ rows: [Int?], else given: StringColumn
  ) -> StringColumn {
    var column = StringColumn()
    for (row, place) in rows.enumerated() {
      if let place, decided.validity.isValid(place) {
        decided.withBytes(place) { column.append(utf8: $0) }
      } else if given.validity.isValid(row) {
        given.withBytes(row) { column.append(utf8: $0) }
      } else {
        column.appendNull()
      }
    }
    return column
  }
}
