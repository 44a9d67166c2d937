internal import Bytes
internal import SQLite

extension LedgerVerification {
  /// Checks that what had to go is gone.
  func checkRemovals() throws(StorageError) {
    let count = try connection.integer(
      "SELECT count(*) FROM sqlite_master WHERE name = 'minsheng_removals'")
    if count == 0 { return }
    let ledger = Ledger(reading: connection)
    let workspace = workspace
    if let first = try ledger.pendingRemovals().first {
      findings.append(
        Finding(
          .removal, path: workspace.path(first.path), table: "minsheng_removals",
          "\(try ledger.pendingRemovals().count) files were to be removed or replaced",
          mending: Finding.Mending("removes and replaces them") {
            try ledger.finishRemovals(in: workspace)
          }))
    }
    if let snapshot = try connection.integer(
      "SELECT max(first_snapshot) FROM minsheng_erasures WHERE state = 'to_erase'")
    {
      findings.append(
        Finding(
          .erasure, table: "minsheng_erasures",
          "what was replaced before snapshot \(snapshot) had to go, and is there still"))
    }
  }
}
