internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Vault

/// Masks the texts of states and of changes once more.
///
/// They are kept for the record alone: what is taken out of them in addition is not kept.
struct RemaskedHistory {
  private let lake: Lake
  private let vault: Vault
  private let since: Int32
  private let leaks: Leaks
  private let mending: LeakMending
  private var masker: TextMasker

  init(_ store: Store, city: CityConfiguration, since: Int32, _ leaks: Leaks) {
    (lake, vault) = (store.lake, store.vault)
    self.since = since
    self.leaks = leaks
    mending = LeakMending(leaks)
    masker = TextMasker(city: city)
  }

  /// Replaces the states whose texts change.
  ///
  /// - Returns: How many there are.
  mutating func replaceStates(in commit: LakeCommit) throws -> Int {
    try replace(Tables.requestStates.name, MaskedColumns.states, named: nil, in: commit)
  }

  /// Replaces the rows of `request_changes` whose values change.
  ///
  /// - Returns: How many there are.
  mutating func replaceChanges(in commit: LakeCommit) throws -> Int {
    try replace(Tables.requestChanges.name, ["old", "new"], named: "field", in: commit)
  }

  private mutating func replace(
    _ table: String, _ columns: [String], named name: String?, in commit: LakeCommit
  ) throws -> Int {
    var count = 0
    var working = self
    try lake.scan(
      table,
      columns: ["request_id", "received_on"] + (name.map { [$0] } ?? []) + columns,
      where: ColumnRange("received_on", Int64(since)...Int64(Int32.max))
    ) { batch, origin in
      let days = batch.int32s("received_on").values
      let ids = batch.int64s("request_id").values
      let rows = days.indices.filter { days[$0] >= since }
      let wanted = rows.map { ids[$0] }
      guard let least = wanted.min(), let most = wanted.max() else { return }
      let persons = RequestPersons(try vault.identities(in: least...most))
      var changed: [Int] = []
      var texts: [[String?]] = columns.map { _ in [] }
      for row in rows {
        let old = columns.map { batch.strings($0)[row] }
        let new = zip(columns, old).map { column, text in
          text.map {
            working.masked(
              $0, column: name.map { batch.strings($0).text(row) } ?? column,
              person: persons.rows[ids[row]], isTouched: leaks.requestIDs.contains(ids[row]))
          }
        }
        if new == old { continue }
        changed.append(row)
        for (index, text) in new.enumerated() { texts[index].append(text) }
      }
      count += changed.count
      try commit.update(
        table,
        RecordBatch(
          schema: Schema(columns.map { Field($0, .string) }),
          columns: texts.map { .string(StringColumn($0)) }),
        replacing: changed.map { (origin.dataFileID, origin.rows[$0]) })
    }
    return count
  }

  private mutating func masked(
    _ text: String, column: String, person: RequestPersons.Row?, isTouched: Bool
  ) -> String {
    guard MaskedColumns.requests.contains(column) || MaskedColumns.states.contains(column) else {
      return text
    }
    let outcome = masker.remask(
      Array(text.utf8), spans: [], column: column, name: person?.name, phone: person?.phone,
      idNumber: person?.idNumber, address: person?.address)
    let masked = outcome.map { String(decoding: $0.masked, as: UTF8.self) } ?? text
    // A piece that leaked from the request itself goes as well, whatever rule found it there.
    return isTouched ? mending.mended(masked) ?? masked : masked
  }
}
