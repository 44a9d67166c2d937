internal import Bytes
internal import Columns
internal import Complaints
internal import Lake
internal import Parallel
internal import Vault

/// Compares the tables of the lake with each other, and the lake with the vault.
///
/// Both must be sound by themselves. Ids are held as sorted arrays, texts a part of the requests at
/// a time, so that ten million requests need some hundred megabytes.
final class StoreVerification {
  let lake: Lake
  /// The vault; nil where it cannot be read.
  let vault: Vault?
  let progress: Progress
  /// What has been found so far.
  var findings: [Finding] = []
  /// The requests of the lake.
  var requests = SortedIDs([])
  /// For each request, by rank, its last revision; −1 where it has no state.
  var revisions: [Int32] = []
  /// Where rows say that they come from.
  private(set) var fileIDs: Set<Int64> = []
  private(set) var runIDs: Set<String> = []

  init(_ lake: Lake, _ vault: Vault?, progress: Progress) {
    self.lake = lake
    self.vault = vault
    self.progress = progress
  }

  /// Checks everything; against the ledger only where it could be read.
  func run(_ ledger: LedgerVerification?) throws -> [Finding] {
    try readRequests()
    try checkStates()
    try checkReferences()
    if let ledger { checkOrigins(ledger) }
    guard let vault else { return findings }
    try checkKnownRecords(vault)
    try checkPersonsAndSpans(vault)
    return findings
  }

  func report(
    _ kind: Finding.Kind, _ table: TableDefinition?, column: String? = nil, _ detail: String,
    mending: Finding.Mending? = nil
  ) {
    findings.append(
      Finding(
        kind, path: table == nil ? vault?.folder : nil, table: table?.name, column: column, detail,
        mending: mending))
  }

  /// Reads the requests' ids and checks that each is what its record gives.
  private func readRequests() throws {
    var ids: [Int64] = []
    // A clash takes the next free value: ids that are a little above their own.
    var shifted: [(id: Int64, wanted: Int64)] = []
    var wrong = 0
    try lake.scan(
      Tables.requests.name,
      columns: ["request_id", "platform", "source_record_id", "file_id", "run_id"]
    ) { batch, _ in
      let found = batch.int64s("request_id").values
      let wanted = Self.wantedIDs(batch)
      for (row, id) in found.enumerated() where (id ^ wanted[row]) & Self.lowBits != 0 {
        if (id &- wanted[row]) & Self.lowBits < 1024 {
          shifted.append((id, wanted[row]))
        } else {
          wrong += 1
        }
      }
      ids += found
      fileIDs.formUnion(batch.int64s("file_id").values)
      collectRuns(batch.strings("run_id"))
    }
    requests = SortedIDs(ids)
    reportDuplicates(requests, Tables.requests, "request_id")
    for (id, wanted) in shifted {
      let distance = (id &- wanted) & Self.lowBits
      let isClash = (1...distance).allSatisfy { step in
        let low = (id &- step) & Self.lowBits
        return requests.contains(id & ~Self.lowBits | low)
      }
      if !isClash { wrong += 1 }
    }
    if wrong > 0 {
      report(
        .requestID, Tables.requests, column: "request_id",
        "\(wrong) requests have another id than their platform and record number give")
    }
  }

  /// Checks that rows come from files and runs that the ledger knows, and are as many as it counts.
  private func checkOrigins(_ ledger: LedgerVerification) {
    let files = fileIDs.subtracting(ledger.fileIDs)
    let runs = runIDs.subtracting(ledger.runIDs)
    if !files.isEmpty || !runs.isEmpty {
      report(
        .unknownOrigin, Tables.requests, column: files.isEmpty ? "run_id" : "file_id",
        "rows name \(files.count) files and \(runs.count) runs that the ledger does not know")
    }
    if requests.values.count != ledger.acceptedCount {
      report(
        .requestCount, Tables.requests,
        "\(requests.values.count) requests are there, where runs accepted \(ledger.acceptedCount)")
    }
  }

  private static let lowBits: Int64 = 0xffff_ffff_ffff

  /// For each row the low 48 bits of the id that its record gives.
  private static func wantedIDs(_ batch: RecordBatch) -> [Int64] {
    let platforms = batch.strings("platform")
    let records = batch.strings("source_record_id")
    let ranges = Parallel.ranges(batch.rowCount, of: 8192)
    return Parallel.map(chunks: ranges.count) { chunk in
      ranges[chunk].map { row in
        let platform = Array(platforms.bytes[platforms.range(row)])
        let record = Array(records.bytes[records.range(row)])
        return RequestID.make(
          receivedOn: RequestID.epoch, platform: platform.span, sourceRecordID: record.span)
      }
    }.flatMap { $0 }
  }

  private func collectRuns(_ column: StringColumn) {
    var last = 0..<0
    for row in 0..<column.count where column.validity.isValid(row) {
      let range = column.range(row)
      if column.bytes[range] != column.bytes[last] || last.isEmpty {
        runIDs.insert(column.text(row))
        last = range
      }
    }
  }

  func reportDuplicates(_ ids: SortedIDs, _ table: TableDefinition, _ column: String) {
    guard let first = ids.firstDuplicate else { return }
    report(
      .duplicateKey, table, column: column,
      "\(ids.duplicateCount) rows have the key of another one, the first \(first)")
  }
}
