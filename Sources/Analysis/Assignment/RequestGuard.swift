public import Columns
public import Complaints
internal import Language

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
  /// - Complexity: O(*n*) in the bytes of the texts, some 10 ns each.
  public func screen(_ requests: inout RecordBatch) {
    var access = StringColumn()
    var kinds = StringColumn()
    var codes = StringColumn()
    var screen = RowScreen(guard: self, requests: requests)
    for row in 0..<requests.rowCount {
      let result = screen.result(row)
      access.append(result.access)
      kinds.append(result.kind)
      codes.append(result.codes)
    }
    requests["access"] = .string(access)
    requests["accused_kind"] = .string(kinds)
    requests["accused_unit_code"] = .string(codes)
  }
}
