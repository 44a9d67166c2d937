internal import Bytes
internal import Lake
internal import SQLite

/// The rejected rows of a workspace and what became of them.
struct Quarantine {
  /// Which of them are meant; empty for all.
  struct Filter {
    var platforms: Set<String> = []
    var reasons: Set<String> = []

    func accepts(_ row: QuarantinedRow) -> Bool {
      (platforms.isEmpty || platforms.contains(row.key.platform))
        && (reasons.isEmpty || reasons.contains(row.reason))
    }
  }

  let workspace: Workspace
  let ledger: Ledger

  /// Calls `body` with each file that rows wait of, and those rows, in the order of runs and paths.
  func forEachWaiting(
    _ filter: Filter, _ body: (Ledger.File, [QuarantinedRow]) throws -> Void
  ) throws {
    for file in try ledger.quarantinedFiles()
    where filter.platforms.isEmpty || filter.platforms.contains(file.platform) {
      let outcomes = try ledger.outcomes(of: file)
      if outcomes.count == file.quarantined { continue }
      let rows = try QuarantinedRow.read(of: file, in: workspace)
        .filter { outcomes[$0.key.ordinal] == nil && filter.accepts($0) }
      if !rows.isEmpty { try body(file, rows) }
    }
  }
}
