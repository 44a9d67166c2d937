internal import Bytes
internal import Classification
internal import Columns
internal import Complaints
internal import Lake
internal import SQLite
package import Tabular
internal import Trends

/// Writes the requests that people should look at into a workbook, the most useful first.
package struct ReviewExport {
  /// What is to be written and where to.
  package struct Request: Sendable {
    /// The workspace.
    package var workspacePath: String
    /// The workbook; nil for one in the workspace's `review/`.
    package var output: String?
    /// The most rows.
    package var limit: Int
    /// The last day that is looked at; nil for the business date of the last pipeline run.
    package var date: Int32?
    /// The city's folder, where it is not that of the last run.
    package var cityFolder: String?
    /// Whether requests that only a named officer may see are among them.
    package var withRestricted: Bool

    /// Makes a request.
    package init(
      workspacePath: String, output: String? = nil, limit: Int = 200, date: Int32? = nil,
      cityFolder: String? = nil, withRestricted: Bool = false
    ) {
      self.workspacePath = workspacePath
      self.output = output
      self.limit = limit
      self.date = date
      self.cityFolder = cityFolder
      self.withRestricted = withRestricted
    }
  }

  /// Where the workbook stands.
  package let path: String
  /// The day up to which requests were looked at.
  package let date: String
  /// How many rows stand there, by reason.
  package let counts: [(reason: ReviewReason, count: Int)]
  /// How many were left out because only a named officer may see them.
  package let restrictedCount: Int

  /// How many rows were written.
  package var rowCount: Int { counts.reduce(0) { $0 + $1.count } }

  /// Writes the workbook.
  ///
  /// - Throws: `configuration` for a path that is no place for it.
  package init(_ request: Request) throws {
    let workspace = try Workspace(path: Workspace(existing: request.workspacePath).path)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    let city = try store.city(request.cityFolder)
    guard let day = try request.date ?? store.ledger.lastPipelineDate() else {
      throw StorageError(
        .configuration, path: workspace.path,
        "no pipeline has run here yet: there is nothing to review")
    }
    date = CivilTime.format(day: day)
    path = try Self.checked(request.output, workspace, date)
    let drift = try DriftReport(
      store.lake, city: city, window: DriftWindow(date: day), withTexts: true)
    let history = try DecisionHistory(store.lake)
    let picks = try ReviewPicks(
      store.lake, date: day, decided: history.requestIDs, drift: drift,
      auditCount: request.limit, seed: Self.seed(try store.ledger.lastPipelineRun() ?? date))
    let model = try store.ledger.lastModel(in: workspace).map {
      try LinearModel(mapping: MappedFile(path: $0))
    }
    let queue = try ReviewQueue(
      picks.picks, store.lake, city: city, model: model, history: history, limit: request.limit,
      withRestricted: request.withRestricted)
    restrictedCount = queue.restrictedCount
    counts = ReviewReason.allCases.map { reason in
      (reason, queue.rows.count { $0.reason == reason })
    }
    try FileSystem.replace(
      path, with: ReviewWorkbook(city, day: day).bytes(queue.rows), mode: 0o600)
  }

  /// What the lot hangs on: the last run.
  private static func seed(_ run: String) -> UInt64 {
    SHA256.hash("audit\u{0}" + run).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The absolute path of the workbook.
  private static func checked(_ output: String?, _ workspace: Workspace, _ date: String) throws
    -> String
  {
    guard let output else {
      try FileSystem.makeFolder(workspace.review)
      return "\(workspace.review)/review-\(date).xlsx"
    }
    func fault(_ detail: String) -> StorageError {
      StorageError(.configuration, path: output, detail)
    }
    guard output.hasSuffix(".xlsx") else { throw fault("--output names an .xlsx file") }
    let folder = FileSystem.parent(of: output)
    guard FileSystem.isFolder(folder) else { throw fault("there is no such folder") }
    let path = try FileSystem.absolute(folder) + "/" + FileSystem.name(of: output)
    for closed in [workspace.lake, workspace.reports, workspace.inbox, workspace.outbox]
    where path.hasPrefix(closed + "/") {
      throw fault("a review is no file for \(closed), which others read")
    }
    return path
  }

  /// The outcome as JSON.
  package var json: JSONValue {
    [
      "output": .string(path), "date": .string(date), "rows": .int(rowCount),
      "reasons": .object(counts.map { .init($0.reason.rawValue, .int($0.count)) }),
      "restricted_left_out": .int(restrictedCount),
    ]
  }

  /// The outcome as lines for people.
  package var lines: [String] {
    let reasons = counts.filter { $0.count > 0 }.map { "\($0.reason.label) \($0.count)" }
    var lines = ["\(rowCount) 件待复核（\(reasons.joined(separator: "，"))）：\(path)"]
    if restrictedCount > 0 {
      lines.append("另有 \(restrictedCount) 件限制件未列出；由指定专人用 --restricted 导出")
    }
    return lines
  }
}

extension Workspace {
  /// Review queues that nobody gave another place.
  var review: String { path + "/review" }
}

extension Ledger {
  /// The newest run of a pipeline.
  func lastPipelineRun() throws -> String? {
    try connection.text(
      """
      SELECT run_id FROM minsheng_runs WHERE pipeline NOT IN ('ingest', 'replay', 'review')
      ORDER BY business_date DESC, attempt DESC LIMIT 1
      """)
  }

  /// Where the newest version of the model lies that the newest run of a pipeline would take; nil
  /// where there is none, or the pipeline is gone.
  func lastModel(in workspace: Workspace) throws -> String? {
    let text = try connection.text(
      """
      SELECT configuration FROM minsheng_runs WHERE pipeline NOT IN ('ingest', 'replay', 'review')
      ORDER BY business_date DESC, attempt DESC LIMIT 1
      """)
    guard let text,
      let path = try ConfigurationValue.parse(text, path: "ledger").optional("pipeline")?.string,
      FileSystem.exists(path)
    else { return nil }
    return try workspace.newestModel(PipelineDefinition.load(path: path, city: nil).model)
  }
}
