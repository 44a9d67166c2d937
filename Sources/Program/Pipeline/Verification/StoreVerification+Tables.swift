internal import Bytes
internal import Columns
internal import Complaints
internal import Lake

extension StoreVerification {
  /// Checks that the states of each request are numbered from 0 on.
  func checkStates() throws {
    revisions = Array(repeating: -1, count: requests.values.count)
    var counts = [Int32](repeating: 0, count: requests.values.count)
    var strays = 0
    try lake.scan(Tables.requestStates.name, columns: ["request_id", "revision"]) { batch, _ in
      let numbers = batch.int32s("revision").values
      for (row, id) in batch.int64s("request_id").values.enumerated() {
        guard let rank = requests.rank(of: id) else {
          strays += 1
          continue
        }
        counts[rank] += 1
        revisions[rank] = max(revisions[rank], numbers[row])
      }
    }
    reportStrays(strays, Tables.requestStates, "request_id", "request")
    let wrong = revisions.indices.count { revisions[$0] &+ 1 != counts[$0] || counts[$0] == 0 }
    if wrong > 0 {
      report(
        .revision, Tables.requestStates, column: "revision",
        "\(wrong) requests have states with a gap or a number twice, or none")
    }
  }

  /// Checks that what rows of other tables name is there.
  func checkReferences() throws {
    try checkParts(Tables.classifications, column: "request_id")
    try checkClassifiedParts()
    try checkParts(Tables.matterRequests, column: "request_id")
    try check(Tables.visits, "request_id", isIn: requests, "request")
    try check(Tables.requestChanges, "request_id", isIn: requests, "request")
    let matters = try keys(Tables.matters, "matter_id")
    try check(Tables.matters, "representative_request_id", isIn: requests, "request")
    try check(Tables.matterRequests, "matter_id", isIn: matters, "matter")
    try check(Tables.assignments, "matter_id", isIn: matters, "matter")
    let assignments = try keys(Tables.assignments, "assignment_id")
    try check(Tables.assignmentClocks, "assignment_id", isIn: assignments, "assignment")
    try check(Tables.assignmentEvents, "assignment_id", isIn: assignments, "assignment")
  }

  /// The keys of a table, which must differ.
  private func keys(_ table: TableDefinition, _ column: String) throws -> SortedIDs {
    var ids: [Int64] = []
    try lake.scan(table.name, columns: [column]) { batch, _ in
      ids += batch.int64s(column).values
    }
    let keys = SortedIDs(ids)
    reportDuplicates(keys, table, column)
    return keys
  }

  /// Checks a table of which a request has a row for each of its parts.
  private func checkParts(_ table: TableDefinition, column: String) throws {
    var keys: [Int64] = []
    var strays = 0
    try lake.scan(table.name, columns: [column, "part"]) { batch, _ in
      let parts = batch.int32s("part").values
      for (row, id) in batch.int64s(column).values.enumerated() {
        guard let rank = requests.rank(of: id) else {
          strays += 1
          continue
        }
        keys.append(Int64(rank) << 16 | Int64(parts[row] & 0xffff))
      }
    }
    reportStrays(strays, table, column, "request")
    let sorted = SortedIDs(keys)
    guard let first = sorted.firstDuplicate else { return }
    report(
      .duplicateKey, table, column: column,
      "\(sorted.duplicateCount) rows have the request and part of another one, the first "
        + "\(requests.values[Int(first >> 16)])")
  }

  private func check(
    _ table: TableDefinition, _ column: String, isIn ids: SortedIDs, _ what: String
  ) throws {
    var strays = 0
    try lake.scan(table.name, columns: [column]) { batch, _ in
      let values = batch.int64s(column)
      for (row, id) in values.values.enumerated()
      where values.validity.isValid(row) && !ids.contains(id) { strays += 1 }
    }
    reportStrays(strays, table, column, what)
  }

  private func reportStrays(
    _ count: Int, _ table: TableDefinition, _ column: String, _ what: String
  ) {
    if count == 0 { return }
    report(.reference, table, column: column, "\(count) rows name a \(what) that is not there")
  }
}
