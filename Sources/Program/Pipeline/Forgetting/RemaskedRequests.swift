internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Parallel
internal import Vault

/// Masks the texts of requests once more, a batch at a time.
struct RemaskedRequests {
  /// What changed in a batch.
  struct Changes {
    /// The rows of the batch that changed.
    var rows: [Int] = []
    /// Their masked columns as they are to be, in the order of `MaskedColumns.requests`.
    var texts: [StringColumn] = []
    /// All spans of those requests of which the vault keeps any.
    var spans = RecordBatch(schema: Vault.spansSchema)
    /// Those requests of which none is left.
    var bare: [Int64] = []
    /// How many texts do not fit their spans and were left as they are.
    var unfitCount = 0
  }

  /// What a text showed and was copied from it.
  private(set) var leaks = Leaks()
  private let masker: TextMasker
  private let vault: Vault
  private let forgotten: ForgottenRequests
  private static let stretch = 2048

  init(_ vault: Vault, city: CityConfiguration) throws {
    self.vault = vault
    masker = TextMasker(city: city)
    forgotten = try vault.forgotten()
  }

  /// Masks some rows of a batch.
  ///
  /// - Parameters:
  ///   - batch: Has `request_id` and the masked columns.
  ///   - rows: The rows meant.
  mutating func remask(_ batch: RecordBatch, rows: [Int]) throws -> Changes {
    let ids = batch.int64s("request_id").values
    let wanted = rows.map { ids[$0] }
    guard let least = wanted.min(), let most = wanted.max() else { return Changes() }
    let rowWork = RowWork(
      batch: batch, ids: ids, masker: masker, spans: Spans(try vault.spans(in: least...most)),
      persons: RequestPersons(try vault.identities(in: least...most)))
    let stretches = Parallel.ranges(rows.count, of: Self.stretch)
    let outcomes = Parallel.map(chunks: stretches.count) { index in
      rowWork.outcomes(of: rows[stretches[index]])
    }.flatMap { $0 }
    return collect(outcomes, batch, ids)
  }

  private mutating func collect(_ outcomes: [RowOutcome], _ batch: RecordBatch, _ ids: [Int64])
    -> Changes
  {
    var changes = Changes()
    var texts = MaskedColumns.requests.map { _ in StringColumn() }
    for outcome in outcomes {
      changes.unfitCount += outcome.unfitCount
      guard outcome.isChanged else { continue }
      changes.rows.append(outcome.row)
      let id = ids[outcome.row]
      for index in texts.indices {
        let old = batch.strings(MaskedColumns.requests[index])
        if let text = outcome.texts[index] {
          texts[index].append(utf8: text.masked.span)
        } else if old.validity.isValid(outcome.row) {
          texts[index].append(utf8: Array(old.bytes[old.range(outcome.row)]).span)
        } else {
          texts[index].appendNull()
        }
      }
      leaks.add(outcome, of: id, in: batch)
      if !forgotten.keepsSpans(of: id) { continue }
      if outcome.spans.isEmpty { changes.bare.append(id) }
      for span in outcome.spans {
        changes.spans.appendRow([
          "request_id": .int(id), "column": .string(span.column),
          "offset": .int(Int64(span.offset)),
          "bytes": .string(String(decoding: span.bytes, as: UTF8.self)),
        ])
      }
    }
    changes.texts = texts
    return changes
  }
}

/// What masking one row again gave.
struct RowOutcome: Sendable {
  let row: Int
  /// For each masked column its text, where there is one.
  var texts: [RemaskedText?] = []
  /// All that is taken out of the row's texts.
  var spans: [(column: String, offset: Int, bytes: [UInt8])] = []
  var unfitCount = 0
  var isChanged: Bool { texts.contains { !($0?.found.isEmpty ?? true) } }
}

/// What the rows of one batch need, and what every core does with some of them.
private struct RowWork: Sendable {
  let batch: RecordBatch
  let ids: [Int64]
  let masker: TextMasker
  let spans: Spans
  let persons: RequestPersons

  func outcomes(of rows: ArraySlice<Int>) -> [RowOutcome] {
    var masker = masker
    let columns = MaskedColumns.requests.map { (name: $0, values: batch.strings($0)) }
    return rows.compactMap { row in
      var outcome = RowOutcome(row: row)
      let person = persons.rows[ids[row]]
      for (name, values) in columns {
        guard values.validity.isValid(row) else {
          outcome.texts.append(nil)
          continue
        }
        let own = spans.pieces(of: ids[row], column: name)
        let text = masker.remask(
          Array(values.bytes[values.range(row)]), spans: own, column: name, name: person?.name,
          phone: person?.phone, idNumber: person?.idNumber, address: person?.address)
        if text == nil { outcome.unfitCount += 1 }
        outcome.texts.append(text)
        outcome.spans += (text?.spans ?? own).map { (name, $0.offset, $0.bytes) }
      }
      // Those that stay need no memory.
      return outcome.isChanged || outcome.unfitCount > 0 ? outcome : nil
    }
  }
}

/// The pieces of some requests, by request.
private struct Spans: Sendable {
  private var rows: [Int64: [(column: String, offset: Int, bytes: [UInt8])]] = [:]

  init(_ batch: RecordBatch) {
    let columns = batch.strings("column")
    let offsets = batch.int32s("offset").values
    let bytes = batch.strings("bytes")
    for (row, id) in batch.int64s("request_id").values.enumerated() {
      guard let column = columns[row] else { continue }
      rows[id, default: []].append(
        (column, Int(offsets[row]), Array(bytes.bytes[bytes.range(row)])))
    }
  }

  /// The pieces of one text, by ascending offset.
  func pieces(of id: Int64, column: String) -> [(offset: Int, bytes: [UInt8])] {
    (rows[id] ?? []).filter { $0.column == column }.sorted { $0.offset < $1.offset }
      .map { ($0.offset, $0.bytes) }
  }
}
