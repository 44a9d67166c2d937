public import Bytes

extension Finding.Kind {
  private static let restore =
    "restore vault/ from a backup; without one, make a new workspace with this inbox and run "
    + "every date again"

  /// The list of the vault's files cannot be read.
  public static let vaultUnreadable = Self("vault.unreadable", .damage, restore)
  /// SQLite finds `vault.sqlite` damaged.
  public static let vaultIntegrity = Self("vault.integrity", .damage, restore)
  /// An index of `vault.sqlite` does not fit its table.
  public static let vaultReindex = Self("vault.reindex", .damage, "run verify --repair")
  /// The key is missing or not the vault's own.
  public static let vaultKey = Self(
    "vault.key", .damage,
    "restore vault/key from a backup; without it no person's token can ever be made again")
  /// A file that the vault lists is not there.
  public static let vaultMissing = Self("vault.file.missing", .damage, restore)
  /// A file is shorter than listed and has lost its end.
  public static let vaultTruncated = Self("vault.file.truncated", .damage, restore)
  /// Another file lies under the name.
  public static let vaultReplaced = Self("vault.file.replaced", .damage, restore)
  /// A file breaks its format.
  public static let vaultCorrupt = Self("vault.file.corrupt", .damage, restore)
  /// A page's bytes are not those that were written.
  public static let vaultChecksum = Self("vault.page.checksum", .damage, restore)
  /// The list has another number for a file that is otherwise the one it names.
  public static let vaultEntry = Self("vault.file.entry", .damage, "run verify --repair")
  /// The index of known records is damaged; lake and vault hold what it was made from.
  public static let vaultKnown = Self(
    "vault.known.corrupt", .damage, "run verify --repair, which makes the index anew")
  /// A file that the vault does not list.
  public static let vaultOrphan = Self(
    "vault.orphan", .leftover, "run verify --repair, or wait for the next run")
  private static let compare =
    "find out who could write vault.sqlite; compare it with a backup's, entry by entry"
  /// An entry of the audit chain is not the one that was entered.
  public static let vaultAuditChanged = Self("vault.audit.changed", .damage, compare)
  /// Entries of the audit chain are gone between others.
  public static let vaultAuditMissing = Self("vault.audit.missing", .damage, compare)
  /// Entries are gone from the end of the audit chain.
  public static let vaultAuditTruncated = Self("vault.audit.truncated", .damage, compare)
  /// What keeps the end of the audit chain outside the vault was removed or made up.
  public static let vaultAuditAnchor = Self(
    "vault.audit.anchor", .damage,
    "find out who could write catalog.sqlite and logs/; compare them with a backup's")
  /// A person's token is linked upwards or to itself.
  public static let vaultLink = Self(
    "vault.person-link", .damage, "restore vault/vault.sqlite from a backup")

  /// All kinds that are found in the vault alone.
  public static let vault: [Self] = [
    vaultUnreadable, vaultIntegrity, vaultReindex, vaultKey, vaultMissing, vaultTruncated,
    vaultReplaced, vaultCorrupt, vaultChecksum, vaultEntry, vaultKnown, vaultOrphan,
    vaultAuditChanged, vaultAuditMissing, vaultAuditTruncated, vaultAuditAnchor, vaultLink,
  ]
}
