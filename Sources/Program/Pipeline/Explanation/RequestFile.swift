internal import Classification
package import Columns
package import Complaints
internal import Lake

/// All that the store holds about one request: what came in, what was decided and why, and what
/// became of it.
///
/// Reads only, and nothing from the vault.
package struct RequestFile {
  /// The city, for names of codes.
  package let city: CityConfiguration
  /// The row of `requests`.
  package let request: RecordBatch
  /// The rows of `classifications`, the whole first, then the parts.
  package let classes: RecordBatch
  /// What people decided about the request, its matter or its assignments, oldest first.
  package let decisions: RecordBatch
  /// The rows of `request_states`, oldest first.
  package let states: RecordBatch
  /// The rows of `request_changes`, oldest first.
  package let changes: RecordBatch
  /// The row of `matters`; none where the request was not matched yet.
  package let matter: RecordBatch
  /// The rows of `matter_requests` of the matter, in the order of their requests.
  package let members: RecordBatch
  /// Platform, record number and time of the matter's requests, in the same order.
  package let memberRecords: RecordBatch
  /// The rows of `matter_changes`, oldest first.
  package let matterChanges: RecordBatch
  /// The rows of `assignments` of the matter, oldest round first, the lead before those who help.
  package let assignments: RecordBatch
  /// The rows of `assignment_clocks`.
  package let clocks: RecordBatch
  /// The rows of `assignment_events`, oldest first.
  package let events: RecordBatch
  /// How the place was read, as the city's gazetteer reads it today; nil where it finds none or
  /// another than the store has.
  package let placeReason: String?

  /// A request that is asked for and cannot be named.
  package enum Answer {
    case found(RequestFile)
    /// No request has this id or record number.
    case unknown
    /// Several platforms use this record number.
    case ambiguous([(requestID: Int64, platform: String)])
  }

  /// Reads what the store holds about a request.
  ///
  /// - Parameters:
  ///   - workspacePath: The workspace's folder.
  ///   - name: The request's id, or the platform's number of its record where no other platform
  ///     uses it.
  ///   - cityFolder: The city's folder; nil for that of the last run.
  package static func find(workspacePath: String, request name: String, cityFolder: String?) throws
    -> Answer
  {
    let workspace = try Workspace(existing: workspacePath)
    let lake = try Lake.open(folder: workspace.lake, tables: Tables.all, author: "minsheng")
    if let id = Int64(name),
      try lake.lookup(
        Tables.requests.name, key: "request_id", in: [id], columns: ["request_id"]
      ).rowCount == 1
    {
      return .found(try RequestFile(id, lake, cityFolder: cityFolder))
    }
    var found: [(requestID: Int64, platform: String)] = []
    try lake.scan(
      Tables.requests.name, columns: ["request_id", "platform", "source_record_id"],
      where: ColumnRange("source_record_id", equals: name)
    ) { batch, _ in
      let records = batch.strings("source_record_id")
      let wanted = Array(name.utf8)
      for row in 0..<batch.rowCount
      where records.bytes[records.range(row)].elementsEqual(wanted) {
        found.append((batch.int64s("request_id").values[row], batch.strings("platform").text(row)))
      }
    }
    guard let first = found.first else { return .unknown }
    if found.count > 1 { return .ambiguous(found.sorted { $0.requestID < $1.requestID }) }
    return .found(try RequestFile(first.requestID, lake, cityFolder: cityFolder))
  }

  private init(_ id: Int64, _ lake: Lake, cityFolder: String?) throws {
    let city = try lake.city(cityFolder)
    self.city = city
    let rows = TableRows(lake)
    request = try rows.read(Tables.requests, "request_id", [id], orderedBy: [])
    classes = try rows.read(Tables.classifications, "request_id", [id], orderedBy: ["part"])
    states = try rows.read(Tables.requestStates, "request_id", [id], orderedBy: ["revision"])
    changes = try rows.read(
      Tables.requestChanges, "request_id", [id], orderedBy: ["seen_at", "field"])
    let link = try rows.read(Tables.matterRequests, "request_id", [id], orderedBy: ["part"])
    let matterIDs = Set(link.int64s("matter_id").values.prefix(1))
    matter = try rows.read(Tables.matters, "matter_id", matterIDs, orderedBy: [])
    members = try rows.read(
      Tables.matterRequests, "matter_id", matterIDs, orderedBy: ["received_on", "request_id"])
    memberRecords = try rows.read(
      Tables.requests, "request_id", Set(members.int64s("request_id").values),
      orderedBy: ["received_on", "request_id"],
      columns: ["request_id", "received_on", "platform", "source_record_id", "received_at"])
    matterChanges = try rows.read(
      Tables.matterChanges, "matter_id", matterIDs, orderedBy: ["at", "change"])
    assignments = try rows.read(
      Tables.assignments, "matter_id", matterIDs, orderedBy: ["round", "role", "assignment_id"])
    let assignmentIDs = Set(assignments.int64s("assignment_id").values)
    clocks = try rows.read(
      Tables.assignmentClocks, "assignment_id", assignmentIDs, orderedBy: ["due_at", "clock"])
    events = try rows.read(
      Tables.assignmentEvents, "assignment_id", assignmentIDs, orderedBy: ["at", "event"])
    decisions = try rows.decisions(
      request: id, others: matterIDs.union(assignmentIDs))
    placeReason = Classifier(city: city, model: nil).placeReason(
      request, found: classes.rowCount > 0 ? classes.strings("place_id")[0] : nil)
  }
}

/// Rows of tables about some ids, in an order of their own.
private struct TableRows {
  private let lake: Lake

  init(_ lake: Lake) { self.lake = lake }

  func read(
    _ table: TableDefinition, _ key: String, _ ids: Set<Int64>, orderedBy order: [String],
    columns: [String]? = nil
  ) throws -> RecordBatch {
    let columns = columns ?? table.schema.fields.map(\.name)
    let batch = try lake.lookup(table.name, key: key, in: ids, columns: columns)
    return Self.sorted(batch, by: order)
  }

  /// The decisions about a request, and about its matter and assignments.
  func decisions(request: Int64, others: Set<Int64>) throws -> RecordBatch {
    let whole = String(request)
    let ids = Set(others.map { String($0) })
    var output = RecordBatch(schema: Tables.decisions.schema)
    try lake.scan(
      Tables.decisions.name, columns: Tables.decisions.schema.fields.map(\.name)
    ) { batch, _ in
      let subjects = batch.strings("subject")
      let keys = batch.strings("subject_id")
      let rows = (0..<batch.rowCount).filter { row in
        subjects.text(row) == PersonDecisions.subject
          ? keys.text(row).prefix { $0 != "/" } == whole : ids.contains(keys.text(row))
      }
      output.append(contentsOf: batch.gathering(rows))
    }
    return Self.sorted(output, by: ["at"])
  }

  /// Rows by some columns of numbers or texts, equal ones as they came.
  private static func sorted(_ batch: RecordBatch, by order: [String]) -> RecordBatch {
    if order.isEmpty { return batch }
    let columns = order.map { batch[$0] }
    let rows = (0..<batch.rowCount).sorted { left, right in
      for column in columns {
        switch (column[left], column[right]) {
        case (.int(let first), .int(let second)) where first != second: return first < second
        case (.string(let first), .string(let second)) where first != second:
          return first.utf8.lexicographicallyPrecedes(second.utf8)
        case (.null, .int), (.null, .string): return true
        case (.int, .null), (.string, .null): return false
        default: break
        }
      }
      return left < right
    }
    return batch.gathering(rows)
  }
}
