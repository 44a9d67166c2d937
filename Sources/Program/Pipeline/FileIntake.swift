internal import Bytes
internal import Columns
internal import Complaints
internal import Exchange
internal import Intake
internal import Parallel
internal import Tabular
internal import Vault

/// Reads files of the inbox into clean batches; touches neither store nor context, so that several
/// files can be read at once.
struct FileIntake: Sendable {
  /// What a file gave.
  struct Reading: Sendable {
    let pieces: [IntakeBatch]
    let headers: [IntakeSession.Header]
    let mapping: SourceMapping
    let format: String
    let encoding: String
  }

  private let mappings: [SourceMapping]
  private let city: CityConfiguration
  private let runID: String
  private let seenAt: Int64
  private let receivedNotAfter: Int64
  private let tokens: @Sendable (StringColumn, StringColumn) -> ValueColumn<Int64>
  private let isNamed: Bool
  private let screen: RequestScreen
  private let blockRows = 16_384
  /// How many blocks of a streamed file are read at once.
  private let beatBlocks = 8
  /// How many rows such a block has: one task, whose columns need no joining.
  private let streamedRows = 4_096

  /// - Parameter isNamed: Whether the mapping was named with the files, whatever their names.
  init(_ context: RunContext, isNamed: Bool = false) throws {
    self.isNamed = isNamed
    screen = RequestScreen(context.city)
    mappings = context.mappings
    city = context.city
    runID = context.run.runID
    seenAt = context.seenAt
    receivedNotAfter = context.issuedAt
    tokens = context.store.vault.personTokens
  }

  /// Reads a file whole.
  func read(_ item: Inbox.Item) -> Result<Reading, any Error> {
    Result { try reading(of: item) }
  }

  private func reading(of item: Inbox.Item) throws -> Reading {
    let source = try TabularSource.open(path: item.path)
    var session = try session(item, source)
    var pieces: [IntakeBatch] = []
    try source.readRows(blockRows: blockRows) { block in
      pieces.append(read(try session.plan(block)))
    }
    try session.finish()
    return Reading(
      pieces: pieces.filter { $0.rowsRead > 0 || !$0.totalsSeen.isEmpty || !$0.notes.isEmpty },
      headers: session.headers, mapping: try mapping(of: item),
      format: source.format.rawValue, encoding: source.encoding)
  }

  /// Reads a file of any size a few blocks at a time: one thread cuts them, all cores read them,
  /// and what `body` makes of those before goes on meanwhile.
  ///
  /// - Parameter body: Takes the batches in file order; never called twice at once, on any thread.
  func stream(
    _ item: Inbox.Item, _ body: @escaping ([IntakeBatch]) throws -> Void
  ) throws -> (format: String, encoding: String) {
    let source = try TabularSource.open(path: item.path)
    let first = try session(item, source)
    let relay = Relay<PlannedBlock>(capacity: beatBlocks) { put in
      var session = first
      do {
        try source.readRows(blockRows: streamedRows) { block in
          if !put(try session.plan(block)) { throw CancellationError() }
        }
        try session.finish()
      } catch is CancellationError {}
    }
    defer { relay.cancel() }
    // SAFETY: only the first chunk of a beat calls it, and beats follow each other.
    nonisolated(unsafe) let body = body
    var ready: [IntakeBatch] = []
    while true {
      var blocks: [PlannedBlock] = []
      while blocks.count < beatBlocks, let block = try relay.next() { blocks.append(block) }
      if blocks.isEmpty && ready.isEmpty { break }
      let (before, now) = (ready, blocks)
      ready = []
      let results = try Parallel.map(chunks: now.count + 1) { index -> IntakeBatch? in
        if index > 0 { return read(now[index - 1]) }
        try body(before)
        return nil
      }
      ready = results.compactMap { $0 }
    }
    return (source.format.rawValue, source.encoding)
  }

  /// The mapping that a file is read by.
  func mapping(of item: Inbox.Item) throws -> SourceMapping {
    let name = FileSystem.name(of: item.path)
    guard
      let mapping = mappings.first(where: {
        $0.platform == item.platform && (isNamed || $0.accepts(fileName: name))
      })
    else {
      throw StorageError(
        .unsupported, path: item.relativePath, "no mapping of \(item.platform) takes this file name"
      )
    }
    return mapping
  }

  private func session(_ item: Inbox.Item, _ source: TabularSource) throws -> IntakeSession {
    IntakeSession(
      mapping: try mapping(of: item), city: city,
      context: IntakeContext(
        fileID: item.fileID, fileName: item.relativePath, sheets: source.sheets, runID: runID,
        seenAt: seenAt, receivedNotAfter: receivedNotAfter, personTokens: tokens,
        requestID: { RequestID.make(receivedOn: $0, platform: $1, sourceRecordID: $2) }))
  }

  /// Reads a block and settles what its source left open.
  private func read(_ block: PlannedBlock) -> IntakeBatch {
    var batch = block.read()
    screen.apply(to: &batch.requests)
    return batch
  }
}
