package import Tabular

/// What a replay did.
package struct ReplaySummary: Sendable {
  /// Rows of the mended file.
  package let rows: Int
  /// Rows that were read again.
  package private(set) var replayed = 0
  /// Rows that were given up.
  package private(set) var dropped = 0
  /// Rows that nobody has changed: they go on waiting.
  package internal(set) var untouched = 0
  /// Rows that were settled before.
  package internal(set) var doneBefore = 0
  /// Rows that cannot be followed: they go on waiting.
  package private(set) var unclear = 0
  /// Of those read again: seen for the first time.
  package private(set) var accepted = 0
  /// Of those read again: known records with something new.
  package private(set) var updated = 0
  /// Of those read again: known records as they were.
  package private(set) var unchanged = 0
  /// Of those read again: rejected anew.
  package private(set) var returned = 0
  /// Rows of the whole quarantine that wait now.
  package private(set) var waiting = 0
  /// The run's id.
  package private(set) var runID = ""
  /// What needs a person's look.
  package private(set) var attention: [String] = []

  init(rows: Int) { self.rows = rows }

  /// Notes a row that cannot be followed, by its place and without any of its cells.
  mutating func note(_ place: String, _ detail: String) {
    unclear += 1
    if attention.count < 100 { attention.append("\(place): \(detail)") }
  }

  /// Counts a row that was settled.
  mutating func count(_ outcome: Ledger.QuarantineOutcome) {
    switch outcome.state {
    case .replayed: replayed += 1
    case .dropped: dropped += 1
    }
  }

  /// Counts what became of the rows that were read again.
  ///
  /// - Throws: `accounting` when they are not all accounted for.
  mutating func count(_ files: [Ledger.File]) throws {
    try RowAccount.check(files)
    for file in files {
      accepted += file.accepted
      updated += file.updated
      unchanged += file.unchanged
      returned += file.quarantined
    }
  }

  mutating func finish(_ runID: String, waiting: Int) {
    self.runID = runID
    self.waiting = waiting
    if returned > 0 {
      attention.append("\(returned) mended rows were rejected again; export them anew")
    }
    if unclear > 100 { attention.append("\(unclear - 100) more rows cannot be followed") }
  }

  /// The summary as JSON.
  package var json: JSONValue {
    [
      "run": .string(runID), "rows": .int(rows), "replayed": .int(replayed),
      "accepted": .int(accepted), "updated": .int(updated), "unchanged": .int(unchanged),
      "returned": .int(returned), "dropped": .int(dropped), "untouched": .int(untouched),
      "done_before": .int(doneBefore), "unclear": .int(unclear), "waiting": .int(waiting),
      "attention": .texts(attention),
    ]
  }

  /// The summary as lines for people.
  package var lines: [String] {
    var lines = [
      "\(replayed) rows replayed = \(accepted) accepted + \(updated) updated + \(unchanged) "
        + "unchanged + \(returned) rejected again",
      "\(dropped) dropped, \(untouched) untouched, \(doneBefore) settled before, \(unclear) unclear",
      "\(waiting) rows wait",
    ]
    if !attention.isEmpty { lines += ["", "needs a look:"] + attention.map { "  - \($0)" } }
    return lines
  }
}
