package import Bytes
package import SQLite

extension Ledger {
  /// A file or folder of the workspace that is to go, or to be replaced by a copy without what is
  /// forgotten.
  package struct Removal: Equatable, Sendable {
    /// Where it lies, below the workspace.
    package let path: String
    /// What it is: `inbox`, `quarantine`, `outbox`, `logs`.
    package let area: String
    /// Why it goes: `forget` or `retention`.
    package let reason: String
    /// The business date, `2026-11-22`.
    package let date: String
    /// The staged copy that takes its place, below the workspace; nil for none.
    package var replacement: String?
    /// The time of last change that the file must still have, nanoseconds since 1970; nil for any.
    ///
    /// Another file may lie under the name by then.
    package var modified: Int64?
  }

  /// Enters removals, inside the transaction that makes them necessary.
  package static func record(_ removals: [Removal], in connection: Connection)
    throws(StorageError)
  {
    for removal in removals {
      try connection.execute(
        "INSERT OR REPLACE INTO minsheng_removals VALUES(?,?,?,?,?,?,'to_remove')",
        [
          .text(removal.path), .text(removal.area), .text(removal.reason), .text(removal.date),
          .optional(removal.replacement), .optional(removal.modified),
        ])
    }
  }

  /// The removals that are entered and not done, in path order.
  package func pendingRemovals() throws(StorageError) -> [Removal] {
    try removals(in: "to_remove")
  }

  private func removals(in state: String) throws(StorageError) -> [Removal] {
    var removals: [Removal] = []
    try connection.query(
      """
      SELECT path, area, reason, removed_on, replacement, modified FROM minsheng_removals
      WHERE state = ? ORDER BY path
      """, [.text(state)]
    ) { row in
      removals.append(
        Removal(
          path: row.text(0), area: row.text(1), reason: row.text(2), date: row.text(3),
          replacement: row.optionalText(4), modified: row.optionalInt64(5)))
    }
    return removals
  }

  /// Does what is entered; safe to call again after a kill.
  package func finishRemovals(in workspace: Workspace) throws(StorageError) {
    let pending = try pendingRemovals()
    if pending.isEmpty { return }
    for removal in pending {
      let path = workspace.path(removal.path)
      if let replacement = removal.replacement.map({ workspace.path($0) }) {
        if FileSystem.exists(replacement) { try FileSystem.move(replacement, to: path) }
      } else if FileSystem.exists(path) {
        if let modified = removal.modified, try FileSystem.modified(path) != modified { continue }
        try FileSystem.removeTree(path)
        try FileSystem.syncFolder(of: path)
      }
      try Failpoint.reach(.removalDone)
    }
    try connection.transaction { () throws(StorageError) in
      try connection.execute(
        "UPDATE minsheng_removals SET state = 'removed' WHERE state = 'to_remove'")
    }
  }

  /// The paths below the workspace that were removed on purpose; replaced ones are not among them.
  func removedPaths() throws(StorageError) -> Set<String> {
    let hasTable = try connection.integer(
      "SELECT count(*) FROM sqlite_master WHERE name = 'minsheng_removals'")
    if hasTable == 0 { return [] }
    return Set(
      (try removals(in: "removed") + removals(in: "to_remove")).filter { $0.replacement == nil }
        .map(\.path))
  }
}

extension Ledger {
  /// Enters that a file brought rows of forgotten requests, inside the transaction that takes it.
  static func record(
    forgottenRows count: Int, of path: String, runID: String, in connection: Connection
  ) throws(StorageError) {
    try connection.execute(
      "INSERT OR REPLACE INTO minsheng_forgotten_rows VALUES(?, ?, ?)",
      [.text(runID), .text(path), .int(count)])
  }

  /// The files of a run that brought rows of forgotten requests, or that are those which were
  /// removed for them, in path order.
  func filesWithForgottenRows(of runID: String) throws(StorageError) -> [String] {
    var paths: [String] = []
    try connection.query(
      """
      SELECT path FROM minsheng_forgotten_rows WHERE run_id = ?1
      UNION SELECT f.path FROM minsheng_files f JOIN minsheng_files t USING (file_id)
        JOIN minsheng_removals r ON r.path = 'inbox/' || t.path AND r.reason = 'forget'
        WHERE f.run_id = ?1 AND f.state = 'duplicate' AND t.state = 'taken' ORDER BY 1
      """, [.text(runID)]
    ) { row in paths.append(row.text(0)) }
    return paths
  }
}
