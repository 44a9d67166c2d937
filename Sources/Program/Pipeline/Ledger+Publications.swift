package import Bytes
package import SQLite

extension Ledger {
  /// A folder that was staged and is to stand under its final name.
  package struct Publication: Sendable {
    /// `outbox` or `report`.
    package let kind: String
    /// An id derived from its content.
    package let id: String
    /// Where it was staged.
    package let staged: String
    /// Where it belongs.
    package let target: String
    /// The run that made it.
    package let runID: String

    /// Makes a publication.
    package init(kind: String, id: String, staged: String, target: String, runID: String) {
      self.kind = kind
      self.id = id
      self.staged = staged
      self.target = target
      self.runID = runID
    }
  }

  /// Enters a publication as to be published; called inside the step's transaction.
  package static func record(_ publication: Publication, in connection: Connection)
    throws(StorageError)
  {
    try connection.execute(
      "INSERT OR IGNORE INTO minsheng_publications VALUES(?,?,?,?,'to_publish',?)",
      [
        .text(publication.kind), .text(publication.id), .text(publication.staged),
        .text(publication.target), .text(publication.runID),
      ])
  }

  /// Renames what is to be published into place and marks it; safe to call again after a kill.
  ///
  /// - Returns: How many folders were put in place now.
  @discardableResult
  package func publishPending() throws(StorageError) -> Int {
    let statement = try connection.prepare(
      "SELECT kind, id, staged, target FROM minsheng_publications "
        + "WHERE state = 'to_publish' ORDER BY kind, id")
    var pending: [(kind: String, id: String, staged: String, target: String)] = []
    while try statement.step() {
      pending.append(
        (statement.text(0), statement.text(1), statement.text(2), statement.text(3)))
    }
    statement.reset()
    for item in pending {
      if FileSystem.exists(item.staged) {
        try FileSystem.makeFolderAsAround(FileSystem.parent(of: item.target), syncs: false)
        if FileSystem.exists(item.target) { try FileSystem.removeTree(item.target) }
        try Failpoint.reach(.publicationCleared)
        try FileSystem.move(item.staged, to: item.target, syncs: false)
        try Failpoint.reach(.publicationRenamed)
      } else if !FileSystem.exists(item.target) {
        throw StorageError(
          .notFound, path: item.staged, "was staged for publication but is gone; run again")
      }
    }
    guard let first = pending.first else { return 0 }
    // One sync for all renames, then one transaction: hundreds of units would cost hundreds of each.
    try FileSystem.syncFileSystem(of: FileSystem.parent(of: first.target))
    try Failpoint.reach(.publicationSynced)
    try connection.transaction { () throws(StorageError) in
      for item in pending {
        try connection.execute(
          "UPDATE minsheng_publications SET state = 'published' WHERE kind = ? AND id = ?",
          [.text(item.kind), .text(item.id)])
      }
      try Failpoint.reach(.publicationMarked)
    }
    return pending.count
  }
}

extension Ledger {
  /// Where a run's publications stand, in path order.
  package func published(by runID: String) throws(StorageError) -> [String] {
    let statement = try connection.prepare(
      "SELECT target FROM minsheng_publications WHERE run_id = ? AND state = 'published' "
        + "ORDER BY target")
    defer { statement.reset() }
    try statement.bind([.text(runID)])
    var targets: [String] = []
    while try statement.step() { targets.append(statement.text(0)) }
    return targets
  }
}
