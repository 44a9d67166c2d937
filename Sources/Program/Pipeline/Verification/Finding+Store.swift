package import Bytes

extension Finding.Kind {
  private static let restore = "restore lake/ and vault/ from the same backup"

  /// The tables could not be read on.
  package static let storeUnreadable = Self("store.unreadable", .damage, restore)
  /// Two rows have one key.
  package static let duplicateKey = Self("store.key.duplicate", .damage, restore)
  /// A row names a row of another table that is not there.
  package static let reference = Self("store.reference", .damage, restore)
  /// A request's id is not the one that its platform and record number give.
  package static let requestID = Self("store.request.id", .damage, restore)
  /// A request's states are not numbered from 0 without a gap.
  package static let revision = Self("store.state.revision", .damage, restore)
  /// A request's parts do not make up the whole.
  package static let part = Self("store.part", .damage, restore)
  /// The vault holds an identity of a request that is not in the lake.
  package static let strayIdentity = Self("store.identity.stray", .damage, restore)
  /// The lake has a person's token that the vault does not know, or knows as another person's.
  package static let unknownPerson = Self("store.person.unknown", .damage, restore)
  /// The vault holds spans of a request that is not in the lake.
  package static let straySpan = Self("store.span.stray", .damage, restore)
  /// A masked text and its spans do not give the cleaned text back.
  package static let span = Self("store.span.place", .damage, restore)
  /// A masked text has lost spans.
  package static let missingSpan = Self("store.span.missing", .damage, restore)
  /// A request is not among the known records, so that it would be taken as a new one.
  package static let unknownRecord = Self(
    "store.known.missing", .damage, "run verify --repair, which makes the index anew")
  /// A known record stands for another request, or for one that is not in the lake.
  package static let wrongRecord = Self(
    "store.known.wrong", .damage, "run verify --repair, which makes the index anew")
  /// There are more or fewer requests than runs accepted.
  package static let requestCount = Self("store.request.count", .damage, restore)
  /// A row names a file or a run that the ledger does not know.
  package static let unknownOrigin = Self("store.origin", .damage, restore)

  /// The vault holds data of a request that was forgotten.
  package static let keptForgotten = Self(
    "store.forgotten.kept", .damage,
    "was an old backup of vault/ restored? run minsheng forget again for what was forgotten since")
  /// Requests were forgotten on purpose.
  package static let forgotten = Self("store.forgotten", .note, "none: it was done on purpose")

  /// All kinds that are found by comparing tables with each other and lake with vault.
  package static let store: [Self] = [
    storeUnreadable, duplicateKey, reference, requestID, revision, part, strayIdentity,
    unknownPerson,
    straySpan, span,
    missingSpan, unknownRecord, wrongRecord, requestCount, unknownOrigin,
    keptForgotten, forgotten,
  ]
}
