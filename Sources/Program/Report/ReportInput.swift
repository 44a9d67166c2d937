package import Columns
internal import Complaints

/// Everything a daily report is made from, read from the store at one snapshot.
package struct ReportInput: Sendable {
  /// The business day.
  package var day: Int32
  /// The run that makes the report.
  package var runID: String
  /// The store's snapshot.
  package var snapshotID: Int64
  /// Until when data are in, to the minute, as printed under the title.
  package var dataCutOff: String
  /// One account for each platform the city expects, also of those that did not deliver.
  package var platforms: [PlatformAccount]
  /// Rows of `Tables.dailyCounts`: the day and up to 60 days before; more are passed over.
  package var counts: RecordBatch
  /// Rows of `Tables.assignments`: lead work that is open, and what was closed on the day or fell due
  /// within the 30 days that end with it.
  package var assignments: RecordBatch
  /// Rows of `Tables.assignmentClocks` of those assignments.
  package var clocks: RecordBatch
  /// Rows of `Tables.matters` with a request in the last seven days.
  package var matters: RecordBatch
  /// For each matter, its requests in the last seven days.
  package var recentRequests: [Int32]
  /// For each matter, whether its title may be quoted (see `isQuotable`); empty for none.
  package var isQuotable: [Bool]
  /// Rows of `Tables.deliveries` of the last seven days.
  package var deliveries: RecordBatch
  /// Rows of `Tables.quality` of the last seven days.
  package var quality: RecordBatch
  /// Rows of `Tables.alerts` of the day.
  package var alerts: RecordBatch
  /// The day's distinct persons among citizens' and enterprises' requests, where counted.
  package var personCount: Int?
  /// What an earlier report of the same day gave as its requests, where one was published.
  package var publishedRequests: Int?

  /// Makes an input without rows, to be filled in.
  package init(day: Int32, runID: String, snapshotID: Int64, dataCutOff: String) {
    self.day = day
    self.runID = runID
    self.snapshotID = snapshotID
    self.dataCutOff = dataCutOff
    platforms = []
    counts = RecordBatch(schema: Tables.dailyCounts.schema)
    assignments = RecordBatch(schema: Tables.assignments.schema)
    clocks = RecordBatch(schema: Tables.assignmentClocks.schema)
    matters = RecordBatch(schema: Tables.matters.schema)
    recentRequests = []
    isQuotable = []
    deliveries = RecordBatch(schema: Tables.deliveries.schema)
    quality = RecordBatch(schema: Tables.quality.schema)
    alerts = RecordBatch(schema: Tables.alerts.schema)
  }

  /// Whether words of a matter may be quoted, judged by its representative request: never from
  /// petitions, never where access is not normal, never where a risk word was found.
  package static func isQuotable(source: String, access: String?, riskWords: [String]) -> Bool {
    source != Source.petition.rawValue
      && (access ?? Access.normal.rawValue) == Access.normal.rawValue
      && riskWords.isEmpty
  }
}
