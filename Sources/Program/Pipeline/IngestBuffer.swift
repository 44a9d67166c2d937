internal import Bytes
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

  /// What is under way towards a commit.
  private struct OpenCommit {
    let lake: LakeCommit
    let vault: VaultCommit
    var settlement: RecordSettlement
  }

  private let context: RunContext
  private var files: [Ledger.File] = []
  private var pieces: [Piece] = []
  private var waitingRows = 0
  private var open: OpenCommit?
  /// Rows of records that the open commit has written in another form already.
  private var deferred: [Piece] = []
  /// The rows of committed files.
  private var takenRows = 0
  private let commitRows = 131_072
  private let windowRows = 32_768

  /// Whether the rows are single ones of files that were taken before.
  private let isReplay: Bool
  /// The requests of which the vault keeps nothing, whatever a source sends again.
  private let forgotten: ForgottenRequests
  /// How many rows of forgotten requests each waiting file has, by its place.
  private var forgottenRows: [Int: Int] = [:]

  init(_ context: RunContext, isReplay: Bool = false) throws {
    self.context = context
    self.isReplay = isReplay
    forgotten = try context.store.vault.forgotten()
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
    for batch in batches { hold(batch, of: index) }
  }

  /// Adds single rows of a file to what waits of it.
  func add(merging file: Ledger.File, _ batches: [IntakeBatch]) {
    guard
      let index = files.firstIndex(where: {
        $0.fileID == file.fileID && $0.platform == file.platform
      })
    else { return add(file, batches) }
    files[index].rowsRead += file.rowsRead
    files[index].updated += file.updated
    files[index].unchanged += file.unchanged
    files[index].quarantined += file.quarantined
    for batch in batches { hold(batch, of: index) }
  }

  /// Adds batches of a file that is still being read; full windows are staged at once.
  func add(_ batches: [IntakeBatch], ofStreamed file: inout Ledger.File) throws {
    if files.isEmpty { files.append(file) }
    for batch in batches {
      hold(batch, of: 0)
      if waitingRows >= windowRows { try stageWindow() }
    }
  }

  /// Enters a streamed file as it turned out, its rows counted.
  func finishStreamed(_ file: Ledger.File) throws {
    if files.isEmpty { files.append(file) }
    let counted = files[0]
    files[0] = file
    files[0].accepted = counted.accepted
    files[0].updated = counted.updated
    files[0].unchanged = counted.unchanged
  }

  /// Forgets what waits and takes back what was staged for it.
  func abandon() {
    open?.lake.rollback()
    open?.vault.rollback()
    open = nil
    files = []
    pieces = []
    deferred = []
    waitingRows = 0
    forgottenRows = [:]
  }

  private func hold(_ batch: IntakeBatch, of file: Int) {
    if batch.requests.rowCount == 0 { return }
    if !forgotten.requestIDs.isEmpty {
      let count = batch.requests.int64s("request_id").values.count {
        forgotten.requestIDs.contains($0)
      }
      if count > 0 { forgottenRows[file, default: 0] += count }
    }
    pieces.append(Piece(file: file, batch: batch))
    waitingRows += batch.requests.rowCount
  }

  /// Commits what waits; the last commit also enters the step, the deliveries and what `entering`
  /// enters.
  func flush(
    isLast: Bool, deliveries: (([Ledger.File]) throws -> DeliveryBook.Entries)? = nil,
    entering: @escaping (Connection) throws -> Void = { _ in }
  ) throws {
    do {
      try stageWindow()
      while !deferred.isEmpty {
        // The files are entered with the last of their rows: a run that stops before reads them
        // again and finds these rows unchanged.
        try commit(at: context.now()) { _ in }
        pieces = deferred
        deferred = []
        try stageWindow()
      }
      let detail = try detail()
      let open = try opened()
      if let entries = try deliveries?(files) { try entries.stage(to: open.lake) }
      self.open = open
      let time = context.now()
      let (files, runID) = (files, context.run.runID)
      let again = forgottenRows.sorted { $0.key < $1.key }.map { (files[$0.key].path, $0.value) }
      let history = QuarantineHistory(context.workspace, context.store.ledger)
      let outcomes = isReplay ? [] : try files.flatMap { try history.outcomes(of: $0) }
      try commit(at: time) { connection in
        for file in files { try Ledger.record(file, in: connection) }
        for (path, count) in again {
          try Ledger.record(forgottenRows: count, of: path, runID: runID, in: connection)
        }
        for (key, outcome) in outcomes { try Ledger.record(outcome, of: key, in: connection) }
        try entering(connection)
        if isLast {
          try Ledger.record(
            step: StepName.ingest.rawValue, of: runID, at: time, detail: detail.text,
            in: connection)
        }
      }
      if isLast { context.stepDetails.append((.ingest, detail)) }
    } catch {
      abandon()
      throw error
    }
    takenRows += files.reduce(0) { $0 + $1.rowsRead }
    files = []
    forgottenRows = [:]
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

  private func opened() throws -> OpenCommit {
    if let open { return open }
    return OpenCommit(
      lake: context.store.lake.begin(), vault: try context.store.vault.begin(),
      settlement: RecordSettlement(vault: context.store.vault, lake: context.store.lake))
  }

  private func commit(at time: String, _ enter: @escaping (Connection) throws -> Void) throws {
    let open = try opened()
    self.open = open
    try open.lake.writeFiles()
    try stageKnown(open)
    _ = try open.lake.commit(message: "ingest \(context.run.runID)", at: time) { connection in
      try open.vault.record(in: connection)
      try enter(connection)
    }
    try open.vault.finish()
    self.open = nil
  }

  private func stageKnown(_ open: OpenCommit) throws {
    let known = open.settlement.known
    open.vault.appendKnown(
      keys: known.keys, requestIDs: known.ids, contentHashes: known.hashes)
    try open.vault.stage()
  }

  /// Settles every waiting row and stages what the commit will make visible.
  private func stageWindow() throws {
    if pieces.isEmpty { return }
    var open = try opened()
    self.open = nil
    defer { self.open = open }
    let pieces = pieces
    self.pieces = []
    waitingRows = 0
    let batches = pieces.map(\.batch)
    let outcomes = try open.settlement.settle(batches)
    let changes = try RequestChanges(context.store.lake).rows(
      outcomes.flatMap(\.changes), batches)
    if changes.rowCount > 0 { try open.lake.append(Tables.requestChanges.name, changes) }
    for (piece, outcome) in zip(pieces, outcomes) {
      files[piece.file].accepted += outcome.counts.accepted
      files[piece.file].updated += outcome.counts.updated
      files[piece.file].unchanged += outcome.counts.unchanged
      if !outcome.deferred.isEmpty {
        deferred.append(
          Piece(file: piece.file, batch: piece.batch.gathering(outcome.deferred)))
      }
      if outcome.isPlain && forgotten.isEmpty {
        try stage(piece.batch, to: open)
      } else {
        try stage(piece.batch, outcome, to: open)
      }
    }
  }

  /// Stages a batch whose rows are all new, as it stands.
  private func stage(_ batch: IntakeBatch, to open: OpenCommit) throws {
    try open.lake.append(Tables.requests.name, batch.requests)
    try open.lake.append(Tables.requestStates.name, batch.states)
    try open.vault.appendIdentities(batch.identities)
    try open.vault.appendSpans(batch.spans)
  }

  private func stage(
    _ batch: IntakeBatch, _ outcome: RecordSettlement.Outcome, to open: OpenCommit
  ) throws {
    if !outcome.requestRows.isEmpty {
      var requests = batch.requests.gathering(outcome.requestRows)
      requests["request_id"] = .int64(ValueColumn(outcome.requestIDs))
      try append(requests, replacing: outcome.replaced, to: open.lake)
    }
    try open.lake.append(Tables.requestStates.name, states(of: batch, outcome: outcome))
    try open.vault.appendIdentities(
      rows(of: batch.identities, from: batch.identityRows, outcome: outcome) {
        forgotten.keepsIdentity(of: $0)
      })
    let spanned = Set(batch.spanRows.map(Int.init))
    let bare = outcome.replaced.indices.filter {
      outcome.replaced[$0] != nil && !spanned.contains(outcome.requestRows[$0])
        && forgotten.keepsSpans(of: outcome.requestIDs[$0])
    }
    try open.vault.appendSpans(
      rows(of: batch.spans, from: batch.spanRows, outcome: outcome) {
        forgotten.keepsSpans(of: $0)
      },
      clearing: bare.map { outcome.requestIDs[$0] })
  }

  /// Appends new records and replaces changed ones.
  private func append(
    _ requests: RecordBatch, replacing: [RecordSettlement.Position?], to commit: LakeCommit
  ) throws {
    if replacing.isEmpty { return try commit.append(Tables.requests.name, requests) }
    let fresh = replacing.indices.filter { replacing[$0] == nil }
    let changed = replacing.indices.filter { replacing[$0] != nil }
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
    of batch: RecordBatch, from requestRows: [Int32], outcome: RecordSettlement.Outcome,
    where isKept: (Int64) -> Bool
  ) -> RecordBatch {
    var settled: [Int: Int64] = [:]
    for (row, id) in zip(outcome.requestRows, outcome.requestIDs) where isKept(id) {
      settled[row] = id
    }
    let kept = requestRows.indices.filter { settled[Int(requestRows[$0])] != nil }
    var output = batch.gathering(kept)
    output["request_id"] = .int64(
      ValueColumn(kept.map { settled[Int(requestRows[$0])] ?? 0 }))
    return output
  }
}
