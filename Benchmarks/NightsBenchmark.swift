internal import Bytes
internal import Columns
internal import Complaints
internal import Lake
internal import Pipeline
internal import Vault

/// Commits night after night through lake and vault, compaction included: no night may cost more
/// for the nights before it.
struct NightsBenchmark {
  private let folder: String
  private let nightCount: Int
  private let rowCount: Int
  private let synthetic = SyntheticComplaints(contentSize: 60)
  private let firstDay = CivilTime.days(year: 2016, month: 7, day: 1)
  /// Of the requests of the last nights, how many a night changes.
  private let changedShare = 20
  private let changedNights = 40

  /// What one night took.
  private struct Night {
    var open = 0.0
    var commit = 0.0
    var commitCPU = 0.0
    var compact = 0.0
    var compactCPU = 0.0
    var total: Double { commit + compact }
    var totalCPU: Double { commitCPU + compactCPU }
  }

  init(_ options: BenchmarkOptions) throws(BenchmarkFault) {
    folder = try options.required("--folder")
    nightCount = try options.count("--nights") ?? 3650
    rowCount = try options.count("--rows") ?? 2000
  }

  func run() throws {
    try FileSystem.removeTree(folder)
    let workspace = try Workspace(path: folder)
    var nights: [Night] = []
    for night in 0..<nightCount {
      nights.append(try run(night, workspace))
      if (night + 1) % 100 == 0 { try report(nights, workspace) }
    }
    try report(nights, workspace)
    try check(workspace)
  }

  private func run(_ night: Int, _ workspace: Workspace) throws -> Night {
    var times = Night()
    let opening = Stopwatch()
    let store = try Store(workspace)
    times.open = opening.wall
    let day = firstDay + Int32(night)
    let time = CivilTime.format(CivilTime.timestamp(day + 1, hour: 2)) + ".000000+00"
    let committing = Stopwatch()
    try commit(night, day, store, at: time)
    (times.commit, times.commitCPU) = (committing.wall, committing.cpu)
    let compacting = Stopwatch()
    let upkeep = StoreUpkeep(store)
    _ = try upkeep.compact(on: day, now: time)
    _ = try upkeep.expire(olderThan: nil, now: time)
    (times.compact, times.compactCPU) = (compacting.wall, compacting.cpu)
    return times
  }

  private func commit(_ night: Int, _ day: Int32, _ store: Store, at time: String) throws {
    let run = "nightly-\(CivilTime.format(day: day))"
    let numbers = (0..<rowCount).map { (number: night * rowCount + $0, day: day) }
    let changed = changedNumbers(night)
    let lake = store.lake.begin()
    let vault = try store.vault.begin()
    do {
      try lake.append(Tables.requests.name, synthetic.requests(numbers, run: run))
      try update(changed, run, store.lake, lake)
      for table in [Tables.requestStates, Tables.classifications, Tables.matterRequests] {
        try lake.append(table.name, synthetic.about(table, numbers, run: run))
      }
      try lake.append(
        Tables.requestStates.name, synthetic.about(Tables.requestStates, changed, run: run))
      for table in [Tables.matters, Tables.assignments, Tables.assignmentClocks] {
        let rows = Array(numbers.prefix(rowCount / 2))
        try lake.append(table.name, synthetic.about(table, rows, run: run))
      }
      try replaceCounts(day, run, store.lake, lake)
      try vault.appendIdentities(identities(numbers))
      let ids = numbers.map { SyntheticComplaints.requestID($0.number, day: $0.day) }
      let keys = numbers.map { Int64(SyntheticComplaints.mix($0.number, 13)) }
      for known in try store.vault.lookup(keys: keys) where known != nil {
        throw BenchmarkFault("a new record is known already")
      }
      vault.appendKnown(keys: keys, requestIDs: ids, contentHashes: keys)
      try vault.stage()
      _ = try lake.commit(message: run, at: time) { try vault.record(in: $0) }
      try vault.finish()
    } catch {
      vault.rollback()
      lake.rollback()
      throw error
    }
  }

  /// The requests of earlier nights that this night changes.
  private func changedNumbers(_ night: Int) -> [(number: Int, day: Int32)] {
    (0..<rowCount / changedShare).compactMap { index in
      let back = SyntheticComplaints.mix(night * 1000 + index, 14) % changedNights + 1
      if back > night { return nil }
      // One request in so many is changed at most once a night.
      let number = (night - back) * rowCount + index * changedShare
      return (number, firstDay + Int32(night - back))
    }
  }

  private func update(
    _ changed: [(number: Int, day: Int32)], _ run: String, _ lake: Lake, _ commit: LakeCommit
  ) throws {
    var wanted: [Int64: Int] = [:]
    for (index, row) in changed.enumerated() {
      wanted[SyntheticComplaints.requestID(row.number, day: row.day)] = index
    }
    guard let least = wanted.keys.min(), let most = wanted.keys.max() else { return }
    var rows: [(number: Int, day: Int32)] = []
    var origins: [(dataFileID: Int64, row: Int)] = []
    try lake.scan(
      Tables.requests.name, columns: ["request_id"], where: ColumnRange("request_id", least...most)
    ) { batch, origin in
      for (row, id) in batch.int64s("request_id").values.enumerated() {
        guard let index = wanted[id] else { continue }
        rows.append(changed[index])
        origins.append((origin.dataFileID, origin.rows[row]))
      }
    }
    guard rows.count == wanted.count else {
      throw BenchmarkFault("\(rows.count) rows were found of \(wanted.count)")
    }
    try commit.update(
      Tables.requests.name, synthetic.requests(rows, run: run), replacing: origins)
  }

  /// Counts the last 31 days anew, as the trends of a night do.
  private func replaceCounts(_ day: Int32, _ run: String, _ lake: Lake, _ commit: LakeCommit) throws
  {
    let days = max(firstDay, day - 30)...day
    try lake.scan(
      Tables.dailyCounts.name, columns: ["day"],
      where: ColumnRange("day", Int64(days.lowerBound)...Int64(days.upperBound))
    ) { batch, origin in
      let values = batch.int32s("day").values
      let old = values.indices.filter { days.contains(values[$0]) }
      if old.isEmpty { return }
      try commit.delete(
        Tables.dailyCounts.name, dataFileID: origin.dataFileID, rows: old.map { origin.rows[$0] })
    }
    let rows = days.flatMap { day in (0..<50).map { (number: $0, day: day) } }
    try commit.append(
      Tables.dailyCounts.name, synthetic.about(Tables.dailyCounts, rows, run: run))
  }

  private func identities(_ numbers: [(number: Int, day: Int32)]) -> RecordBatch {
    let count = numbers.count
    return RecordBatch(
      schema: Vault.identitiesSchema,
      columns: Vault.identitiesSchema.fields.map { field in
        switch field.name {
        case "request_id":
          .int64(
            ValueColumn(numbers.map { SyntheticComplaints.requestID($0.number, day: $0.day) }))
        case "person_id":
          .int64(ValueColumn(numbers.map { Int64(SyntheticComplaints.mix($0.number, 5)) }))
        case "phone": .string(StringColumn(numbers.map { "1380000\($0.number % 10_000)" }))
        default: Column(nulls: count, of: field.type)
        }
      })
  }

  // MARK: - Answers

  /// Prints the first 30 nights of all, the first 30 that have as much to change as the later ones,
  /// and the last 30 so far.
  private func report(_ nights: [Night], _ workspace: Workspace) throws {
    let window = max(1, min(30, nights.count / 2))
    func middle(_ part: ArraySlice<Night>, _ value: (Night) -> Double) -> Double {
      let sorted = part.map(value).sorted()
      return (sorted[sorted.count / 2] * 1e5).rounded() / 1e5
    }
    func mean(_ part: ArraySlice<Night>, _ value: (Night) -> Double) -> Double {
      (part.map(value).reduce(0, +) / Double(part.count) * 1e5).rounded() / 1e5
    }
    let (first, last) = (nights.prefix(window), nights.suffix(window))
    let full =
      nights.count > changedNights + window ? nights[changedNights..<changedNights + window] : last
    let year = nights.suffix(365)
    print(
      """
      {"benchmark": "nights", "nights": \(nights.count), "rows": \(rowCount), \
      "commit_s": [\(middle(first) { $0.commit }), \(middle(full) { $0.commit }), \(middle(last) { $0.commit })], \
      "commit_cpu_s": [\(middle(first) { $0.commitCPU }), \(middle(full) { $0.commitCPU }), \(middle(last) { $0.commitCPU })], \
      "with_compact_s": [\(middle(first) { $0.total }), \(middle(full) { $0.total }), \(middle(last) { $0.total })], \
      "with_compact_cpu_s": [\(middle(first) { $0.totalCPU }), \(middle(full) { $0.totalCPU }), \(middle(last) { $0.totalCPU })], \
      "mean_with_compact_cpu_s": [\(mean(first) { $0.totalCPU }), \(mean(year) { $0.totalCPU })], \
      "worst_with_compact_s": [\(first.map(\.total).max() ?? 0), \(year.map(\.total).max() ?? 0)], \
      "open_s": [\(middle(first) { $0.open }), \(middle(full) { $0.open }), \(middle(last) { $0.open })], \
      "lake_files": \(try fileCount(workspace.lake)), \
      "vault_files": \(try fileCount(workspace.vault)), \
      "catalog_bytes": \(try FileSystem.size(workspace.lake + "/catalog.sqlite"))}
      """)
  }

  private func fileCount(_ folder: String) throws -> Int {
    var count = 0
    for name in try FileSystem.list(folder) {
      let path = folder + "/" + name
      count += FileSystem.isFolder(path) ? try fileCount(path) : 1
    }
    return count
  }

  /// Every row must be there, now and as of some nights.
  private func check(_ workspace: Workspace) throws {
    let store = try Store(workspace)
    guard try store.lake.rowCount(Tables.requests.name) == nightCount * rowCount else {
      throw BenchmarkFault("requests are missing")
    }
    let ids = Set(
      try store.lake.readAll(Tables.requests.name, columns: ["request_id"])
        .int64s("request_id").values)
    guard ids.count == nightCount * rowCount else { throw BenchmarkFault("requests are doubled") }
    guard try store.vault.knownRecordCount() >= nightCount * rowCount else {
      throw BenchmarkFault("known records are missing")
    }
    guard try store.lake.rowCount(Tables.dailyCounts.name) == nightCount * 50 else {
      throw BenchmarkFault("daily counts are missing or doubled")
    }
  }
}
