public import Bytes
public import Columns

/// Rows to add, delete and replace, which become visible together or not at all.
///
/// Rows are cut by partition, buffered, sorted and streamed to Parquet files as buffers fill; no
/// catalog row names those files before `commit`. One thread at a time, one commit at a time.
public final class LakeCommit {
  /// How many rows a buffer reaches before it is written to a file of its own.
  static let fileRowLimit = 524_288
  /// How many bytes it reaches before that.
  static let fileByteLimit = 64 << 20
  /// How many bytes all buffers reach before the largest is written.
  static let totalByteLimit = 128 << 20

  let lake: Lake
  /// The newest snapshot when the commit began.
  let base: Int64
  var buffers: [StagingKey: StagingBuffer] = [:]
  var staged: [StagedFile] = []
  /// Deleted positions by table name and data file.
  var deletes: [String: [Int64: [Int]]] = [:]
  /// Data files that staged ones take the place of.
  var compactions: [Compaction] = []
  private var stagedPaths: [String] = []
  private var fileCounter = 0
  /// Whether `COMMIT` was begun: what it failed with does not tell whether it took effect, so that
  /// the files stay for the next run to judge by the catalog.
  var mayBeCommitted = false
  private var isEnded = false

  init(lake: Lake) {
    precondition(!lake.isCommitOpen, "one commit of a lake at a time")
    lake.isCommitOpen = true
    self.lake = lake
    base = lake.latestSnapshot
  }

  deinit {
    if !isEnded { rollback() }
  }

  /// Whether nothing has been added, deleted or replaced so far.
  public var isEmpty: Bool {
    buffers.isEmpty && staged.isEmpty && deletes.isEmpty && compactions.isEmpty
  }

  /// Adds rows to a table.
  ///
  /// - Parameters:
  ///   - table: The table's name.
  ///   - batch: The rows; columns are matched by name, those not in the batch get their default
  ///     value, which is null unless a client set another.
  /// - Throws: `notFound`, `io`; `corrupt` for a row without a partition date.
  public func append(_ table: String, _ batch: RecordBatch) throws(StorageError) {
    try stage(table, batch, rowIDs: nil)
  }

  /// Deletes rows by their positions in a data file, as `RowOrigin` gives them.
  ///
  /// - Throws: `notFound` for an unknown table.
  public func delete(_ table: String, dataFileID: Int64, rows: [Int]) throws(StorageError) {
    _ = try lake.table(table)
    if !rows.isEmpty { deletes[table, default: [:]][dataFileID, default: []] += rows }
  }

  /// Removes what was staged; the lake stays as it was.
  public func rollback() {
    // Files that cannot be removed now are orphans, which the next run removes.
    if !mayBeCommitted { for path in stagedPaths { try? FileSystem.remove(path) } }
    end()
  }

  /// Forgets what was staged and lets the lake begin another commit.
  func end() {
    if !isEnded { lake.isCommitOpen = false }
    isEnded = true
    buffers = [:]
    staged = []
    deletes = [:]
    compactions = []
    stagedPaths = []
  }

  /// The next file of this commit in a folder.
  ///
  /// It is named by commit and counter, so that equal input gives equal names; one that a stopped
  /// process left there is removed.
  func newFile(in folder: String, suffix: String = "") throws(StorageError) -> String {
    precondition(!isEnded, "the commit has ended")
    fileCounter += 1
    try FileSystem.makeFolder(folder, mode: lake.folderMode)
    let path = "\(folder)s\(base + 1)-\(fileCounter)\(suffix).parquet"
    try FileSystem.remove(path)
    stagedPaths.append(path)
    return path
  }

  /// All files written so far.
  var writtenPaths: [String] { stagedPaths }

  /// Removes a file that this commit wrote and does not need any more.
  func discard(_ path: String) throws(StorageError) {
    stagedPaths.removeAll { $0 == path }
    try FileSystem.remove(path)
  }
}
