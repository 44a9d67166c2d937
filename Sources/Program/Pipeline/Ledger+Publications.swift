package import Bytes
package import SQLite

extension Ledger {
  /// A folder that was staged and is to stand under its final name.
  package struct Publication: Sendable {
    /// `outbox` or `report`.
    package let kind: String
    /// An id derived from its content.
    package let id: String
    /// Where it was staged, below the workspace, which may move.
    package let staged: String
    /// Where it belongs, below the workspace.
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

  /// Enters a publication as to be published, with the hash of what was staged; called inside the
  /// step's transaction.
  package static func record(
    _ publication: Publication, of workspace: Workspace, in connection: Connection
  ) throws(StorageError) {
    try connection.execute(
      "INSERT OR IGNORE INTO minsheng_publications VALUES(?,?,?,?,'to_publish',?)",
      [
        .text(publication.kind), .text(publication.id), .text(publication.staged),
        .text(publication.target), .text(publication.runID),
      ])
    try connection.execute(
      "INSERT OR IGNORE INTO minsheng_publication_digests VALUES(?,?,?)",
      [
        .text(publication.kind), .text(publication.id),
        .text(try PublicationDigest.of(workspace.path(publication.staged))),
      ])
  }

  /// What is entered as to be published, in the order of kind and id.
  package func pendingPublications() throws(StorageError) -> [Publication] {
    var pending: [Publication] = []
    try connection.query(
      """
      SELECT kind, id, staged, target, run_id FROM minsheng_publications
      WHERE state = 'to_publish' ORDER BY kind, id
      """
    ) { row in
      pending.append(
        Publication(
          kind: row.text(0), id: row.text(1), staged: row.text(2), target: row.text(3),
          runID: row.text(4)))
    }
    return pending
  }

  /// Renames what is to be published into place and marks it; safe to call again after a kill.
  ///
  /// - Returns: What is neither staged nor in its place, as after a kill between rename and mark
  ///   when a unit has taken its batch meanwhile; it is marked `gone` and never made again.
  @discardableResult
  package func publishPending(in workspace: Workspace) throws(StorageError) -> [Publication] {
    let pending = try pendingPublications()
    if pending.isEmpty { return [] }
    var gone: Set<Int> = []
    for (index, item) in pending.enumerated() {
      let (staged, target) = (workspace.path(item.staged), workspace.path(item.target))
      if FileSystem.exists(staged) {
        try FileSystem.makeFolderAsAround(FileSystem.parent(of: target), syncs: false)
        if FileSystem.exists(target) { try FileSystem.removeTree(target) }
        try Failpoint.reach(.publicationCleared)
        try FileSystem.move(staged, to: target, syncs: false)
        try Failpoint.reach(.publicationRenamed)
      } else if !FileSystem.exists(target) {
        gone.insert(index)
      }
    }
    // One sync for all renames, then one transaction: hundreds of units would cost hundreds of each.
    for folder in Set(pending.map { $0.kind == "outbox" ? workspace.outbox : workspace.reports })
      .sorted()
    {
      try FileSystem.syncFileSystem(of: folder)
    }
    try Failpoint.reach(.publicationSynced)
    try connection.transaction { () throws(StorageError) in
      for (index, item) in pending.enumerated() {
        try connection.execute(
          "UPDATE minsheng_publications SET state = ? WHERE kind = ? AND id = ?",
          [.text(gone.contains(index) ? "gone" : "published"), .text(item.kind), .text(item.id)])
      }
      try Failpoint.reach(.publicationMarked)
    }
    return gone.sorted().map { pending[$0] }
  }

  /// Removes what a killed run staged and no committed row names.
  package func removeStagedOrphans(in workspace: Workspace) throws(StorageError) {
    let pending = Set(try pendingPublications().map { workspace.path($0.staged) })
    for folder in [workspace.outbox + "/.staging", workspace.reports + "/.staging"]
    where FileSystem.isFolder(folder) {
      for name in try FileSystem.list(folder) where !pending.contains("\(folder)/\(name)") {
        try FileSystem.removeTree("\(folder)/\(name)")
      }
    }
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
