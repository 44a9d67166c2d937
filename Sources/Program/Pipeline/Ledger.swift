package import Bytes
package import SQLite

/// What runs did: a few tables beside the catalog, in the same SQLite file, so that a step's data
/// and its ledger entry commit together.
package struct Ledger {
  /// The catalog's connection.
  package let connection: Connection

  /// Makes or extends the ledger's tables.
  package init(_ connection: Connection) throws(StorageError) {
    self.connection = connection
    try connection.migrate("ledger", Self.migrations)
  }

  /// Reads the ledger of a connection as it is, without making or extending its tables.
  init(reading connection: Connection) { self.connection = connection }

  static let migrations = [
    Migration(
      "runs, steps, files, publications",
      """
      CREATE TABLE minsheng_runs(run_id TEXT PRIMARY KEY, pipeline TEXT NOT NULL,
        business_date TEXT NOT NULL, attempt INTEGER NOT NULL, state TEXT NOT NULL,
        started_at TEXT NOT NULL, finished_at TEXT, configuration TEXT NOT NULL, summary TEXT);
      CREATE TABLE minsheng_steps(run_id TEXT NOT NULL, step TEXT NOT NULL, finished_at TEXT NOT NULL,
        snapshot_id INTEGER, detail TEXT NOT NULL, PRIMARY KEY(run_id, step));
      CREATE TABLE minsheng_files(file_id INTEGER NOT NULL, platform TEXT NOT NULL, path TEXT NOT NULL,
        folder_date TEXT, byte_count INTEGER NOT NULL, modified INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT,
        format TEXT, encoding TEXT, rows_read INTEGER NOT NULL, accepted INTEGER NOT NULL,
        updated INTEGER NOT NULL, unchanged INTEGER NOT NULL, quarantined INTEGER NOT NULL,
        control_total INTEGER, run_id TEXT NOT NULL, PRIMARY KEY(platform, path, file_id));
      CREATE INDEX minsheng_files_by_id ON minsheng_files(file_id);
      CREATE TABLE minsheng_publications(kind TEXT NOT NULL, id TEXT NOT NULL, staged TEXT NOT NULL,
        target TEXT NOT NULL, state TEXT NOT NULL, run_id TEXT NOT NULL, PRIMARY KEY(kind, id));
      """),
    // A file may be taken again by a later run, when somebody names it.
    Migration(
      "files by run",
      """
      CREATE TABLE minsheng_files_by_run(file_id INTEGER NOT NULL, platform TEXT NOT NULL, path TEXT NOT NULL,
        folder_date TEXT, byte_count INTEGER NOT NULL, modified INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT,
        format TEXT, encoding TEXT, rows_read INTEGER NOT NULL, accepted INTEGER NOT NULL,
        updated INTEGER NOT NULL, unchanged INTEGER NOT NULL, quarantined INTEGER NOT NULL,
        control_total INTEGER, run_id TEXT NOT NULL, PRIMARY KEY(platform, path, file_id, run_id));
      INSERT INTO minsheng_files_by_run SELECT * FROM minsheng_files ORDER BY rowid;
      DROP TABLE minsheng_files;
      ALTER TABLE minsheng_files_by_run RENAME TO minsheng_files;
      CREATE INDEX minsheng_files_by_id ON minsheng_files(file_id);
      """),
    // What was published never changes, which only a hash can show.
    Migration(
      "digests of publications",
      """
      CREATE TABLE minsheng_publication_digests(kind TEXT NOT NULL, id TEXT NOT NULL,
        sha256 TEXT NOT NULL, PRIMARY KEY(kind, id));
      """),
    // What is forgotten leaves the workspace's files after the transaction that says so.
    Migration(
      "removals, erasures",
      """
      CREATE TABLE minsheng_removals(path TEXT PRIMARY KEY, area TEXT NOT NULL, reason TEXT NOT NULL,
        removed_on TEXT NOT NULL, replacement TEXT, modified INTEGER, state TEXT NOT NULL);
      CREATE TABLE minsheng_erasures(number INTEGER PRIMARY KEY, kind TEXT NOT NULL,
        erased_on TEXT NOT NULL, run_id TEXT, first_snapshot INTEGER, state TEXT NOT NULL,
        summary TEXT NOT NULL);
      """),
    // A rejected row without an outcome waits.
    Migration(
      "outcomes of quarantined rows, runs carried on",
      """
      CREATE TABLE minsheng_quarantine_outcomes(run_id TEXT NOT NULL, platform TEXT NOT NULL,
        file_id INTEGER NOT NULL, ordinal INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT,
        by_run TEXT NOT NULL, PRIMARY KEY(run_id, platform, file_id, ordinal)) WITHOUT ROWID;
      CREATE TABLE minsheng_carried(run_id TEXT PRIMARY KEY, by_run TEXT NOT NULL) WITHOUT ROWID;
      """),
    // What was forgotten and came again; the file that brought it holds it.
    Migration(
      "forgotten rows sent again",
      """
      CREATE TABLE minsheng_forgotten_rows(run_id TEXT NOT NULL, path TEXT NOT NULL,
        rows INTEGER NOT NULL, PRIMARY KEY(run_id, path)) WITHOUT ROWID;
      """),
    // What was found in files, and the columns that the next file of a platform is compared with.
    Migration(
      "remarks on files, headers",
      """
      CREATE TABLE minsheng_file_remarks(run_id TEXT NOT NULL, platform TEXT NOT NULL, path TEXT NOT NULL,
        file_id INTEGER NOT NULL, kind TEXT NOT NULL, word TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY(run_id, platform, path, file_id, kind, word)) WITHOUT ROWID;
      CREATE TABLE minsheng_headers(platform TEXT NOT NULL, mapping TEXT NOT NULL, names TEXT NOT NULL,
        path TEXT NOT NULL, run_id TEXT NOT NULL, PRIMARY KEY(platform, mapping)) WITHOUT ROWID;
      """),
  ]
}

// MARK: - Runs

extension Ledger {
  /// A run as the ledger knows it.
  package struct Run: Sendable {
    /// Its id: pipeline, business date, and from the second attempt on its number.
    package let runID: String
    /// The pipeline's name.
    package let pipeline: String
    /// The business date, `2026-11-22`.
    package let businessDate: String
    /// 1 for the first run of a date; a later one took files that came after.
    package let attempt: Int
    /// `running` or `finished`.
    package let state: String
    /// When its last step was done, in UTC, once finished.
    package var finishedAt: String?
    /// The summary as JSON, once finished.
    package let summary: String?
  }

  /// The last run of a pipeline for a date.
  package func lastRun(pipeline: String, date: String) throws(StorageError) -> Run? {
    try runs(
      "WHERE pipeline = ? AND business_date = ? ORDER BY attempt DESC LIMIT 1",
      [
        .text(pipeline), .text(date),
      ]
    ).first
  }

  /// The last runs, newest first.
  package func lastRuns(_ count: Int) throws(StorageError) -> [Run] {
    try runs("ORDER BY started_at DESC, rowid DESC LIMIT ?", [.int(count)])
  }

  private func runs(_ condition: String, _ values: [SQLValue]) throws(StorageError) -> [Run] {
    let statement = try connection.prepare(
      "SELECT run_id, pipeline, business_date, attempt, state, finished_at, summary "
        + "FROM minsheng_runs "
        + condition)
    defer { statement.reset() }
    try statement.bind(values)
    var runs: [Run] = []
    while try statement.step() {
      runs.append(
        Run(
          runID: statement.text(0), pipeline: statement.text(1), businessDate: statement.text(2),
          attempt: statement.int(3), state: statement.text(4),
          finishedAt: statement.optionalText(5), summary: statement.optionalText(6)))
    }
    return runs
  }

  /// Enters a run that starts.
  package func start(_ run: Run, at time: String, configuration: String) throws(StorageError) {
    try connection.execute(
      "INSERT OR IGNORE INTO minsheng_runs VALUES(?,?,?,?,'running',?,NULL,?,NULL)",
      [
        .text(run.runID), .text(run.pipeline), .text(run.businessDate), .int(run.attempt),
        .text(time), .text(configuration),
      ])
  }

  /// Marks a run finished, with its summary.
  package func finish(_ runID: String, at time: String, summary: String) throws(StorageError) {
    try connection.execute(
      "UPDATE minsheng_runs SET state = 'finished', finished_at = ?, summary = ? WHERE run_id = ?",
      [.text(time), .text(summary), .text(runID)])
  }

  /// What a finished step of a run left, as JSON; nil when it has not finished.
  package func step(_ step: String, of runID: String) throws(StorageError) -> String? {
    try connection.text(
      "SELECT detail FROM minsheng_steps WHERE run_id = ? AND step = ?",
      [.text(runID), .text(step)])
  }

  /// Enters a finished step; called inside the step's transaction.
  package static func record(
    step: String, of runID: String, at time: String, detail: String, in connection: Connection
  ) throws(StorageError) {
    try connection.execute(
      "INSERT OR REPLACE INTO minsheng_steps VALUES(?,?,?,"
        + "(SELECT max(snapshot_id) FROM ducklake_snapshot),?)",
      [.text(runID), .text(step), .text(time), .text(detail)])
  }
}

extension Ledger.Run {
  /// The run of a pipeline and date that follows the last one.
  init(pipeline: String, businessDate: String, after last: Ledger.Run?) {
    let attempt = (last?.attempt ?? 0) + 1
    self.init(
      runID: "\(pipeline)-\(businessDate)" + (attempt == 1 ? "" : ".\(attempt)"),
      pipeline: pipeline, businessDate: businessDate, attempt: attempt, state: "running",
      summary: nil)
  }
}
