internal import Bytes
internal import Columns
public import SQLite

extension LakeCommit {
  /// Makes all of it durable in one transaction and ends the commit, whether it succeeds or not.
  ///
  /// All files are on disk and synced before the transaction begins. `ledger` runs inside it,
  /// after the lake's own rows, and may write to the catalog's file and to attached ones; with
  /// nothing staged it still runs, and no snapshot is made.
  ///
  /// - Parameters:
  ///   - message: What the snapshot is for.
  ///   - time: The snapshot's time in UTC, as `2026-11-23 14:10:40.635607+00`.
  ///   - ledger: Writes what must become durable together with the rows.
  /// - Returns: The new snapshot's number, nil where none was made.
  /// - Throws: `conflict` when somebody else changed the same rows meanwhile, `sqlite`, `io`, and
  ///   what `ledger` throws. The lake is then as it was.
  @discardableResult
  public func commit(
    message: String, at time: String, ledger: (Connection) throws -> Void = { _ in }
  ) throws -> Int64? {
    do {
      let snapshot = try run(message: message, at: time, ledger: ledger)
      end()
      try lake.refresh()
      return snapshot
    } catch {
      lake.connection.rollback()
      rollback()
      // What was read inside the transaction may be gone with it.
      _ = try? lake.refresh()
      throw error
    }
  }

  private func run(message: String, at time: String, ledger: (Connection) throws -> Void) throws
    -> Int64?
  {
    try flush(Array(buffers.keys))
    try Failpoint.reach(.lakeFilesWritten)
    guard !isEmpty else {
      try lake.connection.begin()
      try ledger(lake.connection)
      try lake.connection.commit()
      return nil
    }
    // Delete files name the snapshot that makes them: when somebody else took its number
    // meanwhile they are written again, upon what that one left.
    for _ in 0..<5 {
      let head = try lake.refresh()
      let deletes = try stageDeletes(after: head)
      try syncFolders()
      try Failpoint.reach(.lakeStaged)
      try lake.connection.begin()
      if try lake.refresh() != head && !(deletes.isEmpty && compactions.isEmpty) {
        lake.connection.rollback()
        if !compactions.isEmpty { break }
        for delete in deletes { if let path = delete.written?.path { try discard(path) } }
        continue
      }
      let snapshot = try writeSnapshot(deletes, message: message, at: time)
      try Failpoint.reach(.lakeCatalogWritten)
      try ledger(lake.connection)
      try Failpoint.reach(.lakeLedgerWritten)
      mayBeCommitted = true
      try lake.connection.commit()
      try Failpoint.reach(.lakeCommitted)
      return snapshot
    }
    throw StorageError(
      .conflict, path: lake.connection.path, "others keep writing to the lake; try again")
  }

  /// Syncs the folders of all files written, up to the data folder.
  private func syncFolders() throws(StorageError) {
    var paths: Set<String> = []
    for path in writtenPaths {
      var current = path
      while current.hasPrefix(lake.dataPath) && current.utf8.count > lake.dataPath.utf8.count {
        paths.insert(FileSystem.parent(of: current))
        current = FileSystem.parent(of: current)
      }
    }
    for path in paths.sorted() { try FileSystem.syncFolder(of: path + "/.") }
  }
}
