internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Vault

/// Decides, for every row of a commit in order, whether its record is new, changed or known as it is.
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
    /// The rows whose request is written, in order.
    var requestRows: [Int] = []
    /// Their settled ids.
    var requestIDs: [Int64] = []
    /// For each, the row of the lake it replaces.
    var replaced: [Position?] = []
    /// The rows whose state is written.
    var stateRows: [Int] = []
    /// Their settled ids.
    var stateIDs: [Int64] = []
    /// Their revision numbers.
    var revisions: [Int32] = []
  }

  /// A record as known so far.
  private struct Known {
    var requestID: Int64
    var contentHash: Int64
    var stateHash: Int64
    var revision: Int32
    /// The batch and row of this commit that hold its newest content.
    var staged: (batch: Int, row: Int)?
    /// Whether the lake holds a row of it.
    var isCommitted: Bool
    /// Whether this commit changes it.
    var isChanged: Bool
  }

  /// The counts of each batch.
  private(set) var counts: [Counts]
  /// What the index of known records is to hold from now on.
  private(set) var known: (keys: [Int64], ids: [Int64], hashes: [Int64]) = ([], [], [])
  private var outcomes: [Outcome]

  /// Settles the rows of a commit.
  init(batches: [IntakeBatch], vault: Vault, lake: Lake) throws {
    counts = Array(repeating: Counts(), count: batches.count)
    outcomes = Array(repeating: Outcome(), count: batches.count)
    let keys = batches.flatMap(\.keys)
    let contents = try vault.lookup(keys: keys)
    let states = try vault.lookup(keys: keys.map { ~$0 })
    var records: [Int64: Known] = [:]
    records.reserveCapacity(keys.count)
    var order: [Int64] = []
    for (index, key) in keys.enumerated() {
      guard records[key] == nil, let content = contents[index] else { continue }
      records[key] = Known(
        requestID: content.requestID, contentHash: content.contentHash,
        stateHash: states[index]?.contentHash ?? 0,
        revision: Int32(truncatingIfNeeded: states[index]?.requestID ?? -1), staged: nil,
        isCommitted: true, isChanged: false)
    }
    let positions = LakePositions(lake)
    var fresh = try FreshIDs(batches: batches, positions: positions)
    for (batchIndex, batch) in batches.enumerated() {
      let wanted = batch.requests.int64s("request_id").values
      for row in 0..<batch.requests.rowCount {
        settle(
          row, of: batchIndex, key: batch.keys[row], content: batch.contentHashes[row],
          state: batch.stateHashes[row], wanted: wanted[row], &fresh, &records, &order)
      }
    }
    try collect(records, order, positions)
  }

  /// What a batch contributes; to be asked once for each batch.
  mutating func takeOutcome(_ batch: Int) -> Outcome {
    let outcome = outcomes[batch]
    outcomes[batch] = Outcome()
    return outcome
  }

  private mutating func settle(
    _ row: Int, of batch: Int, key: Int64, content: Int64, state: Int64, wanted: Int64,
    _ fresh: inout FreshIDs, _ records: inout [Int64: Known], _ order: inout [Int64]
  ) {
    guard var record = records[key] else {
      let id = fresh.take(wanted)
      records[key] = Known(
        requestID: id, contentHash: content, stateHash: state, revision: 0, staged: (batch, row),
        isCommitted: false, isChanged: true)
      order.append(key)
      addState(row, of: batch, id: id, revision: 0)
      counts[batch].accepted += 1
      return
    }
    let contentChanged = record.contentHash != content
    let stateChanged = record.stateHash != state
    guard contentChanged || stateChanged else {
      counts[batch].unchanged += 1
      return
    }
    if !record.isChanged {
      record.isChanged = true
      order.append(key)
    }
    if contentChanged {
      record.contentHash = content
      record.staged = (batch, row)
    }
    if stateChanged {
      record.stateHash = state
      record.revision += 1
      addState(row, of: batch, id: record.requestID, revision: record.revision)
    }
    records[key] = record
    counts[batch].updated += 1
  }

  private mutating func addState(_ row: Int, of batch: Int, id: Int64, revision: Int32) {
    outcomes[batch].stateRows.append(row)
    outcomes[batch].stateIDs.append(id)
    outcomes[batch].revisions.append(revision)
  }

  /// Puts every record's newest content where its batch will write it.
  private mutating func collect(
    _ records: [Int64: Known], _ order: [Int64], _ positions: LakePositions
  ) throws {
    var staged: [[(row: Int, id: Int64, isUpdate: Bool)]] = Array(
      repeating: [], count: outcomes.count)
    var updates: Set<Int64> = []
    for key in order {
      guard let record = records[key] else { continue }
      known.keys += [key, ~key]
      known.ids += [record.requestID, Int64(record.revision)]
      known.hashes += [record.contentHash, record.stateHash]
      guard let place = record.staged else { continue }
      staged[place.batch].append((place.row, record.requestID, record.isCommitted))
      if record.isCommitted { updates.insert(record.requestID) }
    }
    let places = try positions.find(updates)
    for batch in staged.indices {
      for entry in staged[batch].sorted(by: { $0.row < $1.row }) {
        outcomes[batch].requestRows.append(entry.row)
        outcomes[batch].requestIDs.append(entry.id)
        outcomes[batch].replaced.append(entry.isUpdate ? places[entry.id] : nil)
      }
    }
  }
}
