package import Tabular

/// What masking again changed, and where what leaked lies still: counts, ids and paths only.
package struct RemaskSummary: Sendable {
  /// Whether anything changed, now or in a call that was stopped before its end.
  package var isChanged = false
  /// How many requests were read.
  var requestCount = 0
  /// How many of them changed.
  var changedCount = 0
  /// How many states and earlier values of requests changed.
  var stateCount = 0
  /// How many rows of `request_changes` changed.
  var historyCount = 0
  /// How many pieces were taken out of texts in addition.
  var pieceCount = 0
  /// How many texts do not fit their spans and stayed as they are; `verify` names them.
  var unfitCount = 0
  /// How many rows of other tables held a copy, by table.
  var copies: [(table: String, rows: Int)] = []
  /// The reports that were made again.
  var reports: [String] = []
  /// Reports that quote what leaked in a form that was not recognised.
  var reportsLeft: [String] = []
  /// Published files of the outbox that hold what leaked; they never change.
  var outbox: [String] = []
  /// What the erasure of old files did, as figures.
  var erasure = StepDetail()

  /// Whether a person has to see to something.
  package var needsAttention: Bool {
    !outbox.isEmpty || !reportsLeft.isEmpty || unfitCount > 0
      || erasure["files_not_written_anew"] > 0
  }

  /// The summary as JSON.
  package var json: JSONValue {
    [
      "changed": .bool(isChanged), "requests_read": .int(requestCount),
      "requests_changed": .int(changedCount), "states_changed": .int(stateCount),
      "history_changed": .int(historyCount),
      "pieces": .int(pieceCount), "texts_not_fitting": .int(unfitCount),
      "copies": .object(copies.map { JSONValue.Member($0.table, .int($0.rows)) }),
      "reports_made_again": .texts(reports),
      "left": ["outbox": .texts(outbox), "reports": .texts(reportsLeft)],
      "erasure": erasure.json,
    ]
  }

  /// The summary as lines for people.
  package var lines: [String] {
    if !isChanged { return ["\(requestCount) requests read: no text changes, nothing was written"] }
    var lines = [
      "\(changedCount) of \(requestCount) requests, \(stateCount) states and \(historyCount) rows of "
        + "their history changed, "
        + "\(pieceCount) pieces are masked in addition"
    ]
    if unfitCount > 0 {
      lines.append("\(unfitCount) texts do not fit their spans and stayed: run minsheng verify")
    }
    lines += copies.map { "  \($0.rows) rows of \($0.table) held a copy" }
    lines += reports.map { "  made again  \($0)" }
    if !reportsLeft.isEmpty { lines.append("still quoted in reports; make them again by hand:") }
    lines += reportsLeft.map { "  \($0)" }
    if !outbox.isEmpty {
      lines.append("published batches that hold it never change; ask their units to delete them:")
    }
    lines += outbox.map { "  \($0)" }
    lines.append("old files: " + erasure.line)
    return lines
  }
}
