internal import Bytes

/// What a file's rejected rows of earlier runs mean for a run that read the file again.
///
/// The rows that waited are read again with it. A row that was mended or given up meanwhile does
/// not wait anew, though the file still holds it as it was.
struct QuarantineHistory {
  private let workspace: Workspace
  private let ledger: Ledger

  init(_ workspace: Workspace, _ ledger: Ledger) {
    self.workspace = workspace
    self.ledger = ledger
  }

  /// The outcomes to enter with a file that was read.
  func outcomes(of file: Ledger.File) throws -> [(QuarantineKey, Ledger.QuarantineOutcome)] {
    if file.state != "taken" { return [] }
    let earlier = try ledger.quarantinedFiles().filter {
      $0.fileID == file.fileID && $0.platform == file.platform && $0.runID != file.runID
    }
    if earlier.isEmpty { return [] }
    var entries: [(QuarantineKey, Ledger.QuarantineOutcome)] = []
    var last: [QuarantinedRow.Place: Ledger.QuarantineOutcome?] = [:]
    for other in earlier {
      let outcomes = try ledger.outcomes(of: other)
      for row in try QuarantinedRow.read(of: other, in: workspace) {
        let outcome = outcomes[row.key.ordinal]
        last.updateValue(outcome, forKey: row.place)
        if outcome == nil { entries.append((row.key, .init(.replayed, runID: file.runID))) }
      }
    }
    for row in try QuarantinedRow.read(of: file, in: workspace) {
      if let known = last[row.place], let outcome = known { entries.append((row.key, outcome)) }
    }
    return entries
  }
}
