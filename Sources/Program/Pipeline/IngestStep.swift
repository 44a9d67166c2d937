internal import Assignment
internal import Bytes
internal import Classification
internal import Columns
internal import Complaints
internal import Exchange
internal import Intake
internal import Tabular
internal import Vault

/// Takes the inbox's files in: read, map, clean, mask, split into lake and vault, account for each row.
struct IngestStep {
  private let context: RunContext
  private let items: [Inbox.Item]
  private let blockRows = 16_384

  init(_ context: RunContext, items: [Inbox.Item]) {
    self.context = context
    self.items = items
  }

  /// Takes all files; commits whenever enough rows wait, always at the end of a file.
  func run() throws {
    let quarantine = QuarantineFolder(context)
    let buffer = try IngestBuffer(context)
    for (index, item) in items.enumerated() {
      context.progress.update(
        "ingest", "file \(index + 1) of \(items.count)  \(item.platform)  \(buffer.takenRows) rows")
      try take(item, into: buffer, quarantine)
      if buffer.isFull { try buffer.flush(isLast: false) }
    }
    let files = try context.store.ledger.files(of: context.run.runID) + buffer.waitingFiles
    let deliveries = try DeliveryBook(context).rows(for: files)
    try buffer.flush(isLast: true, deliveries: deliveries)
    try noteAttention(context.store.ledger.files(of: context.run.runID))
  }

  /// Takes one file, whole or not at all.
  private func take(_ item: Inbox.Item, into buffer: IngestBuffer, _ quarantine: QuarantineFolder)
    throws
  {
    var file = Ledger.File(
      fileID: item.fileID, platform: item.platform, path: item.relativePath,
      folderDate: item.folderDate, byteCount: item.byteCount, modified: item.modified,
      state: "taken", runID: context.run.runID)
    if let earlier = try buffer.taken(fileID: item.fileID, path: item.relativePath) {
      file.state = "duplicate"
      file.reason = "same bytes as \(earlier)"
      return buffer.add(file, [])
    }
    do {
      let (pieces, source) = try read(item)
      file.format = source.format.rawValue
      file.encoding = source.encoding
      file.rowsRead = pieces.reduce(0) { $0 + $1.rowsRead }
      file.quarantined = pieces.reduce(0) { $0 + $1.rejects.count }
      let totals = pieces.flatMap(\.totalsSeen)
      file.controlTotal = totals.last
      try quarantine.write(pieces.flatMap(\.rejects), of: file)
      buffer.add(file, pieces)
    } catch let error where isFault(ofFile: error) {
      file.state = "refused"
      file.reason = String(describing: error)
      try quarantine.keep(item, reason: file.reason ?? "")
      buffer.add(file, [])
    }
  }

  /// Reads a file into clean batches.
  private func read(_ item: Inbox.Item) throws -> ([IntakeBatch], TabularSource) {
    guard
      let mapping = context.mappings.first(where: {
        $0.platform == item.platform && $0.accepts(fileName: FileSystem.name(of: item.path))
      })
    else {
      throw StorageError(
        .unsupported, path: item.relativePath, "no mapping of \(item.platform) takes this file name")
    }
    let source = try TabularSource.open(path: item.path)
    let vault = context.store.vault
    var session = IntakeSession(
      mapping: mapping, city: context.city,
      context: IntakeContext(
        fileID: item.fileID, fileName: item.relativePath, sheets: source.sheets,
        runID: context.run.runID, seenAt: context.seenAt, receivedNotAfter: context.issuedAt,
        personTokens: { vault.personIDs(idNumbers: $0, phones: $1) },
        requestID: { RequestID.make(receivedOn: $0, platform: $1, sourceRecordID: $2) }))
    var pieces: [IntakeBatch] = []
    try source.readRows(blockRows: blockRows) { block in pieces.append(try session.add(block)) }
    pieces.append(try session.finish())
    return (pieces.filter { $0.rowsRead > 0 || !$0.totalsSeen.isEmpty }, source)
  }

  /// Whether an error says that the file is at fault, rather than the disk or our configuration.
  private func isFault(ofFile error: any Error) -> Bool {
    switch error {
    case let error as StorageError: error.code != .configuration && error.code != .io
    case let error as AnalysisError: error.code == .missingColumn
    default: false
    }
  }

  /// Names refused files, platforms past their quarantine limit and platforms that did not deliver.
  private func noteAttention(_ files: [Ledger.File]) throws {
    for file in files where file.state == "refused" {
      context.attention.append("inbox/\(file.path) was refused: \(file.reason ?? "")")
    }
    for account in RowAccount.accounts(of: files) where account.read > 0 {
      let limit = context.mapping(of: account.platform)?.quarantineLimit ?? 0
      let share = Double(account.quarantined) / Double(account.read)
      if share > limit {
        context.attention.append(
          "\(account.platform): \(account.quarantined) of \(account.read) rows are in quarantine, "
            + "over its limit of \(limit * 100) %")
      }
    }
    let date = CivilTime.format(day: context.date)
    for platform in try DeliveryBook(context).missing(on: context.date) {
      context.attention.append("\(platform) did not deliver for \(date)")
    }
  }
}
