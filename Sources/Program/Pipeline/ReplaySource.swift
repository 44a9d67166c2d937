internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Tabular
internal import Vault

/// What mended rows of a run are read by: the mapping and city that the run went by, as they stand
/// now, and the run's own date.
struct ReplaySource {
  /// The city.
  let city: CityConfiguration
  private let mappings: [SourceMapping]
  private let isNamed: Bool
  private let screen: RequestScreen
  private let seenAt: Int64
  private let receivedNotAfter: Int64

  /// Finds what a run went by.
  ///
  /// - Parameters:
  ///   - run: The run that rejected the rows when it read their file.
  ///   - mapping: The mapping to use instead of the run's; nil for its own.
  ///   - cityFolder: The city to use instead; nil for its own.
  /// - Throws: `configuration` where files are gone or faulty, naming what to give.
  init(of run: Ledger.Origin, mapping: String?, cityFolder: String?) throws {
    let settings = try ConfigurationValue.parse(run.configuration, path: "ledger")
    func path(_ key: String) throws -> String? { try settings.optional(key)?.string }
    func existing(_ path: String, _ option: String) throws -> String {
      guard FileSystem.exists(path) else {
        throw StorageError(
          .configuration, path: path,
          "run \(run.runID) went by it, and it is not there any more; name it with \(option)")
      }
      return path
    }
    let folder = try (cityFolder ?? path("city")).map { try existing($0, "--city") }
    city = try folder.map { try CityConfiguration.load(folder: $0) } ?? .bare
    if let file = try mapping ?? path("mapping") {
      mappings = [try SourceMapping.load(path: existing(file, "--mapping"), city: city)]
      isNamed = true
    } else {
      mappings = try SourceMapping.loadAll(folder: folder ?? "", city: city)
      isNamed = false
    }
    screen = RequestScreen(city)
    // As a run of that date would have it: rows that were right from the start have these times.
    seenAt = CivilTime.timestamp(run.date + 1)
    receivedNotAfter = CivilTime.timestamp(run.date + 1, hour: 7)
  }

  /// Reads mended rows of one file as if they had stood there.
  ///
  /// - Parameters:
  ///   - rows: The rows with their cells, in file order.
  ///   - runID: The run that replays them.
  /// - Returns: The batches in row order, and the rows that cannot be read as records, with why.
  func read(
    _ rows: [(row: QuarantinedRow, cells: [String])], of file: Ledger.File, runID: String,
    vault: Vault
  ) throws -> (
    batches: [IntakeBatch], strays: [(row: QuarantinedRow, detail: String)]
  ) {
    let name = FileSystem.name(of: file.path)
    guard
      let mapping = mappings.first(where: {
        $0.platform == file.platform && (isNamed || $0.accepts(fileName: name))
      })
    else {
      throw StorageError(
        .configuration, path: file.path, "no mapping of \(file.platform) takes this file")
    }
    let context = IntakeContext(
      fileID: file.fileID, fileName: file.path, runID: runID, seenAt: seenAt,
      receivedNotAfter: receivedNotAfter, personTokens: vault.personTokens,
      requestID: { RequestID.make(receivedOn: $0, platform: $1, sourceRecordID: $2) })
    var batches: [IntakeBatch] = []
    var strays: [(row: QuarantinedRow, detail: String)] = []
    for part in Self.parts(rows) {
      let batch: IntakeBatch
      do {
        batch = try read(part, mapping, context)
      } catch let error as AnalysisError where !Self.isOfMapping(error) {
        // The rows together look like another table; which of them do, their cells cannot tell.
        strays += part.map { ($0.row, error.detail) }
        continue
      }
      if batch.rowsRead == part.count {
        batches.append(batch)
        continue
      }
      // Some have become headers, sums or nothing: found by reading each by itself.
      let kept = try part.filter { try read([$0], mapping, context).rowsRead == 1 }
      let records = Set(kept.map(\.row.key))
      strays += part.map(\.row).filter { !records.contains($0.key) }
        .map { ($0, Reject.wording(of: Reject.notARecord)) }
      if !kept.isEmpty { batches.append(try read(kept, mapping, context)) }
    }
    return (batches, strays)
  }

  /// Whether an error says that the mapping has not the columns of the file any more.
  private static func isOfMapping(_ error: AnalysisError) -> Bool {
    [.missingColumn, .unknownColumn, .configuration].contains(error.code)
  }

  /// Rows that follow each other under one header.
  private static func parts(
    _ rows: [(row: QuarantinedRow, cells: [String])]
  ) -> [[(row: QuarantinedRow, cells: [String])]] {
    var parts: [[(row: QuarantinedRow, cells: [String])]] = []
    for item in rows {
      if let last = parts.last?.last?.row, last.header == item.row.header,
        last.sheet == item.row.sheet
      {
        parts[parts.count - 1].append(item)
      } else {
        parts.append([item])
      }
    }
    return parts
  }

  private func read(
    _ rows: [(row: QuarantinedRow, cells: [String])], _ mapping: SourceMapping,
    _ context: IntakeContext
  ) throws -> IntakeBatch {
    guard let first = rows.first?.row else { return IntakeBatch() }
    let header = first.header.isEmpty ? [] : [first.header]
    let block = RawRows(
      rows: header + rows.map(\.cells), lineNumbers: header.map { _ in 0 } + rows.map(\.row.line),
      byteRanges: header.map { _ in .init(offset: 0, length: 0) }
        + rows.map { .init(offset: $0.row.offset, length: $0.row.original.count) },
      sheet: first.sheet)
    var session = IntakeSession(
      mapping: mapping, city: city, context: context, judgesHeaders: false)
    var batch = try session.add(block)
    screen.apply(to: &batch.requests)
    return batch
  }
}
