internal import Assignment
internal import Bytes
internal import Classification
internal import Columns
internal import Complaints
internal import Exchange
internal import Intake
internal import Parallel
internal import Tabular
internal import Vault

/// Takes the inbox's files in: read, map, clean, mask, split into lake and vault, account for each row.
struct IngestStep {
  private let context: RunContext
  private let items: [Inbox.Item]
  /// Whether somebody named the files, rather than platforms dropping them: they are read even if
  /// their bytes were taken before, and nobody else's delivery is missed.
  private let isNamed: Bool
  /// How many files are read at once; their rows are held in memory.
  private let windowFiles = 8
  /// How many bytes such files have together at most; a larger one is streamed, in a commit of
  /// its own.
  private let windowBytes = 48 << 20

  init(_ context: RunContext, items: [Inbox.Item], isNamed: Bool = false) {
    self.context = context
    self.items = items
    self.isNamed = isNamed
  }

  /// Takes all files; commits whenever enough rows wait, always at the end of a file.
  ///
  /// A few files at a time are read on all cores; what becomes of their rows is settled in order.
  func run() throws {
    let quarantine = QuarantineFolder(context)
    let buffer = try IngestBuffer(context)
    let reader = try FileIntake(context, isNamed: isNamed)
    let headers = HeaderMemory(context.store.ledger)
    for window in windows {
      let last = "file \(window.upperBound) of \(items.count)"
      context.progress.update("ingest", "\(last)  \(buffer.readRows) rows")
      let chosen = Array(items[window])
      if chosen[0].byteCount > windowBytes {
        try buffer.flush(isLast: false)
        try stream(chosen[0], by: reader, headers, into: buffer, quarantine)
        try buffer.flush(isLast: false)
        continue
      }
      let read = Parallel.map(chunks: chosen.count) { reader.read(chosen[$0]) }
      for (offset, result) in read.enumerated() {
        try take(chosen[offset], result, headers, into: buffer, quarantine)
        if buffer.isFull { try buffer.flush(isLast: false) }
      }
    }
    try buffer.flush(isLast: true, deliveries: deliveries)
    try noteAttention()
  }

  /// The files that are read together, in order.
  private var windows: [Range<Int>] {
    var windows: [Range<Int>] = []
    var start = 0
    var byteCount = 0
    for (index, item) in items.enumerated() {
      if index > start, index - start == windowFiles || byteCount + item.byteCount > windowBytes {
        windows.append(start..<index)
        (start, byteCount) = (index, 0)
      }
      byteCount += item.byteCount
    }
    if start < items.count { windows.append(start..<items.count) }
    return windows
  }

  /// The ledger's entry of a file, before it is read.
  private func entry(_ item: Inbox.Item) -> Ledger.File {
    Ledger.File(
      fileID: item.fileID, platform: item.platform, path: item.relativePath,
      folderDate: item.folderDate, byteCount: item.byteCount, modified: item.modified,
      state: "taken", runID: context.run.runID)
  }

  /// Takes one large file, whole or not at all: its rows are staged while it is read.
  private func stream(
    _ item: Inbox.Item, by reader: FileIntake, _ headers: HeaderMemory,
    into buffer: IngestBuffer, _ quarantine: QuarantineFolder
  ) throws {
    var file = entry(item)
    if let earlier = try buffer.taken(fileID: item.fileID, inThisRun: isNamed) {
      file.state = "duplicate"
      file.reason = "same bytes as \(earlier)"
      return buffer.add(file, [])
    }
    do {
      let mapping = try reader.mapping(of: item)
      let found = try reader.stream(item) { batches in
        for batch in batches {
          if file.header == nil { try headers.judge(batch.headers, of: &file, by: mapping) }
          file.remarks.add(batch)
          file.rowsRead += batch.rowsRead
          file.controlTotal = batch.totalsSeen.last ?? file.controlTotal
          try quarantine.append(batch.rejects, of: file)
          file.quarantined += batch.rejects.count
        }
        context.progress.update("ingest", "\(file.rowsRead) rows of \(item.relativePath)")
        try buffer.add(batches, ofStreamed: &file)
      }
      (file.format, file.encoding) = found
      try quarantine.sync(rowsOf: file)
      try buffer.finishStreamed(file)
      headers.remember(file)
    } catch let error where Self.isFault(ofFile: error) {
      buffer.abandon()
      file = entry(item)
      file.state = "refused"
      file.reason = Self.reason(error, of: item)
      try quarantine.remove(rowsOf: file)
      try quarantine.keep(item, reason: file.reason ?? "")
      buffer.add(file, [])
    } catch {
      buffer.abandon()
      throw error
    }
  }

  /// Takes one file, whole or not at all.
  private func take(
    _ item: Inbox.Item, _ result: Result<FileIntake.Reading, any Error>, _ headers: HeaderMemory,
    into buffer: IngestBuffer, _ quarantine: QuarantineFolder
  ) throws {
    var file = entry(item)
    if let earlier = try buffer.taken(fileID: item.fileID, inThisRun: isNamed) {
      file.state = "duplicate"
      file.reason = "same bytes as \(earlier)"
      return buffer.add(file, [])
    }
    do {
      let reading = try result.get()
      try headers.judge(reading.headers, of: &file, by: reading.mapping)
      let pieces = reading.pieces
      for piece in pieces { file.remarks.add(piece) }
      file.format = reading.format
      file.encoding = reading.encoding
      file.rowsRead = pieces.reduce(0) { $0 + $1.rowsRead }
      file.quarantined = pieces.reduce(0) { $0 + $1.rejects.count }
      let totals = pieces.flatMap(\.totalsSeen)
      file.controlTotal = totals.last
      try quarantine.write(pieces.flatMap(\.rejects), of: file)
      buffer.add(file, pieces)
      headers.remember(file)
    } catch let error where Self.isFault(ofFile: error) {
      file = entry(item)
      file.state = "refused"
      file.reason = Self.reason(error, of: item)
      try quarantine.keep(item, reason: file.reason ?? "")
      buffer.add(file, [])
    }
  }

  /// What is wrong with a file, without its path where that is all there is to the place.
  private static func reason(_ error: any Error, of item: Inbox.Item) -> String {
    let text = String(describing: error)
    return text.hasPrefix(item.path + ": ") ? String(text.dropFirst(item.path.count + 2)) : text
  }

  /// The rows of `deliveries`; a file whose bytes were delivered before is no delivery.
  ///
  /// - Parameter waiting: The files of the run's last commit, their rows counted.
  private func deliveries(_ waiting: [Ledger.File]) throws -> DeliveryBook.Entries {
    var files = try context.store.ledger.files(of: context.run.runID) + waiting
    if isNamed {
      files = try files.filter {
        try context.store.ledger.taken(fileID: $0.fileID, before: context.run.runID) == nil
      }
    }
    return try DeliveryBook(context).entries(for: files, fillsGaps: !isNamed)
  }

  /// Whether an error says that the file is at fault, rather than the disk or our configuration.
  static func isFault(ofFile error: any Error) -> Bool {
    switch error {
    case let error as StorageError: error.code != .configuration && error.code != .io
    case let error as AnalysisError:
      [.missingColumn, .unknownColumn, .headerMismatch, .changedColumns].contains(error.code)
    default: false
    }
  }

  /// Names files that brought requests again that were forgotten: they came without a person into
  /// the store, but the file holds one.
  private func noteForgotten() throws {
    let again = try context.store.ledger.filesWithForgottenRows(of: context.run.runID)
    guard let first = again.first else { return }
    let path = isNamed ? first : "inbox/\(first)"
    context.attention.append(
      "\(again.count) files brought requests again that were forgotten, the first \(path): their "
        + "identities were not taken; run minsheng forget again to remove the files, and ask the "
        + "platform to forget too")
  }

  /// Names refused files, platforms past their quarantine limit, and deliveries that did not come
  /// as expected.
  func noteAttention() throws {
    let files = try context.store.ledger.files(of: context.run.runID)
    if !isNamed {
      let date = CivilTime.format(day: context.date)
      for platform in try DeliveryBook(context).missing(on: context.date) {
        context.attention.append("\(platform) did not deliver for \(date)")
      }
    }
    for file in files where file.state == "refused" {
      let path = isNamed ? file.path : "inbox/\(file.path)"
      context.attention.append("\(path) was refused: \(file.reason ?? "")")
    }
    let remarks = try context.store.ledger.remarks(of: context.run.runID)
    for file in files {
      let path = isNamed ? file.path : "inbox/\(file.path)"
      for point in remarks[file.key]?.attention ?? [] {
        context.attention.append("\(path): \(point)")
      }
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
    try noteForgotten()
    if isNamed { return }
    context.attention += try DeliveryBook(context).faults(of: files)
  }
}
