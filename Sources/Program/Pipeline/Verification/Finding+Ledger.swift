package import Bytes

extension Finding.Kind {
  private static let restore = "restore lake/catalog.sqlite and what it names from one backup"

  /// The ledger's tables cannot be read.
  package static let ledgerUnreadable = Self("ledger.unreadable", .damage, restore)
  /// A file's rows are not all accounted for.
  package static let identity = Self("ledger.identity", .damage, restore)
  /// Rejected rows of a file are not in quarantine, or not as many as counted.
  package static let quarantine = Self(
    "ledger.quarantine", .damage,
    "restore quarantine/ from a backup, or take the file out of the inbox again with ingest")
  /// A refused file was not kept.
  package static let refused = Self(
    "ledger.refused", .damage, "restore quarantine/ from a backup, or ask its sender again")
  /// A step belongs to no run, or to a snapshot that is not there yet.
  package static let step = Self("ledger.step", .damage, restore)
  /// A run did not finish.
  package static let unfinished = Self(
    "ledger.run.unfinished", .leftover, "run the pipeline for its date again; it goes on from there"
  )
  /// A file that was taken is not in the inbox any more.
  package static let inboxMissing = Self(
    "ledger.inbox.missing", .note, "none, where the inbox is cleared on purpose")
  /// A file of the inbox is not the one that was taken under its name.
  package static let inboxChanged = Self(
    "ledger.inbox.changed", .note, "none: the next run takes it as another file")

  /// Files were to be removed or replaced and are there still.
  package static let removal = Self(
    "ledger.removal", .leftover, "run verify --repair, or wait for the next run")
  /// What was remasked still lies in old files.
  package static let erasure = Self(
    "ledger.erasure", .leftover, "run minsheng remask again; it goes on from there")

  /// A batch or report was staged and not yet put in place.
  package static let pending = Self(
    "publication.pending", .leftover, "run verify --repair, or wait for the next run")
  /// A batch or report that was to be published is gone.
  package static let lost = Self(
    "publication.lost", .damage, "restore outbox/ and reports/ from a backup")
  /// A published batch or report is not in its place.
  package static let unpublished = Self(
    "publication.missing", .damage,
    "restore it from a backup, or from the unit that pulled it; it cannot be made again the same")
  /// A published batch or report is not what was published.
  package static let changed = Self(
    "publication.changed", .damage,
    "restore it from a backup, or from the unit that pulled it; published batches never change")
  /// A folder of the outbox that no run published.
  package static let stray = Self(
    "publication.stray", .leftover, "find out who put it there; units would pull it")
  /// A staged folder that no run is to publish.
  package static let staging = Self(
    "publication.staging", .leftover, "run verify --repair, or wait for the next run")

  /// All kinds that are found in the ledger, the quarantine, the outbox and the reports.
  package static let ledger: [Self] = [
    ledgerUnreadable, identity, quarantine, refused, step, unfinished, inboxMissing, inboxChanged,
    removal, erasure,
    pending, lost, unpublished, changed, stray, staging,
  ]
}
