internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Vault

/// Mended rows of records that a later file has spoken of since: what came later stays.
///
/// Such a row never changes what a record says now. Its state takes its place among the states
/// seen, and a record that says the same since then is dated back to the mended row. Each late row
/// is a commit of its own, before that of all others: one that a killed attempt wrote is known by
/// the run's name, and counted as it was.
struct LateRows {
  fileprivate typealias Position = RecordSettlement.Position

  /// A state of a record as the lake holds it.
  fileprivate struct State {
    let fileID: Int64
    let position: Position
    let batch: RecordBatch
    let row: Int
  }

  /// What is known of a record that a mended row speaks of.
  private struct Known {
    let requestID: Int64
    let contentHash: Int64
    let stateHash: Int64
    /// Whether an attempt of this run that was killed has dated it back.
    var isDated = false
    var fileID: Int64 = 0
    var fileRow: Int32 = 0
    var position: Position?
    /// In the order of revisions.
    var states: [State] = []
  }

  private let context: RunContext
  private let order: [Int64: Int64]
  private let forgotten: ForgottenRequests

  init(_ context: RunContext) throws {
    self.context = context
    forgotten = try context.store.vault.forgotten()
    order = try context.store.ledger.fileOrder()
  }

  /// Takes the rows out of batches of one file that are late, and writes what they still say.
  ///
  /// - Returns: The other rows, and how many late ones said something new and how many did not.
  func settle(_ batches: [IntakeBatch], ofFile fileID: Int64) throws -> (
    rest: [IntakeBatch], updated: Int, unchanged: Int
  ) {
    var rest: [IntakeBatch] = []
    var (updated, unchanged) = (0, 0)
    for batch in batches {
      let known = try find(batch)
      let late = batch.keys.indices.filter { row in
        known[batch.keys[row]].map {
          isLate($0, batch, row, fileID) || isOurs($0, fileID)
        } ?? false
      }
      if late.isEmpty {
        rest.append(batch)
        continue
      }
      let kept = Set(late)
      rest.append(batch.gathering(batch.keys.indices.filter { !kept.contains($0) }))
      rest[rest.count - 1].rejects = batch.rejects
      // Rows of one record follow each other: each sees what the one before it wrote.
      for row in late {
        let known = try find(batch.gathering([row]))[batch.keys[row]]
        let wasWritten = known.map { isOurs($0, fileID) } ?? false
        let isNew = try write(batch.gathering([row]), known, fileID) || wasWritten
        if isNew { updated += 1 } else { unchanged += 1 }
      }
    }
    return (rest, updated, unchanged)
  }

  private func isLate(_ known: Known, _ batch: IntakeBatch, _ row: Int, _ fileID: Int64) -> Bool {
    let own = order[fileID] ?? .max
    let line = batch.requests.int32s("file_row").values[row]
    if known.fileID == fileID ? known.fileRow > line : (order[known.fileID] ?? 0) > own {
      return true
    }
    return known.states.contains { $0.fileID != fileID && (order[$0.fileID] ?? 0) > own }
  }

  /// Whether an attempt of this run that was killed has written what late rows of a file say.
  private func isOurs(_ known: Known, _ fileID: Int64) -> Bool {
    known.isDated && known.fileID == fileID
      || known.states.contains { $0.fileID == fileID && $0.runID == context.run.runID }
  }

  // MARK: - What is known

  private func find(_ batch: IntakeBatch) throws -> [Int64: Known] {
    let contents = try context.store.vault.lookup(keys: batch.keys)
    let states = try context.store.vault.lookup(keys: batch.keys.map { ~$0 })
    var known: [Int64: Known] = [:]
    var keys: [Int64: Int64] = [:]
    for (index, key) in batch.keys.enumerated() {
      guard let content = contents[index], let state = states[index] else { continue }
      known[key] = Known(
        requestID: content.requestID, contentHash: content.contentHash,
        stateHash: state.contentHash)
      keys[content.requestID] = key
    }
    try scan(Tables.requests, ["request_id", "file_id", "file_row", "run_id"], keys) {
      key, batch, row, position in
      known[key]?.isDated = batch.strings("run_id").text(row) == context.run.runID
      known[key]?.fileID = batch.int64s("file_id").values[row]
      known[key]?.fileRow = batch.int32s("file_row").values[row]
      known[key]?.position = position
    }
    try scan(Tables.requestStates, Tables.requestStates.schema.fields.map(\.name), keys) {
      key, batch, row, position in
      known[key]?.states.append(
        State(
          fileID: batch.int64s("file_id").values[row], position: position, batch: batch, row: row))
    }
    for key in known.keys {
      known[key]?.states.sort { $0.revision < $1.revision }
    }
    return known
  }

  /// Calls `body` with the rows of a table about some requests, given with their keys.
  private func scan(
    _ table: TableDefinition, _ columns: [String], _ keys: [Int64: Int64],
    _ body: (Int64, RecordBatch, Int, Position) -> Void
  ) throws {
    guard let least = keys.keys.min(), let most = keys.keys.max() else { return }
    try context.store.lake.scan(
      table.name, columns: columns, where: ColumnRange("request_id", least...most)
    ) { batch, origin in
      for (row, id) in batch.int64s("request_id").values.enumerated() {
        guard let key = keys[id] else { continue }
        body(key, batch, row, Position(dataFileID: origin.dataFileID, row: origin.rows[row]))
      }
    }
  }

  // MARK: - What is written

  /// Writes what a late row still says; false where that is nothing.
  private func write(_ batch: IntakeBatch, _ known: Known?, _ fileID: Int64) throws -> Bool {
    guard let known, let position = known.position else { return false }
    let lake = context.store.lake.begin()
    let vault = try context.store.vault.begin()
    do {
      let isDated =
        known.contentHash == batch.contentHashes[0]
        && (known.fileID != fileID || known.fileRow > batch.requests.int32s("file_row").values[0])
      if isDated { try date(batch, known, position, lake, vault) }
      let revisions = try insert(batch, known, fileID, lake)
      if !isDated && revisions == nil {
        lake.rollback()
        vault.rollback()
        return false
      }
      if let revisions {
        vault.appendKnown(
          keys: [~batch.keys[0], batch.keys[0]], requestIDs: [Int64(revisions), known.requestID],
          contentHashes: [known.stateHash, known.contentHash])
      }
      try lake.writeFiles()
      try vault.stage()
      _ = try lake.commit(message: "replay \(context.run.runID)", at: context.now()) {
        connection in try vault.record(in: connection)
      }
      try vault.finish()
      return true
    } catch {
      lake.rollback()
      vault.rollback()
      throw error
    }
  }

  /// Dates a record back to the mended row, whose person counts.
  private func date(
    _ batch: IntakeBatch, _ known: Known, _ position: Position, _ lake: LakeCommit,
    _ vault: VaultCommit
  ) throws {
    let id = Column.int64(ValueColumn([known.requestID]))
    var requests = batch.requests
    requests["request_id"] = id
    try lake.update(
      Tables.requests.name, requests, replacing: [(position.dataFileID, position.row)])
    var (identities, spans) = (batch.identities, batch.spans)
    func ids(_ count: Int) -> Column {
      .int64(ValueColumn(Array(repeating: known.requestID, count: count)))
    }
    identities["request_id"] = ids(identities.rowCount)
    spans["request_id"] = ids(spans.rowCount)
    if forgotten.keepsIdentity(of: known.requestID) { try vault.appendIdentities(identities) }
    if forgotten.keepsSpans(of: known.requestID) { try vault.appendSpans(spans) }
  }

  /// Puts the row's state among those seen, and numbers the later ones anew.
  ///
  /// - Returns: The last revision; nil where nothing was written.
  private func insert(
    _ batch: IntakeBatch, _ known: Known, _ fileID: Int64, _ lake: LakeCommit
  ) throws -> Int32? {
    let own = order[fileID] ?? .max
    let isRowLate =
      known.fileID == fileID && known.fileRow > batch.requests.int32s("file_row").values[0]
    let place = known.states.count { state in
      let other = order[state.fileID] ?? 0
      return isRowLate ? other < own : other <= own
    }
    let columns = Tables.requestStates.schema.fields.map(\.name).filter {
      !["request_id", "received_on", "revision", "seen_at", "file_id", "run_id"].contains($0)
    }
    func isSame(_ state: State) -> Bool {
      columns.allSatisfy { state.batch.value($0, state.row) == batch.states.value($0, 0) }
    }
    if place > 0, isSame(known.states[place - 1]) { return nil }
    var new = batch.states
    new["request_id"] = .int64(ValueColumn([known.requestID]))
    new["revision"] = .int32(ValueColumn([Int32(place)]))
    let last = Int32(known.states.count)
    if place < known.states.count, isSame(known.states[place]) {
      let next = known.states[place].position
      try lake.update(
        Tables.requestStates.name, new, replacing: [(next.dataFileID, next.row)])
      return last - 1
    }
    for (index, state) in known.states[place...].enumerated() {
      var moved = state.batch.gathering([state.row])
      moved["revision"] = .int32(ValueColumn([Int32(place + index + 1)]))
      try lake.update(
        Tables.requestStates.name, moved,
        replacing: [(state.position.dataFileID, state.position.row)])
    }
    try lake.append(Tables.requestStates.name, new)
    return last
  }
}

extension LateRows.State {
  fileprivate var revision: Int32 { batch.int32s("revision").values[row] }
  fileprivate var runID: String { batch.strings("run_id").text(row) }
}
