internal import Bytes
internal import Columns
internal import Complaints
internal import Exchange
internal import Intake
internal import Tabular
internal import Vault

/// Reads files of the inbox into clean batches; touches neither store nor context, so that several
/// files can be read at once.
struct FileIntake: Sendable {
  /// What a file gave.
  struct Reading: Sendable {
    let pieces: [IntakeBatch]
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
  private let blockRows = 16_384

  /// - Parameter isNamed: Whether the mapping was named with the files, whatever their names.
  init(_ context: RunContext, isNamed: Bool = false) {
    self.isNamed = isNamed
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
    let source = try TabularSource.open(path: item.path)
    var session = IntakeSession(
      mapping: mapping, city: city,
      context: IntakeContext(
        fileID: item.fileID, fileName: item.relativePath, sheets: source.sheets, runID: runID,
        seenAt: seenAt, receivedNotAfter: receivedNotAfter, personTokens: tokens,
        requestID: { RequestID.make(receivedOn: $0, platform: $1, sourceRecordID: $2) }))
    var pieces: [IntakeBatch] = []
    try source.readRows(blockRows: blockRows) { block in pieces.append(try session.add(block)) }
    pieces.append(try session.finish())
    return Reading(
      pieces: pieces.filter { $0.rowsRead > 0 || !$0.totalsSeen.isEmpty },
      format: source.format.rawValue, encoding: source.encoding)
  }
}
