internal import Bytes
internal import Exchange
internal import SQLite

/// Checks the ledger against quarantine, inbox, outbox and reports.
final class LedgerVerification {
  let workspace: Workspace
  let connection: Connection
  /// What has been found so far.
  var findings: [Finding] = []
  /// The files that runs took, by id.
  private(set) var fileIDs: Set<Int64> = []
  /// How many records were seen for the first time, all files together.
  private(set) var acceptedCount = 0
  /// The paths below the workspace that were removed on purpose.
  private(set) var removed: Set<String> = []
  /// The runs.
  private(set) var runIDs: Set<String> = []

  init(_ workspace: Workspace, _ connection: Connection) {
    self.workspace = workspace
    self.connection = connection
  }

  /// Checks everything.
  func run() -> [Finding] {
    do throws(StorageError) {
      try checkRuns()
      removed = try Ledger(reading: connection).removedPaths()
      try checkFiles()
      try checkRemovals()
      try checkPublications()
    } catch {
      findings.append(
        Finding(
          .ledgerUnreadable, path: connection.path,
          "the ledger could not be read on: \(error.detail)"))
    }
    return findings
  }

  private func checkRuns() throws(StorageError) {
    var unfinished: [(id: String, date: String)] = []
    try connection.query("SELECT run_id, business_date, state FROM minsheng_runs ORDER BY run_id") {
      row in
      runIDs.insert(row.text(0))
      if row.text(2) != "finished" { unfinished.append((row.text(0), row.text(1))) }
    }
    for run in unfinished {
      findings.append(
        Finding(
          .unfinished, table: "minsheng_runs",
          "run \(run.id) for \(run.date) was stopped before its end"))
    }
    let newest =
      try connection.integer("SELECT max(snapshot_id) FROM ducklake_snapshot") ?? -1
    var strays: [String] = []
    try connection.query("SELECT run_id, step, snapshot_id FROM minsheng_steps ORDER BY 1, 2") {
      row in
      if !runIDs.contains(row.text(0)) || row.int64(2) > newest {
        strays.append("\(row.text(1)) of \(row.text(0))")
      }
    }
    guard let first = strays.first else { return }
    findings.append(
      Finding(
        .step, table: "minsheng_steps",
        "\(strays.count) steps belong to no run or to no snapshot, the first \(first)"))
  }

  private func checkFiles() throws(StorageError) {
    var missing: [String] = []
    for file in try Ledger(reading: connection).files("", []) {
      if file.state == "taken" { fileIDs.insert(file.fileID) }
      acceptedCount += file.accepted
      if !file.isBalanced {
        findings.append(
          Finding(
            .identity, path: workspace.inbox + "/" + file.path, table: "minsheng_files",
            "\(file.rowsRead) rows were read, but \(file.accepted) accepted, \(file.updated) "
              + "updated, \(file.unchanged) unchanged and \(file.quarantined) quarantined"))
      }
      checkQuarantine(file)
      // A file that somebody named may lie anywhere, and need not stay there.
      guard file.state == "taken", !file.path.hasPrefix("/"), !file.runID.hasPrefix("ingest-")
      else { continue }
      let path = workspace.inbox + "/" + file.path
      if isRemoved(path) { continue }
      if !FileSystem.exists(path) {
        missing.append(file.path)
      } else if try isChanged(file, path) {
        findings.append(
          Finding(
            .inboxChanged, path: path, table: "minsheng_files",
            "other bytes than those that run \(file.runID) took lie here"))
      }
    }
    guard let first = missing.first else { return }
    findings.append(
      Finding(
        .inboxMissing, path: workspace.inbox + "/" + first, table: "minsheng_files",
        "\(missing.count) files that were taken are not in the inbox any more"))
  }

  /// Whether other bytes lie under a file's name than those that were taken.
  private func isChanged(_ file: Ledger.File, _ path: String) throws(StorageError) -> Bool {
    let (size, modified) = (try FileSystem.size(path), try FileSystem.modified(path))
    if size == file.byteCount && modified == file.modified { return false }
    return Inbox.identifier(of: SHA256.hash(try FileSystem.read(path))) != file.fileID
  }

  /// Whether a path, or a folder that held it, was removed on purpose.
  func isRemoved(_ path: String) -> Bool {
    var path = path
    while path.count > workspace.path.count {
      if removed.contains(workspace.relative(path)) { return true }
      path = FileSystem.parent(of: path)
    }
    return false
  }

  /// Checks that what was settled of a file's rejected rows are rows that it has.
  private func checkOutcomes(_ file: Ledger.File) {
    guard let outcomes = try? Ledger(reading: connection).outcomes(of: file) else { return }
    let strays = outcomes.filter {
      $0.key < 1 || $0.key > file.quarantined || !runIDs.contains($0.value.runID)
    }
    if strays.isEmpty { return }
    findings.append(
      Finding(
        .quarantine, path: workspace.quarantine, table: "minsheng_quarantine_outcomes",
        "\(strays.count) outcomes belong to no rejected row of \(file.path), or to no run"))
  }

  private func checkQuarantine(_ file: Ledger.File) {
    let folder = "\(workspace.quarantine)/\(file.runID)"
    if file.state == "refused" {
      let path = "\(folder)/refused/\(file.platform)-\(file.fileID)"
      if !FileSystem.exists(path) && !isRemoved(path) {
        findings.append(
          Finding(
            .refused, path: path, table: "minsheng_files", "\(file.path) was refused, but not kept")
        )
      }
    }
    if file.quarantined == 0 { return }
    let path = "\(folder)/\(file.platform)-\(file.fileID).ndjson"
    if isRemoved(path) { return }
    guard let bytes = try? FileSystem.read(path) else {
      findings.append(
        Finding(
          .quarantine, path: path, table: "minsheng_files",
          "the \(file.quarantined) rejected rows of \(file.path) are not there"))
      return
    }
    let count = bytes.count { $0 == 10 }
    if count == file.quarantined { return checkOutcomes(file) }
    findings.append(
      Finding(
        .quarantine, path: path, table: "minsheng_files",
        "\(count) rejected rows lie here, where \(file.quarantined) were counted"))
  }
}
