internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Vault

extension StoreVerification {
  /// How many requests are compared at a time.
  private static let partSize = 262_144

  /// Compares persons and masked texts of the lake with the vault, a range of requests at a time.
  func checkPersonsAndSpans(_ vault: Vault) throws {
    var counts = VaultCounts()
    let forgotten = try vault.forgotten()
    let ids = requests.values
    var lower = Int64.min
    for start in stride(from: 0, to: max(1, ids.count), by: Self.partSize) {
      let next = start + Self.partSize
      let upper = next < ids.count ? ids[next] - 1 : Int64.max
      progress.update("verify", "vault  request \(start) of \(ids.count)")
      try compare(lower...upper, vault, forgotten, &counts)
      lower = next < ids.count ? ids[next] : upper
    }
    if counts.strayIdentities > 0 {
      report(
        .strayIdentity, nil,
        "\(counts.strayIdentities) identities belong to requests not in the lake")
    }
    if counts.strayRequests > 0 {
      report(.straySpan, nil, "spans of \(counts.strayRequests) requests that are not in the lake")
    }
    if counts.unknownPersons > 0 {
      report(
        .unknownPerson, Tables.requests, column: "person_id",
        "\(counts.unknownPersons) requests have a person's token that the vault does not give them")
    }
    if counts.keptRequests > 0 {
      report(
        .keptForgotten, nil, "the vault holds data of \(counts.keptRequests) forgotten requests")
    }
    if !forgotten.requestIDs.isEmpty {
      report(
        .forgotten, nil,
        "\(forgotten.requestIDs.count) requests were forgotten: their rows stay without a person")
    }
    for (column, count) in counts.misplaced.sorted(by: { $0.key < $1.key }) {
      report(
        .span, Tables.requests, column: column,
        "\(count) masked texts and their spans do not give the cleaned text back")
    }
    for (column, count) in counts.missing.sorted(by: { $0.key < $1.key }) {
      report(
        .missingSpan, Tables.requests, column: column,
        "\(count) masked texts have more marks than spans in the vault")
    }
  }

  private func compare(
    _ range: ClosedRange<Int64>, _ vault: Vault, _ forgotten: ForgottenRequests,
    _ counts: inout VaultCounts
  ) throws {
    let identities = try vault.identities(in: range)
    let spans = SpanTable(try vault.spans(in: range))
    var persons: [Int64: Int64] = [:]
    let people = identities.int64s("person_id")
    for (row, id) in identities.int64s("request_id").values.enumerated() {
      if !requests.contains(id) { counts.strayIdentities += 1 }
      if requests.contains(id), !forgotten.keepsIdentity(of: id) { counts.keptRequests += 1 }
      if people.validity.isValid(row) { persons[id] = people.values[row] }
    }
    counts.strayRequests += spans.requestIDs.count { !requests.contains($0) }
    counts.keptRequests += spans.requestIDs.count {
      requests.contains($0) && !forgotten.keepsSpans(of: $0)
    }
    var local = counts
    try lake.scan(
      Tables.requests.name, columns: ["request_id", "person_id"] + SpanTable.columns,
      where: ColumnRange("request_id", range)
    ) { batch, _ in
      let tokens = batch.int64s("person_id")
      let ids = batch.int64s("request_id").values
      let texts = SpanTable.columns.map { batch.strings($0) }
      for (row, id) in ids.enumerated() where range.contains(id) {
        if tokens.validity.isValid(row), persons[id] != tokens.values[row],
          forgotten.keepsIdentity(of: id)
        {
          local.unknownPersons += 1
        }
        for (column, text) in texts.enumerated() where text.validity.isValid(row) {
          switch spans.check(text.bytes[text.range(row)], column: column, of: id) {
          case .fits: break
          case .misplaced: local.misplaced[SpanTable.columns[column], default: 0] += 1
          case .missing where !forgotten.keepsSpans(of: id): break
          case .missing: local.missing[SpanTable.columns[column], default: 0] += 1
          }
        }
      }
    }
    counts = local
  }

  /// How much of what was found.
  private struct VaultCounts {
    var strayIdentities = 0
    var strayRequests = 0
    var keptRequests = 0
    var unknownPersons = 0
    /// By column.
    var misplaced: [String: Int] = [:]
    var missing: [String: Int] = [:]
  }
}

/// The spans of some requests, by request and column.
struct SpanTable {
  /// The columns of requests that are masked.
  static let columns = MaskedColumns.requests
  private static let tokens = Mask.allCases.map { Array($0.token.utf8) }
  /// The bytes that all tokens begin with.
  private static let mark = Array("〔".utf8)

  private let spans: RecordBatch
  /// For each request the rows of its spans, by column and offset.
  private var rows: [Int64: [(column: String, offset: Int32, row: Int)]] = [:]

  init(_ spans: RecordBatch) {
    self.spans = spans
    let columns = spans.strings("column")
    let offsets = spans.int32s("offset").values
    for (row, id) in spans.int64s("request_id").values.enumerated() {
      var known = rows.removeValue(forKey: id) ?? []
      if let column = columns[row] { known.append((column, offsets[row], row)) }
      rows[id] = known
    }
  }

  /// The requests that have spans.
  var requestIDs: some Collection<Int64> { rows.keys }

  enum Outcome {
    case fits
    case misplaced
    case missing
  }

  /// Whether a masked text and its spans give a whole text.
  func check(_ text: ArraySlice<UInt8>, column: Int, of id: Int64) -> Outcome {
    let name = Self.columns[column]
    let own = (rows[id] ?? []).filter { $0.column == name }.sorted { $0.offset < $1.offset }
    let marks = Self.markCount(text)
    if own.isEmpty { return marks == 0 ? .fits : .missing }
    let bytes = spans.strings("bytes")
    let pieces = own.map {
      (offset: Int($0.offset), bytes: Array(bytes.bytes[bytes.range($0.row)]))
    }
    guard Mask.restore(Array(text), spans: pieces) != nil else { return .misplaced }
    return marks > own.count ? .missing : .fits
  }

  /// How many tokens of masking stand in a text.
  private static func markCount(_ text: ArraySlice<UInt8>) -> Int {
    var count = 0
    var index = text.startIndex
    let first = mark[0]
    while let found = text[index...].firstIndex(of: first) {
      let rest = text[found...]
      if rest.starts(with: mark), tokens.contains(where: { rest.starts(with: $0) }) { count += 1 }
      index = found + 1
    }
    return count
  }
}
