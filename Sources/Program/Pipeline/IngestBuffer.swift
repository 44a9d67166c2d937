internal import Assignment
internal import Bytes
internal import Classification
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import SQLite
internal import Vault

/// Rows of taken files that wait for their commit.
///
/// A commit settles, for every row in the order of files, whether its record is new, changed or
/// known as it is; records that change again within the commit leave only their last form.
final class IngestBuffer {
  /// A batch and the file it came from.
  private struct Piece {
    let file: Int
    let batch: IntakeBatch
  }

  private let context: RunContext
  private let screen: RequestScreen
  private var files: [Ledger.File] = []
  private var pieces: [Piece] = []
  private var waitingRows = 0
  /// The rows of committed files.
  private var takenRows = 0
  private let commitRows = 131_072

  init(_ context: RunContext) throws {
    self.context = context
    screen = try RequestScreen(context)
  }

  /// Whether enough rows wait for a commit.
  var isFull: Bool { waitingRows >= commitRows }
  /// The rows read so far.
  var readRows: Int { takenRows + waitingRows }
  /// The files whose rows wait.
  var waitingFiles: [Ledger.File] { files }

  /// The path of an earlier file with the same bytes, of any run or of this one alone.
  func taken(fileID: Int64, inThisRun: Bool) throws(StorageError) -> String? {
    if let file = files.first(where: { $0.fileID == fileID && $0.state == "taken" }) {
      return file.path
    }
    if !inThisRun { return try context.store.ledger.taken(fileID: fileID) }
    return try context.store.ledger.files(of: context.run.runID)
      .first { $0.fileID == fileID && $0.state == "taken" }?.path
  }

  /// Adds a file with its batches.
  func add(_ file: Ledger.File, _ batches: [IntakeBatch]) {
    let index = files.count
    files.append(file)
    for batch in batches where batch.requests.rowCount > 0 {
      pieces.append(Piece(file: index, batch: batch))
      waitingRows += batch.requests.rowCount
    }
  }

  /// Commits what waits; the last commit also enters the step and the deliveries.
  func flush(isLast: Bool, deliveries: RecordBatch? = nil) throws {
    let lakeCommit = context.store.lake.begin()
    let vaultCommit = try context.store.vault.begin()
    do {
      try stage(lakeCommit, vaultCommit)
      if let deliveries, deliveries.rowCount > 0 {
        try lakeCommit.append(Tables.deliveries.name, deliveries)
      }
      try vaultCommit.stage()
      let detail = try detail()
      let time = context.now()
      _ = try lakeCommit.commit(message: "ingest \(context.run.runID)", at: time) { connection in
        try vaultCommit.record(in: connection)
        for file in files { try Ledger.record(file, in: connection) }
        if isLast {
          try Ledger.record(
            step: StepName.ingest.rawValue, of: context.run.runID, at: time, detail: detail.text,
            in: connection)
        }
      }
      if isLast { context.stepDetails.append((.ingest, detail)) }
    } catch {
      lakeCommit.rollback()
      vaultCommit.rollback()
      throw error
    }
    try vaultCommit.finish()
    files = []
    pieces = []
    waitingRows = 0
  }

  /// The sums over all files of the run, also those that a killed attempt has committed.
  private func detail() throws -> StepDetail {
    let all = try context.store.ledger.files(of: context.run.runID) + files
    func sum(_ value: (Ledger.File) -> Int) -> Int { all.reduce(0) { $0 + value($1) } }
    return StepDetail([
      "files": all.count, "rows": sum(\.rowsRead), "accepted": sum(\.accepted),
      "updated": sum(\.updated), "unchanged": sum(\.unchanged), "quarantined": sum(\.quarantined),
    ])
  }

  /// Settles every waiting row and stages what the commit will make visible.
  private func stage(_ lakeCommit: LakeCommit, _ vaultCommit: VaultCommit) throws {
    var settlement = try RecordSettlement(
      batches: pieces.map(\.batch), vault: context.store.vault, lake: context.store.lake)
    for (index, piece) in pieces.enumerated() {
      let counts = settlement.counts[index]
      files[piece.file].accepted += counts.accepted
      files[piece.file].updated += counts.updated
      files[piece.file].unchanged += counts.unchanged
    }
    takenRows += files.reduce(0) { $0 + $1.rowsRead }
    for (index, piece) in pieces.enumerated() {
      let outcome = settlement.takeOutcome(index)
      var requests = piece.batch.requests.gathering(outcome.requestRows)
      requests["request_id"] = .int64(ValueColumn(outcome.requestIDs))
      screen.apply(to: &requests)
      try append(requests, replacing: outcome.replaced, to: lakeCommit)
      try lakeCommit.append(
        Tables.requestStates.name, states(of: piece.batch, outcome: outcome))
      try vaultCommit.appendIdentities(
        rows(of: piece.batch.identities, from: piece.batch.identityRows, outcome: outcome))
      let spanned = Set(piece.batch.spanRows.map(Int.init))
      let bare = outcome.requestRows.indices.filter {
        outcome.replaced[$0] != nil && !spanned.contains(outcome.requestRows[$0])
      }
      try vaultCommit.appendSpans(
        rows(of: piece.batch.spans, from: piece.batch.spanRows, outcome: outcome),
        clearing: bare.map { outcome.requestIDs[$0] })
    }
    vaultCommit.appendKnown(
      keys: settlement.known.keys, requestIDs: settlement.known.ids,
      contentHashes: settlement.known.hashes)
  }

  /// Appends new records and replaces changed ones.
  private func append(
    _ requests: RecordBatch, replacing: [RecordSettlement.Position?], to commit: LakeCommit
  ) throws {
    let fresh = replacing.indices.filter { replacing[$0] == nil }
    let changed = replacing.indices.filter { replacing[$0] != nil }
    if changed.isEmpty {
      try commit.append(Tables.requests.name, requests)
      return
    }
    try commit.append(Tables.requests.name, requests.gathering(fresh))
    try commit.update(
      Tables.requests.name, requests.gathering(changed),
      replacing: changed.compactMap { replacing[$0] }.map { ($0.dataFileID, $0.row) })
  }

  private func states(of batch: IntakeBatch, outcome: RecordSettlement.Outcome) -> RecordBatch {
    var states = batch.states.gathering(outcome.stateRows)
    states["request_id"] = .int64(ValueColumn(outcome.stateIDs))
    states["revision"] = .int32(ValueColumn(outcome.revisions))
    return states
  }

  /// The vault rows of the requests that are kept, under their settled ids.
  private func rows(
    of batch: RecordBatch, from requestRows: [Int32], outcome: RecordSettlement.Outcome
  ) -> RecordBatch {
    var settled: [Int: Int64] = [:]
    for (row, id) in zip(outcome.requestRows, outcome.requestIDs) { settled[row] = id }
    let kept = requestRows.indices.filter { settled[Int(requestRows[$0])] != nil }
    var output = batch.gathering(kept)
    output["request_id"] = .int64(
      ValueColumn(kept.map { settled[Int(requestRows[$0])] ?? 0 }))
    return output
  }
}
