public import Bytes

extension Finding.Kind {
  private static let restore =
    "restore the file from a backup; without one, make a new workspace with this inbox and run "
    + "every date again"

  /// The catalog cannot be read at all.
  public static let catalogUnreadable = Self(
    "lake.catalog.unreadable", .damage, "restore lake/catalog.sqlite from a backup")
  /// SQLite finds the catalog's file damaged.
  public static let catalogIntegrity = Self(
    "lake.catalog.integrity", .damage, "restore lake/catalog.sqlite from a backup")
  /// An index of the catalog does not fit its table.
  public static let catalogReindex = Self(
    "lake.catalog.reindex", .damage, "run verify --repair")
  /// An index of this program is missing.
  public static let indexMissing = Self("lake.index.missing", .leftover, "run verify --repair")
  /// The catalog names another folder than the one it lies in.
  public static let dataPath = Self(
    "lake.data-path", .leftover, "run verify --repair, or any command that opens the store")
  /// A snapshot's row is gone while its changes are still there, or the other way round.
  public static let snapshotHalf = Self(
    "lake.snapshot.half", .damage, "restore lake/catalog.sqlite from a backup")
  /// Snapshot numbers are not consecutive.
  public static let snapshotGap = Self(
    "lake.snapshot.gap", .note, "none, where another program expired single snapshots")
  /// What a snapshot is said to have changed cannot be read.
  public static let snapshotChanges = Self(
    "lake.snapshot.changes", .damage,
    "restore lake/catalog.sqlite from a backup, or expire the snapshot")
  /// Something begins after it ends, or after the newest snapshot.
  public static let snapshotOrder = Self(
    "lake.snapshot.order", .damage, "restore lake/catalog.sqlite from a backup")
  /// The next id that a snapshot gives is taken already.
  public static let snapshotCounter = Self(
    "lake.snapshot.counter", .damage, "run verify --repair")
  /// A row of the catalog names something that is not there.
  public static let dangling = Self(
    "lake.catalog.dangling", .damage, "restore lake/catalog.sqlite from a backup")
  /// Two rows of the catalog name one file, or one id twice.
  public static let duplicateEntry = Self(
    "lake.catalog.duplicate", .damage, "restore lake/catalog.sqlite from a backup")
  /// The catalog has another size for a file that is otherwise the one it names.
  public static let fileSize = Self("lake.catalog.file-size", .damage, "run verify --repair")
  /// The catalog has another footer size for a file that is otherwise the one it names.
  public static let footerSize = Self("lake.catalog.footer-size", .damage, "run verify --repair")
  /// The catalog has another row count for a file that is otherwise the one it names.
  public static let recordCount = Self(
    "lake.catalog.record-count", .damage, "run verify --repair")
  /// A file that the catalog names is not there.
  public static let fileMissing = Self("lake.file.missing", .damage, restore)
  /// A file is shorter than it was and has lost its end.
  public static let fileTruncated = Self("lake.file.truncated", .damage, restore)
  /// Another file lies under the name.
  public static let fileReplaced = Self("lake.file.replaced", .damage, restore)
  /// A file breaks its format.
  public static let fileCorrupt = Self("lake.file.corrupt", .damage, restore)
  /// A file cannot be read for lack of permission or a fault of the disk.
  public static let fileUnreadable = Self(
    "lake.file.unreadable", .damage, "give the user of the runs access, or check the disk")
  /// A file is of a kind that is not read here.
  public static let fileForeign = Self(
    "lake.file.foreign", .note, "verify it with the program that wrote it")
  /// A page's bytes are not those that were written.
  public static let pageChecksum = Self("lake.page.checksum", .damage, restore)
  /// A file's own statistics do not bound its rows.
  public static let fileStatistics = Self("lake.file.statistics", .damage, restore)
  /// A file's columns are not those of its table.
  public static let schemaColumn = Self("lake.schema.column", .damage, restore)
  /// The catalog's counts of a column are not those of the file.
  public static let statisticsCounts = Self(
    "lake.statistics.counts", .damage, "run verify --repair")
  /// The catalog's bounds of a column leave out rows of the file.
  public static let statisticsBounds = Self(
    "lake.statistics.bounds", .damage, "run verify --repair")
  /// The catalog has no statistics of a column that the file has.
  public static let statisticsMissing = Self(
    "lake.statistics.missing", .damage, "run verify --repair")
  /// A file's rows are not of the month that the catalog names.
  public static let partitionValue = Self(
    "lake.partition.value", .damage, "restore lake/catalog.sqlite from a backup")
  /// Two files claim the same row ids.
  public static let rowRange = Self(
    "lake.rows.range", .damage, "restore lake/catalog.sqlite from a backup")
  /// Two live rows have one row id.
  public static let rowDuplicate = Self(
    "lake.rows.duplicate", .damage, "restore lake/ from a backup")
  /// The next row id of a table is taken already.
  public static let rowNext = Self("lake.rows.next", .damage, "run verify --repair")
  /// A delete file names a row that its data file has not.
  public static let deletePosition = Self("lake.delete.position", .damage, restore)
  /// A delete file was written for another data file.
  public static let deleteOwner = Self("lake.delete.owner", .damage, restore)
  /// A table's count of rows is not that of its files.
  public static let tableCount = Self("lake.table.record-count", .damage, "run verify --repair")
  /// A table's bounds leave out rows of its files.
  public static let tableStatistics = Self(
    "lake.table.statistics", .damage, "run verify --repair")
  /// A file that no row of the catalog names.
  public static let orphan = Self(
    "lake.orphan", .leftover, "run verify --repair, or wait for the next run")
  /// A file that another program left, and that no row of the catalog names.
  public static let foreignOrphan = Self(
    "lake.orphan.foreign", .leftover,
    "run verify --repair, which moves it to lake/lost+found once it is a day old")
  /// A file that a snapshot needs is scheduled for deletion.
  public static let scheduledLive = Self(
    "lake.scheduled.live", .damage, "run verify --repair before expire")
  /// A file that is scheduled for deletion is gone already.
  public static let scheduledGone = Self(
    "lake.scheduled.gone", .leftover, "run verify --repair, or expire")

  /// All kinds that are found in the lake.
  public static let lake: [Self] = [
    catalogUnreadable, catalogIntegrity, catalogReindex, indexMissing, dataPath, snapshotHalf,
    snapshotGap, snapshotChanges, snapshotOrder, snapshotCounter, dangling, duplicateEntry,
    fileSize, footerSize, recordCount, fileMissing, fileTruncated, fileReplaced, fileCorrupt,
    fileUnreadable, fileForeign, pageChecksum, fileStatistics, schemaColumn, statisticsCounts,
    statisticsBounds, statisticsMissing, partitionValue, rowRange, rowDuplicate, rowNext,
    deletePosition, deleteOwner, tableCount, tableStatistics, orphan, foreignOrphan,
    scheduledLive, scheduledGone,
  ]
}
