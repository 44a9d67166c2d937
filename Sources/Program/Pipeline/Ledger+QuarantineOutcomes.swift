package import Bytes
internal import Columns
package import SQLite

extension Ledger {
  /// What became of a rejected row; one without an outcome waits.
  package struct QuarantineOutcome: Equatable, Sendable {
    /// What can become of a row.
    package enum State: String, Sendable {
      /// It was read again, by a replay or in its whole file; where it was rejected anew, it waits
      /// under the run that did so.
      case replayed
      /// Somebody gave it up, and said why.
      case dropped
    }

    /// What became of it.
    package let state: State
    /// Why it was given up, masked.
    package let reason: String?
    /// The run that settled it.
    package let runID: String

    /// Makes an outcome.
    package init(_ state: State, reason: String? = nil, runID: String) {
      self.state = state
      self.reason = reason
      self.runID = runID
    }
  }

  /// The files with rejected rows, in the order of runs and then of paths.
  package func quarantinedFiles() throws(StorageError) -> [File] {
    var order: [String: Int] = [:]
    try connection.query("SELECT run_id FROM minsheng_runs ORDER BY started_at, rowid") { row in
      order[row.text(0)] = order.count
    }
    return try files("WHERE quarantined > 0", []).sorted {
      (order[$0.runID] ?? .max, $0.path, $0.fileID) < (order[$1.runID] ?? .max, $1.path, $1.fileID)
    }
  }

  /// The files that were refused whole and whose place no file has taken since, in path order.
  package func refusedFiles() throws(StorageError) -> [File] {
    try files(
      """
      AS f WHERE state = 'refused' AND NOT EXISTS (SELECT 1 FROM minsheng_files t
        WHERE t.platform = f.platform AND t.path = f.path AND t.rowid > f.rowid)
      """, [])
  }

  /// What became of the rejected rows of a file in a run, by ordinal.
  package func outcomes(of file: File) throws(StorageError) -> [Int: QuarantineOutcome] {
    var outcomes: [Int: QuarantineOutcome] = [:]
    let statement = try connection.prepare(
      """
      SELECT ordinal, state, reason, by_run FROM minsheng_quarantine_outcomes
      WHERE run_id = ? AND platform = ? AND file_id = ?
      """)
    defer { statement.reset() }
    try statement.bind([.text(file.runID), .text(file.platform), .integer(file.fileID)])
    while try statement.step() {
      outcomes[statement.int(0)] = QuarantineOutcome(
        .init(rawValue: statement.text(1)) ?? .replayed, reason: statement.optionalText(2),
        runID: statement.text(3))
    }
    return outcomes
  }

  /// How many rejected rows wait for somebody.
  package func waitingRows() throws(StorageError) -> Int {
    let rejected = try connection.integer("SELECT sum(quarantined) FROM minsheng_files") ?? 0
    let settled = try connection.integer("SELECT count(*) FROM minsheng_quarantine_outcomes") ?? 0
    return Int(rejected - settled)
  }

  /// Enters what became of a row; called inside the transaction that makes it so.
  package static func record(
    _ outcome: QuarantineOutcome, of key: QuarantineKey, in connection: Connection
  ) throws(StorageError) {
    try connection.execute(
      "INSERT INTO minsheng_quarantine_outcomes VALUES(?,?,?,?,?,?,?)",
      [
        .text(key.runID), .text(key.platform), .integer(key.fileID), .int(key.ordinal),
        .text(outcome.state.rawValue), .optional(outcome.reason), .text(outcome.runID),
      ])
  }
}

extension Ledger {
  /// Gives up all rows that wait of a run; called inside the transaction that removes them.
  static func dropWaiting(
    of runID: String, reason: String, by other: String, in connection: Connection
  ) throws(StorageError) {
    try connection.execute(
      """
      WITH RECURSIVE numbers(n) AS (
        SELECT 1 UNION ALL SELECT n + 1 FROM numbers
        WHERE n < (SELECT max(quarantined) FROM minsheng_files WHERE run_id = ?))
      INSERT OR IGNORE INTO minsheng_quarantine_outcomes
      SELECT f.run_id, f.platform, f.file_id, n, 'dropped', ?, ?
      FROM minsheng_files f JOIN numbers ON n <= f.quarantined WHERE f.run_id = ?
      """, [.text(runID), .text(reason), .text(other), .text(runID)])
  }
}

// MARK: - Where rejected rows came from

extension Ledger {
  /// The run that read a file, as far as mended rows of the file need it.
  struct Origin: Hashable {
    let runID: String
    /// Its business date.
    let date: Int32
    /// What it went by, as JSON.
    let configuration: String
    /// What the file was found to be.
    let format: String
  }

  /// The run that read the file of some rejected rows; rows that a replay rejected anew stand under
  /// the replay's name, and come from the last run before it that read their file.
  func origin(of file: File) throws(StorageError) -> Origin? {
    var found: Origin?
    let statement = try connection.prepare(
      """
      SELECT r.run_id, r.business_date, r.configuration, f.format FROM minsheng_files f
      JOIN minsheng_runs r USING (run_id)
      WHERE f.platform = ? AND f.file_id = ? AND f.state = 'taken' AND r.pipeline <> 'replay'
        AND r.rowid <= (SELECT rowid FROM minsheng_runs WHERE run_id = ?)
      ORDER BY r.rowid DESC LIMIT 1
      """)
    defer { statement.reset() }
    try statement.bind([.text(file.platform), .integer(file.fileID), .text(file.runID)])
    if try statement.step() {
      found = Origin(
        runID: statement.text(0), date: CivilTime.parse(day: statement.text(1)) ?? 0,
        configuration: statement.text(2), format: statement.text(3))
    }
    return found
  }

  /// The place of each file in the order in which files were first taken.
  func fileOrder() throws(StorageError) -> [Int64: Int64] {
    var order: [Int64: Int64] = [:]
    try connection.query(
      """
      SELECT file_id, min(rowid) FROM minsheng_files WHERE state = 'taken' GROUP BY file_id
      """
    ) { row in order[row.int64(0)] = row.int64(1) }
    return order
  }
}

// MARK: - Rows that a later run works on

extension Ledger {
  /// The finished runs that took rows by themselves, `ingest` and `replay`, or brought people's
  /// decisions, and on which no pipeline has worked.
  package func runsToCarry() throws(StorageError) -> [String] {
    var runs: [String] = []
    try connection.query(
      """
      SELECT run_id FROM minsheng_runs r
      WHERE pipeline IN ('ingest', 'replay', 'review') AND state = 'finished'
        AND NOT EXISTS (SELECT 1 FROM minsheng_carried c WHERE c.run_id = r.run_id)
        AND (pipeline = 'review' OR EXISTS (SELECT 1 FROM minsheng_files f
          WHERE f.run_id = r.run_id AND f.accepted + f.updated > 0))
      ORDER BY started_at, rowid
      """
    ) { row in runs.append(row.text(0)) }
    return runs
  }

  /// The runs whose rows a run works on besides its own.
  package func carried(by runID: String) throws(StorageError) -> [String] {
    let statement = try connection.prepare(
      "SELECT run_id FROM minsheng_carried WHERE by_run = ? ORDER BY run_id")
    defer { statement.reset() }
    try statement.bind([.text(runID)])
    var runs: [String] = []
    while try statement.step() { runs.append(statement.text(0)) }
    return runs
  }

  /// Enters a pipeline's run that starts, and what it carries on; a run that goes on after a kill
  /// carries what it carried.
  package func start(
    _ run: Run, carrying runs: [String], at time: String, configuration: String
  ) throws(StorageError) {
    try connection.transaction { () throws(StorageError) in
      let known = try connection.text(
        "SELECT run_id FROM minsheng_runs WHERE run_id = ?", [.text(run.runID)])
      try start(run, at: time, configuration: configuration)
      if known != nil { return }
      for other in runs {
        try connection.execute(
          "INSERT INTO minsheng_carried VALUES(?,?)", [.text(other), .text(run.runID)])
      }
    }
  }
}
