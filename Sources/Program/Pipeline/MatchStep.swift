internal import Columns
internal import Complaints
internal import Lake
internal import Matching
internal import Vault

/// Joins the run's requests to matters, and keeps the matters' own rows up to date.
struct MatchStep {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Matches the run's new requests against those of the window.
  func run() throws {
    let changed = try RunRows(context).changedIDs()
    let join = RequestJoin(
      context.store.lake, requests: MatchRows.requestColumns, classes: MatchRows.classColumns)
    var detail = StepDetail([
      "requests": 0, "joined": 0, "opened": 0, "matters_touched": 0,
    ])
    let commit = context.store.lake.begin()
    if !changed.isEmpty {
      let window = try join.read(months: months(of: changed))
      try match(window, changed: changed, commit, &detail)
    }
    try context.commit(commit, step: .match, detail: detail)
  }

  private func match(
    _ window: RecordBatch, changed: Set<Int64>, _ commit: LakeCommit, _ detail: inout StepDetail
  ) throws {
    let ids = window.int64s("request_id").values
    let owners = window.int64s("matter_id")
    let known = ids.indices.filter { owners[$0] != nil }
    let new = ids.indices.filter { owners[$0] == nil && changed.contains(ids[$0]) }
    let matcher = MatterMatcher(
      taxonomy: context.city.taxonomy, gazetteer: context.city.gazetteer,
      windowDays: context.definition.matchWindowDays)
    let result = matcher.match(
      known: window.gathering(known), new: window.gathering(new), runID: context.run.runID)
    try commit.append(Tables.matterRequests.name, result.links)
    try commit.append(Tables.matterChanges.name, result.changes)
    var touched = Set(result.links.int64s("matter_id").values)
    for row in known where changed.contains(ids[row]) {
      if let owner = owners[row] { touched.insert(owner) }
    }
    try summarise(touched, window, result.links, commit)
    let opened = result.links.strings("relation")
    detail["requests"] = new.count
    detail["opened"] =
      (0..<opened.count).filter {
        opened.text($0) == Relation.first.rawValue
      }.count
    detail["joined"] = new.count - detail["opened"]
    detail["matters_touched"] = touched.count
  }

  /// Writes the rows of the matters that gained or changed a member.
  private func summarise(
    _ touched: Set<Int64>, _ window: RecordBatch, _ links: RecordBatch, _ commit: LakeCommit
  ) throws {
    var joined: [Int64: Int64] = [:]
    let linkIDs = links.int64s("request_id").values
    let linkOwners = links.int64s("matter_id").values
    for row in linkIDs.indices { joined[linkIDs[row]] = linkOwners[row] }
    let ids = window.int64s("request_id").values
    var owners = window.int64s("matter_id")
    var outside = touched
    var rows: [Int] = []
    for row in ids.indices {
      guard let owner = owners[row] ?? joined[ids[row]], touched.contains(owner) else { continue }
      rows.append(row)
      outside.remove(ids[row])
    }
    owners = ValueColumn(ids.map { joined[$0] ?? 0 })
    var members = window.gathering(rows)
    members["matter_id"] = .int64(
      ValueColumn(
        rows.map { row in window.int64s("matter_id")[row] ?? owners.values[row] }))
    members.append(contentsOf: try earlierMembers(of: touched, besides: Set(ids)))
    let matters = MatterSummary.rows(members: members, runID: context.run.runID)
    let earlier = try matterPlaces(touched)
    try commit.replace(Tables.matters.name, matters, key: "matter_id", earlier: earlier)
  }

  /// The members of matters that were received before the window.
  private func earlierMembers(of matters: Set<Int64>, besides window: Set<Int64>) throws
    -> RecordBatch
  {
    var ids: Set<Int64> = []
    try context.store.lake.scan(
      Tables.matterRequests.name, columns: ["request_id", "matter_id"]
    ) { batch, _ in
      let requests = batch.int64s("request_id").values
      let owners = batch.int64s("matter_id").values
      for row in requests.indices
      where matters.contains(owners[row]) && !window.contains(requests[row]) {
        ids.insert(requests[row])
      }
    }
    return try RequestJoin(
      context.store.lake, requests: MatchRows.requestColumns, classes: MatchRows.classColumns
    ).read(ids: ids)
  }

  private func matterPlaces(_ matters: Set<Int64>) throws -> RunRows.Places {
    var places: RunRows.Places = [:]
    try context.store.lake.scan(Tables.matters.name, columns: ["matter_id"]) { batch, origin in
      for (row, id) in batch.int64s("matter_id").values.enumerated() where matters.contains(id) {
        places[id] = RecordSettlement.Position(
          dataFileID: origin.dataFileID, row: origin.rows[row])
      }
    }
    return places
  }

  /// The months that the window before the run's requests reaches into.
  private func months(of ids: Set<Int64>) -> ClosedRange<Int> {
    let days = ids.map { Int32($0 >> 48) + RequestID.epoch }
    let first = (days.min() ?? context.date) - Int32(context.definition.matchWindowDays)
    return Months.range(first, days.max() ?? context.date)
  }
}
