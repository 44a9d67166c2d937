internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Vault

/// Decides, for every row of a commit in order, whether its record is new, changed or known as it is.
///
/// Rows come in windows. Of a record that changes again within its window only the last content is
/// written; one whose content was written by an earlier window of the same commit is put off to the
/// next commit, with all that follows of it.
///
/// The vault's index of known records holds two entries for each record: under its key, the request
/// id and the hash of its content; under the complement of its key, the number of its last revision
/// and the hash of its state.
struct RecordSettlement {
  /// Where a committed row lies in the lake.
  struct Position: Equatable {
    let dataFileID: Int64
    let row: Int
  }

  /// How many rows of a batch were what.
  struct Counts {
    var accepted = 0
    var updated = 0
    var unchanged = 0
  }

  /// What a batch contributes to the commit.
  struct Outcome {
    var counts = Counts()
    /// The rows whose request is written, in order.
    var requestRows: [Int] = []
    /// Their settled ids.
    var requestIDs: [Int64] = []
    /// For each, the row of the lake it replaces; empty where none replaces any.
    var replaced: [Position?] = []
    /// The rows whose state is written.
    var stateRows: [Int] = []
    /// Their settled ids.
    var stateIDs: [Int64] = []
    /// Their revision numbers.
    var revisions: [Int32] = []
    /// The rows that change what a known record says.
    var changes: [RequestChanges.Change] = []
    /// The rows that wait for the next commit.
    var deferred: [Int] = []
    /// Whether every row is written as it stands: new, under the id it came with.
    var isPlain = false
  }

  private let vault: Vault
  private let positions: LakePositions
  private var records = TouchedRecords()
  private var window: Int32 = 0

  /// Starts a commit.
  init(vault: Vault, lake: Lake) {
    self.vault = vault
    positions = LakePositions(lake)
  }

  /// Settles the next rows; one outcome for each batch.
  mutating func settle(_ batches: [IntakeBatch]) throws -> [Outcome] {
    window += 1
    let places = try findRecords(batches)
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(batches.count)
    var row = 0
    for (index, batch) in batches.enumerated() {
      var outcome = Outcome()
      outcome.requestRows.reserveCapacity(batch.keys.count)
      for local in 0..<batch.keys.count {
        settle(local, of: batch, at: places[row + local], index, &outcome)
      }
      row += batch.keys.count
      outcomes.append(outcome)
    }
    row = 0
    var updates: Set<Int64> = []
    for index in outcomes.indices {
      let count = batches[index].keys.count
      collect(places[row..<row + count], index, &outcomes[index], &updates)
      row += count
    }
    try findReplaced(updates, &outcomes)
    for index in outcomes.indices { markPlain(&outcomes[index], batches[index]) }
    return outcomes
  }

  /// What the vault's index of known records must learn.
  var known: (keys: [Int64], ids: [Int64], hashes: [Int64]) { records.known }

  /// For each row the place of its record; records met for the first time are looked up, and new
  /// ones get their ids.
  private mutating func findRecords(_ batches: [IntakeBatch]) throws -> [Int32] {
    var places: [Int32] = []
    var missing: [(key: Int64, wanted: Int64)] = []
    let first = records.count
    for batch in batches {
      let wanted = batch.requests.int64s("request_id").values
      for (row, key) in batch.keys.enumerated() {
        places.append(Int32(truncatingIfNeeded: records.place(of: key, adding: wanted[row])))
        if records.count > first + missing.count { missing.append((key, wanted[row])) }
      }
    }
    let keys = missing.map(\.key)
    if try vault.knownRecordCount() > 0 {
      let contents = try vault.lookup(keys: keys)
      let states = try vault.lookup(keys: keys.map { ~$0 })
      for index in keys.indices {
        guard let content = contents[index] else { continue }
        records.setCommitted(
          first + index, requestID: content.requestID, contentHash: content.contentHash,
          stateHash: states[index]?.contentHash ?? 0,
          revision: Int32(truncatingIfNeeded: states[index]?.requestID ?? -1))
      }
    }
    try giveIDs(from: first)
    return places
  }

  /// Gives new records their ids; a clash takes the next free value of its day.
  private mutating func giveIDs(from first: Int) throws {
    var wanted: Set<Int64> = []
    if try !positions.isEmpty {
      for place in first..<records.count where !records.isCommitted(place) {
        wanted.insert(records.requestID(place))
      }
    }
    let taken = try positions.taken(among: wanted)
    for place in first..<records.count where !records.isCommitted(place) {
      var id = records.requestID(place)
      var isTaken = taken.contains(id)
      while isTaken || !records.reserve(id, for: place) {
        id = RequestID.next(after: id)
        isTaken = try !positions.taken(among: [id]).isEmpty
      }
    }
  }

  private mutating func settle(
    _ row: Int, of batch: IntakeBatch, at place: Int32, _ index: Int, _ outcome: inout Outcome
  ) {
    let place = Int(place)
    let before = records.origin(place)
    let change = records.take(
      place, content: batch.contentHashes[row], state: batch.stateHashes[row],
      from: .init(window: window, batch: Int32(index), row: Int32(row)))
    switch change {
    case .deferred:
      outcome.deferred.append(row)
      return
    case .none: outcome.counts.unchanged += 1
    case .new: outcome.counts.accepted += 1
    case .state: outcome.counts.updated += 1
    case .content, .both:
      outcome.counts.updated += 1
      outcome.changes.append(
        .init(
          batch: index, row: row, requestID: records.requestID(place),
          before: before == .none ? nil : (Int(before.batch), Int(before.row))))
    }
    if change == .new || change == .state || change == .both {
      outcome.stateRows.append(row)
      outcome.stateIDs.append(records.requestID(place))
      outcome.revisions.append(records.revision(place))
    }
  }

  /// Puts every record's newest content where its batch will write it.
  private func collect(
    _ places: ArraySlice<Int32>, _ index: Int, _ outcome: inout Outcome,
    _ updates: inout Set<Int64>
  ) {
    for (row, place) in places.enumerated() {
      let place = Int(place)
      let origin = TouchedRecords.Origin(window: window, batch: Int32(index), row: Int32(row))
      guard records.origin(place) == origin else { continue }
      outcome.requestRows.append(row)
      outcome.requestIDs.append(records.requestID(place))
      if records.isCommitted(place) { updates.insert(records.requestID(place)) }
    }
  }

  private func findReplaced(_ updates: Set<Int64>, _ outcomes: inout [Outcome]) throws {
    if updates.isEmpty { return }
    let found = try positions.find(updates)
    for index in outcomes.indices {
      outcomes[index].replaced = outcomes[index].requestIDs.map {
        updates.contains($0) ? found[$0] : nil
      }
    }
  }

  private func markPlain(_ outcome: inout Outcome, _ batch: IntakeBatch) {
    outcome.isPlain =
      outcome.counts.accepted == batch.keys.count
      && outcome.requestRows.count == batch.keys.count
      && outcome.requestIDs == batch.requests.int64s("request_id").values
  }
}
