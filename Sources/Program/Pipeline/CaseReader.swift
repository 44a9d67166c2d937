internal import Columns
internal import Complaints
internal import Lake

/// Reads the matters that this run touched, with all their members and latest states.
final class CaseReader {
  private let context: RunContext
  /// The requests that this run saw for the first time or saw change.
  private var touched: Set<Int64> = []
  /// Those of them that are new.
  private(set) var newRequests: Set<Int64> = []
  /// Those on which people decided.
  private(set) var decidedRequests: Set<Int64> = []

  init(_ context: RunContext) { self.context = context }

  /// The cases of all matters one of whose requests is new or changed its state.
  func touchedCases() throws -> CaseMembers {
    try findTouched()
    let ids = try membersOfTouchedMatters()
    let batch = try RequestJoin(
      context.store.lake, requests: CaseMembers.requestColumns, classes: CaseMembers.classColumns
    ).read(ids: ids)
    return CaseMembers(batch, states: try latestStates(ids), context: context)
  }

  /// The numbers of all matters, as people use them.
  func matterNumbers() throws -> [Int64: String] {
    var numbers: [Int64: String] = [:]
    try context.store.lake.scan(
      Tables.matters.name, columns: ["matter_id", "matter_no"]
    ) { batch, _ in
      let texts = batch.strings("matter_no")
      for (row, id) in batch.int64s("matter_id").values.enumerated() {
        numbers[id] = texts.text(row)
      }
    }
    return numbers
  }

  private func findTouched() throws {
    try RunRows(context).forEachBatch(
      of: Tables.requestStates, columns: ["request_id", "revision"]
    ) { batch in
      let ids = batch.int64s("request_id").values
      let revisions = batch.int32s("revision").values
      for row in ids.indices {
        touched.insert(ids[row])
        if revisions[row] == 0 { newRequests.insert(ids[row]) }
      }
    }
    decidedRequests = try RunRows(context).decidedIDs()
    touched.formUnion(decidedRequests)
  }

  private func membersOfTouchedMatters() throws -> Set<Int64> {
    var owners: Set<Int64> = []
    let columns = ["request_id", "matter_id"]
    guard let least = touched.min(), let most = touched.max() else { return [] }
    try context.store.lake.scan(
      Tables.matterRequests.name, columns: columns, where: ColumnRange("request_id", least...most)
    ) { batch, _ in
      let matters = batch.int64s("matter_id").values
      for (row, id) in batch.int64s("request_id").values.enumerated() where touched.contains(id) {
        owners.insert(matters[row])
      }
    }
    var members: Set<Int64> = []
    guard let first = owners.min(), let last = owners.max() else { return [] }
    try context.store.lake.scan(
      Tables.matterRequests.name, columns: columns, where: ColumnRange("matter_id", first...last)
    ) { batch, _ in
      let ids = batch.int64s("request_id").values
      for (row, owner) in batch.int64s("matter_id").values.enumerated()
      where owners.contains(owner) { members.insert(ids[row]) }
    }
    return members
  }

  private func latestStates(_ ids: Set<Int64>) throws -> [Int64: MatterCase.SourceState] {
    var states: [Int64: MatterCase.SourceState] = [:]
    guard let least = ids.min(), let most = ids.max() else { return states }
    try context.store.lake.scan(
      Tables.requestStates.name,
      columns: [
        "request_id", "revision", "status", "source_unit", "source_due_at", "accepted_at",
        "closed_at",
      ], where: ColumnRange("request_id", least...most)
    ) { batch, _ in
      let revisions = batch.int32s("revision").values
      let statuses = batch.strings("status")
      let units = batch.strings("source_unit")
      let dues = batch.int64s("source_due_at")
      let accepted = batch.int64s("accepted_at")
      let closed = batch.int64s("closed_at")
      for (row, id) in batch.int64s("request_id").values.enumerated() where ids.contains(id) {
        if let known = states[id], known.revision > revisions[row] { continue }
        states[id] = MatterCase.SourceState(
          revision: revisions[row], status: statuses[row].flatMap(RequestStatus.init(rawValue:)),
          unit: units[row], dueAt: dues[row], acceptedAt: accepted[row], closedAt: closed[row])
      }
    }
    return states
  }
}
