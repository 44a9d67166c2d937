internal import Columns

/// Data files whose rows new files take over.
struct Compaction {
  let table: CatalogTable
  let sources: [DataFile]
  /// Year × 12 + month − 1 of the partition, nil for none.
  let month: Int?
  /// Whether the sources have ended: no row of theirs is live.
  var isHistory = false
  /// Whether the month is past the age at which files are written small rather than fast.
  var isArchived = false
}

/// Which data files of a partition are worth merging.
struct CompactionPlan {
  /// Files of more live rows are not merged any further.
  static let mergedRowLimit = LakeCommit.fileRowLimit / 2
  /// The sources of one merge have at most this many bytes together, compressed.
  static let mergedByteLimit: Int64 = 160 << 20
  /// How many files that may still grow a partition has while it fills, and the history of a table.
  static let openFileLimit = 8
  /// How many files a closed month may have.
  static let closedFileLimit = 4
  /// A file is merged with smaller ones when these together have a quarter of its rows, so that a
  /// row is written again only as often as its file grows.
  private static let growth = 4
  /// A file with fewer deleted rows is left to the merges it takes part in.
  private static let leastDeletedCount = 4096

  let table: CatalogTable
  let month: Int?
  /// The partition's live files, or the table's ended ones.
  let files: [DataFile]
  /// Whether the files have ended.
  let isHistory: Bool
  /// Whether the month takes in no new requests any more, only changes to those it has.
  let isClosed: Bool
  /// Whether the month is past the age of the archive.
  let isPastAge: Bool
  /// Whether each file with deleted rows is written anew, however few they are.
  let rewritingDeletes: Bool
  /// The oldest snapshot that can be read: what was deleted up to it is needed no more.
  let oldestSnapshot: Int64

  /// Groups of files to merge, each of bounded size.
  func compactions() -> [Compaction] {
    var chosen = Set(merged().map(\.id))
    for file in files where isWorthRewriting(file) { chosen.insert(file.id) }
    var output: [Compaction] = []
    var group: [DataFile] = []
    func close() {
      if group.count > 1 || group.contains(where: { isWorthRewriting($0) }) {
        output.append(
          Compaction(
            table: table, sources: group, month: month, isHistory: isHistory,
            isArchived: isPastAge))
      }
      group = []
    }
    for file in files where chosen.contains(file.id) {
      let rows = group.reduce(file.liveRowCount) { $0 + $1.liveRowCount }
      let bytes = group.reduce(file.byteCount) { $0 + $1.byteCount }
      if rows > LakeCommit.fileRowLimit || bytes > Self.mergedByteLimit { close() }
      group.append(file)
    }
    close()
    return output
  }

  /// The files that are few enough in rows and many enough in number to become one.
  private func merged() -> [DataFile] {
    let small = files.filter { $0.liveRowCount <= Self.mergedRowLimit }
      .sorted { ($0.liveRowCount, $0.id) < ($1.liveRowCount, $1.id) }
    if small.count < 2 { return [] }
    if isPastAge && !isHistory && isMostlyUnarchived { return small }
    var taken: [DataFile] = []
    var rows = 0
    for file in small {
      if taken.count > 1 && file.liveRowCount > Self.growth * rows { break }
      if taken.count == 1 && file.liveRowCount > Self.growth * max(1, rows) && isClosed { break }
      taken.append(file)
      rows += file.liveRowCount
    }
    let limit = isClosed ? Self.closedFileLimit : Self.openFileLimit
    let isWhole = isClosed && taken.count == small.count
    return small.count > limit || isWhole ? taken : []
  }

  /// Whether the codec of the archive would be new to more than a fifth of the rows.
  private var isMostlyUnarchived: Bool {
    let archived = files.filter(\.isArchived).reduce(0) { $0 + $1.rowCount }
    let others = files.filter { !$0.isArchived }.reduce(0) { $0 + $1.rowCount }
    return others * Self.growth > archived
  }

  private func isWorthRewriting(_ file: DataFile) -> Bool {
    if let end = file.endSnapshot {
      return rewritingDeletes && (file.deleteFile?.beginSnapshot ?? end) <= oldestSnapshot
    }
    if isPastAge && !file.isArchived && isMostlyUnarchived { return true }
    if rewritingDeletes { return file.deletedRowCount > 0 }
    return file.deletedRowCount >= Self.leastDeletedCount
      && file.deletedRowCount * 5 > file.rowCount
  }
}

extension DataFile {
  /// How many of its rows are deleted.
  var deletedRowCount: Int { (deleteFile?.rowCount ?? 0) + inlinedDeletes.count }
  /// How many are not; of a file that has ended, all.
  var liveRowCount: Int {
    endSnapshot == nil ? max(0, rowCount - deletedRowCount) : rowCount
  }
  /// Whether it is written in the codec of the archive, as its name says.
  var isArchived: Bool { path.hasSuffix(Self.archiveSuffix + ".parquet") }

  /// What the names of files in the codec of the archive end with.
  static let archiveSuffix = "-archive"
}
