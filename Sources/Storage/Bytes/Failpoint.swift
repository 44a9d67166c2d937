/// A named place where a process can be made to stop, or a call to fail, to test what remains.
///
/// One stands at every write, sync, rename and commit of the store. Without the environment
/// variable `MINSHENG_FAILPOINT` (read once, see `FailpointPlan`) reaching one costs a comparison.
public enum Failpoint: String, CaseIterable, Sendable {
  // MARK: - Every file, by the call that is about to be made

  /// Before a file is made or emptied.
  case fileCreate = "file.create"
  /// Before bytes are written; in mode `short` the call then takes only a part of them.
  case fileWrite = "file.write"
  /// Before a file's bytes are made durable.
  case fileSync = "file.sync"
  /// Before a file or folder is renamed.
  case fileRename = "file.rename"
  /// Before a file is removed.
  case fileRemove = "file.remove"
  /// Before a folder is made.
  case folderMake = "folder.make"
  /// Before a folder's entries are made durable.
  case folderSync = "folder.sync"
  /// Before a whole file system is made durable.
  case systemSync = "system.sync"

  // MARK: - Every transaction

  /// Before `BEGIN IMMEDIATE`.
  case transactionBegin = "transaction.begin"
  /// Before `COMMIT`.
  case transactionCommit = "transaction.commit"
  /// After `COMMIT`.
  case transactionCommitted = "transaction.committed"

  // MARK: - Vault

  /// The new key is in place, its fingerprint not yet entered.
  case vaultKeyWritten = "vault.key.written"
  /// A file of identities or spans is written and synced.
  case vaultFileWritten = "vault.file.written"
  /// A run of known records is written and synced.
  case vaultKnownWritten = "vault.known.written"
  /// All files of a commit are staged and their folder synced.
  case vaultStaged = "vault.staged"
  /// The files are entered inside the lake's transaction.
  case vaultRecorded = "vault.recorded"
  /// Runs that were merged are about to be removed.
  case vaultMergedRunsLeft = "vault.merged_runs_left"
  /// Audit entries are entered inside a transaction.
  case vaultAudited = "vault.audited"

  // MARK: - Lake

  /// The catalog's tables are made inside their transaction.
  case lakeCreated = "lake.created"
  /// The program's tables are made or extended inside their transaction.
  case lakeTablesPrepared = "lake.tables_prepared"
  /// A data file is written and synced.
  case lakeFileWritten = "lake.file.written"
  /// A delete file is written and synced.
  case lakeDeleteWritten = "lake.delete.written"
  /// A merged file is written and synced.
  case lakeMergedWritten = "lake.merged.written"
  /// All files of a commit are written.
  case lakeFilesWritten = "lake.files_written"
  /// All files and folders of a commit are durable; the transaction has not begun.
  case lakeStaged = "lake.staged"
  /// The snapshot's rows are written inside the transaction.
  case lakeCatalogWritten = "lake.catalog_written"
  /// The ledger's rows are written inside the transaction.
  case lakeLedgerWritten = "lake.ledger_written"
  /// The snapshot is durable.
  case lakeCommitted = "lake.committed"

  /// Snapshots are forgotten; files are about to be removed.
  case lakeExpired = "lake.expired"
  /// Files are removed; the schedule still names them.
  case lakeExpiredFilesRemoved = "lake.expired_files_removed"
  /// What no snapshot shows is out of the catalog and of live files; old files still lie there.
  case lakeErased = "lake.erased"

  // MARK: - Quarantine, outbox, reports

  /// A file's rejected rows are in place.
  case quarantineRowsWritten = "quarantine.rows_written"
  /// A refused file is in place, its reason beside it not yet.
  case quarantineFileKept = "quarantine.file_kept"
  /// A file of a batch is written, not synced.
  case outboxFileWritten = "outbox.file_written"
  /// All batches are staged and durable.
  case outboxStaged = "outbox.staged"
  /// A report's page is staged, its data not yet.
  case reportPageWritten = "report.page_written"
  /// A report is staged and durable.
  case reportStaged = "report.staged"
  /// What stood in a publication's place is removed, the new not yet there.
  case publicationCleared = "publication.cleared"
  /// A publication is renamed into place.
  case publicationRenamed = "publication.renamed"
  /// All renames are durable; the ledger does not know yet.
  case publicationSynced = "publication.synced"
  /// The publications are marked inside the transaction.
  case publicationMarked = "publication.marked"

  // MARK: - Forgetting

  /// Copies of files without what is forgotten are staged.
  case removalStaged = "removal.staged"
  /// What is forgotten and what has to be removed for it is durable; nothing is removed yet.
  case removalEntered = "removal.entered"
  /// A file is removed or replaced; the ledger does not know yet.
  case removalDone = "removal.done"
  /// Remasked rows are durable; what they replace still lies there.
  case remaskEntered = "remask.entered"

  // MARK: - Runs

  /// A run is entered as started.
  case runStarted = "run.started"
  /// All steps are done; the run is not yet marked finished.
  case runDone = "run.done"
  /// The run is marked finished.
  case runFinished = "run.finished"

  /// Every failpoint, in the order of the list.
  public static var all: [Failpoint] { allCases }

  /// Tells that a place was reached; returns unless the process was asked to stop or fail there.
  ///
  /// - Throws: `io`, with the error asked for, in the failing modes.
  @inline(__always)
  public static func reach(_ point: Failpoint, path: String? = nil) throws(StorageError) {
    guard let plan = FailpointPlan.current else { return }
    try plan.reach(point, path: path)
  }

  /// How many of some bytes the next `write` call gets: fewer than all in mode `short`.
  static func writable(_ count: Int) -> Int { FailpointPlan.current?.writable(count) ?? count }
}
