internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import SQLite
internal import Tabular

/// Takes the decisions out of a reviewed workbook.
///
/// Each row is checked by itself: those that hold are entered, the others wait in the file, each
/// with a fault that names its cell. All that is entered is entered in one transaction with its
/// ledger entry, so that a kill leaves all of it or nothing; the same file again changes nothing.
package struct ReviewImport {
  /// What is to be taken.
  package struct Request: Sendable {
    /// The workspace.
    package var workspacePath: String
    /// The workbook.
    package var file: String
    /// Who decided, where a row does not say; nil for nobody.
    package var actor: String?
    /// The city's folder, where it is not that of the last run.
    package var cityFolder: String?
    /// The date of the run, days since 1970-01-01.
    package var date: Int32
    /// When it is decided, wall clock in microseconds since 1970-01-01.
    package var at: Int64

    /// Makes a request.
    package init(
      workspacePath: String, file: String, actor: String?, cityFolder: String?, date: Int32,
      at: Int64
    ) {
      self.workspacePath = workspacePath
      self.file = file
      self.actor = actor
      self.cityFolder = cityFolder
      self.date = date
      self.at = at
    }
  }

  private let request: Request
  private let now: () -> String

  /// Makes an import.
  ///
  /// - Parameter now: The time of day for catalog and ledger.
  package init(_ request: Request, now: @escaping () -> String) {
    self.request = request
    self.now = now
  }

  /// Takes the file.
  ///
  /// - Throws: `configuration` for a file that is no review, before anything is written.
  package func run() throws -> ReviewSummary {
    let workspace = try Workspace(path: Workspace(existing: request.workspacePath).path)
    let file = try ReviewedFile(path: request.file)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    let city = try store.city(request.cityFolder)
    var summary = ReviewSummary(rowCount: file.rows.count)
    let check = try ReviewCheck(file, store.lake, city: city, actor: request.actor)
    let entries = check.entries(counting: &summary)
    if !entries.isEmpty { try enter(entries, city, store, &summary) }
    try summary.checkSum()
    return summary
  }

  /// Enters decisions and the run that brought them, in one transaction.
  private func enter(
    _ entries: [ReviewCheck.Entry], _ city: CityConfiguration, _ store: Store,
    _ summary: inout ReviewSummary
  ) throws {
    let date = CivilTime.format(day: request.date)
    let run = Ledger.Run(
      pipeline: Ledger.reviewPipeline, businessDate: date,
      after: try store.ledger.lastRun(pipeline: Ledger.reviewPipeline, date: date))
    summary.runID = run.runID
    let configuration = JSONText.string(
      of: ["file_sha256": .string(try SHA256.hash(fileAt: request.file).hexadecimal)])
    let commit = store.lake.begin()
    do {
      try commit.append(Tables.decisions.name, rows(entries, city, runID: run.runID))
      let time = now()
      let text = JSONText.string(of: summary.json)
      _ = try commit.commit(message: "review \(run.runID)", at: time) { connection in
        try store.ledger.start(run, at: time, configuration: configuration)
        try Ledger.record(
          step: Ledger.reviewPipeline, of: run.runID, at: time, detail: text, in: connection)
        try store.ledger.finish(run.runID, at: time, summary: text)
      }
    } catch {
      commit.rollback()
      throw error
    }
  }

  private func rows(_ entries: [ReviewCheck.Entry], _ city: CityConfiguration, runID: String)
    -> RecordBatch
  {
    var masker = TextMasker(city: city)
    var batch = RecordBatch(schema: Tables.decisions.schema)
    for entry in entries {
      // A note of a reviewer may name people like any other text.
      let note = masker.mask(Array(entry.note.utf8), column: "content").masked
      let words = [entry.reason?.label ?? "", String(decoding: note, as: UTF8.self)]
      batch.appendRow([
        "subject": .string(PersonDecisions.subject), "subject_id": .string(entry.key.text),
        "field": .string(entry.field.rawValue),
        "old": entry.old.map { .string($0) } ?? .null, "new": .string(entry.new),
        "actor": .string(entry.actor),
        "reason": .string(words.filter { !$0.isEmpty }.joined(separator: "：")),
        "at": .int(request.at), "run_id": .string(runID),
      ])
    }
    return batch
  }
}

extension Ledger {
  /// The runs that bring people's decisions.
  static let reviewPipeline = "review"
}
