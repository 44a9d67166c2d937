extension UnitDecision {
  /// A decision that waits for a person.
  static func waiting(
    _ reason: String, by decidedBy: String, candidates: [String] = [], ruleID: String? = nil,
    basis: String = "", evidence: String = "", confidence: Double = 0
  ) -> UnitDecision {
    var seen: Set<String> = []
    return UnitDecision(
      lead: nil, candidates: Array(candidates.filter { seen.insert($0).inserted }.prefix(3)),
      ruleID: ruleID, basis: basis, decidedBy: decidedBy, confidence: confidence,
      evidence: evidence, reason: reason)
  }
}
