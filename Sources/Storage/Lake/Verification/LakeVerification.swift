public import Bytes
internal import Columns
internal import Parallel
internal import Parquet
public import SQLite

/// Checks a lake from its catalog down to every value of every file, and changes nothing.
///
/// Files are read in pieces on all cores, a bounded number of bytes at a time. One thread at a time;
/// nobody may write to the lake meanwhile.
public final class LakeVerification {
  /// The catalog's connection.
  let connection: Connection
  /// The folder of the catalog and its data, absolute.
  let folder: String
  /// Is told how many files have been read, and of how many.
  private let progress: (Int, Int) -> Void
  /// What has been found so far.
  var findings: [Finding] = []
  /// The tables of which deletions could not be read: deleted rows count as live there.
  var tablesWithoutDeletions: Set<Int64> = []
  /// The bytes of the files that were read.
  public internal(set) var byteCount = 0
  /// The number of files that were read.
  public internal(set) var fileCount = 0

  /// Prepares a verification.
  ///
  /// - Parameters:
  ///   - connection: The catalog's connection.
  ///   - folder: The folder of the catalog and its data, absolute.
  ///   - progress: Is told how many files have been read, and of how many.
  public init(
    _ connection: Connection, folder: String, progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) {
    self.connection = connection
    self.folder = folder
    self.progress = progress
  }

  /// The folder of the data, with a closing slash.
  var dataPath: String { folder + "/data/" }

  /// Checks everything.
  ///
  /// - Returns: What is wrong, in the order of the checks; empty for a sound lake.
  public func run() -> [Finding] {
    findings = []
    do throws(StorageError) {
      guard try checkCatalogFile() else { return findings }
      let image = try CatalogImage(connection, dataPath: dataPath)
      try checkSettings()
      try checkIndexes()
      checkSnapshots(image)
      try checkReferences(image)
      try checkFiles(image)
      try checkUnnamedFiles(image)
    } catch {
      findings.append(
        Finding(
          .catalogUnreadable, path: connection.path,
          "the catalog could not be read on: \(error.detail)"))
    }
    return findings
  }

  /// Runs a mending inside a transaction.
  func mending(_ summary: String, _ body: @escaping (Connection) throws(StorageError) -> Void)
    -> Finding.Mending
  {
    let connection = connection
    return Finding.Mending(summary) {
      try connection.transaction { () throws(StorageError) in try body(connection) }
    }
  }

  // MARK: - Files

  /// How many files are open at a time.
  private static let openFiles = 48
  /// How many bytes of columns are decoded at a time.
  private static let windowBytes = 160 << 20

  private func checkFiles(_ image: CatalogImage) throws(StorageError) {
    let total = image.dataFiles.count + image.deleteFiles.count
    let deletes = try checkDeleteFiles(image)
    var table: TableFacts?
    for range in Parallel.ranges(image.dataFiles.count, of: Self.openFiles) {
      let entries = Array(image.dataFiles[range])
      let openings = Parallel.map(chunks: entries.count) { FileOpening(entries[$0]) }
      var examinations: [FileExamination] = []
      for (entry, opening) in zip(entries, openings) {
        guard let reader = accept(opening, entry, image) else { continue }
        byteCount += reader.byteCount
        fileCount += 1
        examinations.append(FileExamination(entry, reader, image))
      }
      examine(&examinations)
      for examination in examinations {
        let id = examination.entry.tableID
        if table?.tableID != id {
          if let table { try conclude(table, image) }
          table = TableFacts(tableID: id)
        }
        try conclude(examination, deletes[examination.entry.id] ?? [], &table, image)
      }
      progress(image.deleteFiles.count + range.upperBound, total)
    }
    if let table { try conclude(table, image) }
  }

  /// Reads every column of some files, a bounded number of bytes at a time.
  private func examine(_ examinations: inout [FileExamination]) {
    var window: [FileExamination.Task] = []
    var bytes = 0
    func flush() {
      let (work, readers) = (window, examinations.map(\.reader))
      let results = Parallel.map(chunks: work.count) { work[$0].run(readers[work[$0].file]) }
      for (task, result) in zip(work, results) { examinations[task.file].add(result, of: task) }
      window.removeAll(keepingCapacity: true)
      bytes = 0
    }
    for file in examinations.indices {
      for task in examinations[file].tasks(file) {
        window.append(task)
        bytes += task.byteCount
        if bytes >= Self.windowBytes { flush() }
      }
    }
    flush()
  }
}
