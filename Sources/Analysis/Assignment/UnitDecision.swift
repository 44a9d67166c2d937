/// Which unit is to act on a matter, and why; or why a person must say so.
public struct UnitDecision: Equatable, Sendable {
  /// The code of the unit that leads; nil where a person must decide.
  public var lead: String?
  /// The codes of the units that support it, in the rule's order.
  public var supports: [String]
  /// At most three codes of units that may lead, best first.
  public var candidates: [String]
  /// The rule of the responsibility list; nil where none decided.
  public var ruleID: String?
  /// The clause that the decision rests on.
  public var basis: String
  /// `rule`, `model`, `jurisdiction`, `source`, `guard`, `scope` or `fallback`.
  public var decidedBy: String
  /// How sure the decision is, 0 to 1.
  public var confidence: Double
  /// What was seen in the text.
  public var evidence: String
  /// Why a person is needed; nil where none is.
  public var reason: String?

  /// Makes a decision.
  public init(
    lead: String?, supports: [String] = [], candidates: [String] = [], ruleID: String? = nil,
    basis: String = "", decidedBy: String, confidence: Double, evidence: String = "",
    reason: String? = nil
  ) {
    self.lead = lead
    self.supports = supports
    self.candidates = candidates
    self.ruleID = ruleID
    self.basis = basis
    self.decidedBy = decidedBy
    self.confidence = confidence
    self.evidence = evidence
    self.reason = reason
  }
}
