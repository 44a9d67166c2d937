public import Bytes
public import Columns
internal import Parquet
public import SQLite

/// Identities, spans and known records that are made durable with a commit of the lake.
///
/// The order is: append, `stage()`, then `record(in:)` inside the lake's transaction, then
/// `finish()`. Files that were staged and never recorded are orphans.
public final class VaultCommit {
  let vault: Vault
  let number: Int64
  private(set) var writers: [VaultFile.Kind: (writer: ParquetWriter, ids: ClosedRange<Int64>)] = [:]
  private var keys: [Int64] = []
  private var requestIDs: [Int64] = []
  private var contentHashes: [Int64] = []
  var staged: [VaultFile] = []
  /// The files that staged ones take the place of.
  var replaced: [VaultFile] = []
  /// What is forgotten with this commit.
  var forgetting = Forgetting()
  /// Whether a transaction names the files: whether it took effect is for the next run to judge.
  private var isRecorded = false
  private var isEnded = false

  init(vault: Vault) throws(StorageError) {
    precondition(!vault.isCommitOpen, "one commit of a vault at a time")
    number = 1 + (try vault.connection.integer("SELECT max(number) FROM commits") ?? 0)
    self.vault = vault
    vault.isCommitOpen = true
  }

  deinit {
    if !isEnded { rollback() }
  }

  /// Adds rows of `Vault.identitiesSchema`; of a request with several the latest commit's count.
  public func appendIdentities(_ batch: RecordBatch) throws(StorageError) {
    precondition(batch.schema == Vault.identitiesSchema, "not identities")
    try write(batch, .identities)
  }

  /// Adds rows of `Vault.spansSchema`.
  ///
  /// The spans of one request and commit replace those of earlier commits, all columns together.
  ///
  /// - Parameters:
  ///   - batch: All spans of the requests in it.
  ///   - cleared: Requests whose texts were replaced and hold no span any more.
  public func appendSpans(_ batch: RecordBatch, clearing cleared: [Int64] = [])
    throws(StorageError)
  {
    precondition(batch.schema == Vault.spansSchema, "not spans")
    try write(batch, .spans)
    if cleared.isEmpty { return }
    // A row without a column says that the request has no spans.
    var empty = RecordBatch(schema: Vault.spansSchema)
    for id in cleared { empty.appendRow(["request_id": .int(id), "offset": .int(0)]) }
    try write(empty, .spans)
  }

  /// Adds or replaces known records: for each key hash its request and the hash of its content.
  public func appendKnown(keys: [Int64], requestIDs: [Int64], contentHashes: [Int64]) {
    precondition(
      keys.count == requestIDs.count && keys.count == contentHashes.count, "equal lengths")
    if self.keys.isEmpty {
      (self.keys, self.requestIDs, self.contentHashes) = (keys, requestIDs, contentHashes)
      return
    }
    self.keys += keys
    self.requestIDs += requestIDs
    self.contentHashes += contentHashes
  }

  /// Writes and syncs all files.
  public func stage() throws(StorageError) {
    for (kind, open) in writers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let summary = try open.writer.finish()
      try Failpoint.reach(.vaultFileWritten)
      staged.append(
        VaultFile(
          kind: kind, commit: number, rowCount: summary.rowCount, byteCount: summary.byteCount,
          requestIDs: open.ids))
    }
    writers = [:]
    try stageKnown()
    if staged.isEmpty { return }
    try FileSystem.syncFolder(of: vault.folder + "/.")
    try Failpoint.reach(.vaultStaged)
  }

  /// Enters the staged files into the attached vault database, inside the open transaction.
  ///
  /// - Parameter connection: The lake's connection, to which `Vault.attach(to:)` has attached it.
  public func record(in connection: Connection) throws(StorageError) {
    precondition(connection.isInTransaction, "the list changes with the lake or not at all")
    precondition(writers.isEmpty && keys.isEmpty, "stage() comes first")
    try recordForgetting(in: connection)
    if staged.isEmpty && replaced.isEmpty { return }
    isRecorded = true
    try connection.execute("INSERT INTO vault.commits VALUES(?)", [.integer(number)])
    for file in replaced {
      try connection.execute("DELETE FROM vault.files WHERE name = ?", [.text(file.name)])
    }
    for file in staged {
      try connection.execute(
        "INSERT INTO vault.files VALUES(?, ?, ?, ?, ?, ?, ?)",
        [
          .text(file.name), .text(file.kind.rawValue), .integer(file.commit),
          .int(file.rowCount), .int(file.byteCount), .optional(file.requestIDs?.lowerBound),
          .optional(file.requestIDs?.upperBound),
        ])
    }
    try Failpoint.reach(.vaultRecorded)
  }

  /// Ends the commit after the lake's transaction, and removes the files that were merged.
  public func finish() throws(StorageError) {
    end()
    if replaced.isEmpty { return }
    try Failpoint.reach(.vaultMergedRunsLeft)
    let listed = Set(try vault.files().map(\.name))
    for file in replaced where !listed.contains(file.name) {
      vault.openRuns[file.name] = nil
      try FileSystem.remove(vault.folder + "/" + file.name)
    }
  }

  /// Removes what was staged.
  public func rollback() {
    // Files that cannot be removed now are orphans, which the next run removes.
    let names = VaultFile.Kind.allCases.map { VaultFile.name($0, number) } + staged.map(\.name)
    for name in names where !isRecorded { try? FileSystem.remove(vault.folder + "/" + name) }
    end()
  }

  private func end() {
    if !isEnded { vault.isCommitOpen = false }
    isEnded = true
    writers = [:]
    staged = []
  }

  private func write(_ batch: RecordBatch, _ kind: VaultFile.Kind) throws(StorageError) {
    precondition(!isEnded, "the commit has ended")
    let ids = batch.int64s("request_id")
    precondition(ids.validity.nullCount == 0, "a row without a request")
    guard let least = ids.values.min(), let greatest = ids.values.max() else { return }
    if let open = writers[kind] {
      try open.writer.write(batch)
      writers[kind] = (
        open.writer, min(open.ids.lowerBound, least)...max(open.ids.upperBound, greatest)
      )
      return
    }
    let writer = try makeWriter(VaultFile.name(kind, number), batch.schema)
    try writer.write(batch)
    writers[kind] = (writer, least...greatest)
  }

  /// Opens a file of the commit.
  func makeWriter(_ name: String, _ schema: Schema, sortedBy: [String] = [])
    throws(StorageError) -> ParquetWriter
  {
    var options = ParquetWriteOptions()
    options.codec = vault.codec
    options.sortedBy = sortedBy
    let path = vault.folder + "/" + name
    try FileSystem.remove(path)
    let columns = schema.fields.enumerated().map { index, field in
      ParquetColumn(field: field, fieldID: Int32(index + 1), elementFieldID: nil)
    }
    return try ParquetWriter(path: path, columns: columns, options: options)
  }

  /// Writes the known records, merged with those runs that are not much larger.
  private func stageKnown() throws(StorageError) {
    if keys.isEmpty { return }
    var records = KnownRecords(
      keys: keys, requestIDs: requestIDs, contentHashes: contentHashes)
    (keys, requestIDs, contentHashes) = ([], [], [])
    // Runs grow by a factor of four at least, so that there are few and each record is copied
    // only as often as its run grows.
    for file in try vault.files(.known).reversed() {
      guard file.rowCount <= records.keys.count * 4 else { break }
      let run = try vault.run(of: file)
      guard run.isIntact() else {
        throw StorageError(.corrupt, path: run.path, "the checksum differs")
      }
      records = records.merged(over: run)
      replaced.append(file)
    }
    let path = vault.folder + "/" + VaultFile.name(.known, number)
    try KnownRun.write(
      path, keys: records.keys, requestIDs: records.requestIDs,
      contentHashes: records.contentHashes)
    try Failpoint.reach(.vaultKnownWritten)
    staged.append(
      VaultFile(
        kind: .known, commit: number, rowCount: records.keys.count,
        byteCount: 20 + records.keys.count * 24, requestIDs: nil))
  }
}
