public import Columns
public import Complaints
internal import Language
internal import Parallel

/// Keeps complaints from those they accuse.
///
/// It marks the requests that accuse a unit or its staff, and says which units must never see a
/// matter: 信访工作条例 articles 30 and 46. A request that only names the unit that should act is no
/// accusation; ordinary complaints about an enterprise's service are not either, unless they speak of
/// an offence.
public struct RequestGuard: Sendable {
  let register: UnitRegister
  let reader: AccusationReader
  let barrier: UnitBarrier

  /// Makes a guard.
  ///
  /// - Parameters:
  ///   - units: The units that may be accused.
  ///   - lexicon: The city's keyword rules; those whose code starts with `accuse:` count, as words
  ///     for bad service, or with `accuse:office` as offences that need no name beside them.
  public init(units: UnitRegister, lexicon: [LexiconRule]) {
    register = units
    reader = AccusationReader(
      register: units, lexicon: lexicon.filter { $0.code.hasPrefix("accuse:") })
    barrier = UnitBarrier(units)
  }

  /// Whether a unit must not see what accuses some units.
  ///
  /// It is barred when it is one of them, above or below one, the one before or after it in
  /// history, a bureau of the line that an accused city bureau leads, or opens the mail of any of
  /// these.
  ///
  /// - Parameters:
  ///   - unit: A unit's code.
  ///   - accused: Codes, or entries of `accused_unit_code`, which may hold several parted by `|`.
  public func isBarred(_ unit: String, accused: Set<String>) -> Bool {
    barrier.isBarred(unit, accused: accused)
  }

  /// Sets `access`, `accused_kind` and `accused_unit_code` of requests.
  ///
  /// Access is only ever raised; a confidential request without an accusation stays confidential.
  /// Several accused units are parted by `|`.
  ///
  /// - Parameter requests: Rows of `Tables.requests`.
  /// - Complexity: O(*n*) in the bytes of the texts, on all cores: some 1 ns each, 10 where a word
  ///   stands that may accuse.
  public func screen(_ requests: inout RecordBatch) {
    let ranges = Parallel.ranges(requests.rowCount, of: Self.chunkRows)
    let batch = requests
    let parts = Parallel.map(chunks: ranges.count) { index in
      var screen = RowScreen(guard: self, requests: batch)
      return ranges[index].compactMap { row in screen.change(row).map { (row: row, to: $0) } }
    }
    var changes: [Int: RowScreen.Change] = [:]
    for part in parts { for change in part { changes[change.row] = change.to } }
    if changes.isEmpty { return }
    Self.rewrite("access", of: &requests, by: changes.mapValues(\.access))
    Self.rewrite("accused_kind", of: &requests, by: changes.mapValues(\.kind))
    Self.rewrite("accused_unit_code", of: &requests, by: changes.mapValues(\.codes))
  }

  /// How many rows one task screens.
  private static let chunkRows = 2048

  private static func rewrite(
    _ name: String, of requests: inout RecordBatch, by changes: [Int: String?]
  ) {
    let old = requests.strings(name)
    var column = StringColumn()
    for row in 0..<old.count {
      if let new = changes[row] {
        column.append(new)
      } else if old.validity.isValid(row) {
        old.withBytes(row) { column.append(utf8: $0) }
      } else {
        column.appendNull()
      }
    }
    requests[name] = .string(column)
  }
}
