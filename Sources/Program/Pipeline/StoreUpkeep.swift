internal import Bytes
internal import Columns
internal import Complaints
internal import Lake
package import SQLite
internal import Vault

/// Keeps a workspace's store small and quick: merges what nights leave behind, and forgets.
///
/// Both are safe beside readers. A merged file holds every state of its rows, so earlier snapshots
/// read as before; a file that was replaced stays for a day for those who are reading it.
package struct StoreUpkeep {
  /// How long a file that nothing names any more stays for readers who began before, in hours.
  package static let graceHours = 24
  /// How many days snapshots are kept by `minsheng expire` where it is not told.
  package static let defaultDays = 90
  /// After how many months a month's files are written in the codec of the archive.
  package static let archiveMonths = 12

  private let store: Store

  /// Works on the store of a run.
  package init(_ store: Store) { self.store = store }

  /// Opens the store of a workspace, locks it, and works on it until `body` returns.
  ///
  /// - Throws: `notFound` when no run has made a store there yet, `busy` while a run holds it.
  package static func open<Result>(
    workspace path: String, _ body: (StoreUpkeep) throws -> Result
  ) throws -> Result {
    guard FileSystem.exists(path + "/lake/catalog.sqlite") else {
      throw StorageError(.notFound, path: path, "no run has made a store here yet")
    }
    let workspace = try Workspace(path: path)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    return try body(StoreUpkeep(Store(workspace)))
  }

  /// Merges small files.
  ///
  /// - Parameters:
  ///   - date: The months before that of this day are closed.
  ///   - now: The time, as the catalog writes it.
  ///   - ledger: Writes what is to become durable together with the merge.
  package func compact(
    on date: Int32, now: String,
    ledger: (StepDetail, Connection) throws -> Void = { _, _ in }
  ) throws -> StepDetail {
    let month = Months.of(date)
    let restricted = try store.vault.begin()
    var detail = StepDetail()
    do {
      let restrictedCount = try restricted.compact()
      try restricted.stage()
      try store.lake.compact(
        closedBefore: month, archivedBefore: month - Self.archiveMonths, at: now
      ) { merged, connection in
        try restricted.record(in: connection)
        let snapshot = try connection.integer("SELECT max(snapshot_id) FROM ducklake_snapshot")
        detail = StepDetail([
          "files_merged": merged.sourceCount, "files_made": merged.fileCount,
          "rows": merged.rowCount, "vault_files_merged": restrictedCount,
          "snapshot": Int(snapshot ?? 0),
        ])
        try ledger(detail, connection)
      }
    } catch {
      restricted.rollback()
      throw error
    }
    try restricted.finish()
    return detail
  }

  /// Forgets snapshots, and removes files that were replaced long enough ago.
  ///
  /// - Parameters:
  ///   - days: The age past which snapshots are forgotten; nil keeps all.
  ///   - now: The time, as the catalog writes it.
  package func expire(olderThan days: Int?, now: String) throws -> StepDetail {
    let hours = min(Self.graceHours, (days ?? 1) * 24)
    let limit = Self.time(now, hoursAgo: hours)
    let summary = try store.lake.expire(
      olderThan: days.map { Self.time(now, hoursAgo: $0 * 24) }, removingScheduledBefore: limit,
      at: now)
    // A client that is just writing has files that no row names yet, whatever age was asked for.
    let orphans = try store.lake.removeForeignOrphans(
      before: Self.time(now, hoursAgo: Self.graceHours))
    return StepDetail([
      "snapshots_forgotten": summary.snapshotCount, "files_removed": summary.fileCount,
      "bytes_removed": summary.byteCount, "files_waiting": summary.waitingCount,
      "orphans_removed": orphans.count, "snapshot": Int(store.lake.latestSnapshot),
    ])
  }

  private static func time(_ now: String, hoursAgo hours: Int) -> String {
    guard let present = CatalogTime.microseconds(now) else {
      preconditionFailure("\(now) is not a time of the catalog")
    }
    return CatalogTime.text(present - Int64(hours) * 3600 * CivilTime.second)
  }
}
