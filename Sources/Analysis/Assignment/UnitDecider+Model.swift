internal import Complaints

extension UnitDecider {
  /// Decides where the class is open: by the unit that all its candidates lead to.
  func decideByModel(_ facts: MatterFacts) -> UnitDecision {
    let options = facts.candidateCodes.prefix(3)
    let day = day(facts)
    guard !options.isEmpty else {
      return .waiting("分类待定，需会商", by: "fallback", candidates: fallbackCandidates(facts))
    }
    var leads: [String] = []
    var share = 0.0
    var first: UnitDecision?
    for option in options {
      let decision = decide(facts, code: option.code)
      first = first ?? decision
      if let lead = decision.lead {
        leads.append(lead)
        share += option.share
      } else {
        leads += decision.candidates.prefix(1)
      }
    }
    let names = options.map { "\($0.code) \(city.taxonomy[$0.code]?.level3 ?? "")" }
      .joined(separator: "、")
    if let first, let lead = first.lead, share >= Self.leastShare,
      leads.count == options.count, leads.allSatisfy({ $0 == lead })
    {
      return UnitDecision(
        lead: lead, supports: first.supports, candidates: [lead], ruleID: first.ruleID,
        basis: first.basis, decidedBy: "model", confidence: min(share, 1),
        evidence: "分类待定，候选分类同属一个单位：\(names)")
    }
    return .waiting(
      "分类待定，候选分类分属不同单位", by: "model",
      candidates: leads
        + (facts.districtCode.flatMap { [locator.government(of: $0, on: day)] } ?? [])
        .compactMap { $0 }, evidence: "候选分类：\(names)", confidence: share / 2)
  }

  /// Decides by the place alone, for a class that no rule names.
  func decideByJurisdiction(_ facts: MatterFacts, code: String) -> UnitDecision {
    let day = day(facts)
    if let district = facts.districtCode, let lead = locator.government(of: district, on: day) {
      return UnitDecision(
        lead: lead, candidates: [lead], basis: "属地管理：清单未列明的事项由属地人民政府确定承办部门",
        decidedBy: "jurisdiction", confidence: facts.classificationConfidence / 2,
        evidence: "分类 \(code)；属地 \(city.gazetteer.divisionName(district))")
    }
    return .waiting(
      "清单未列明且事发区不明，需会商", by: "fallback", candidates: fallbackCandidates(facts))
  }

  private func fallbackCandidates(_ facts: MatterFacts) -> [String] {
    let day = day(facts)
    let local = facts.districtCode.flatMap { locator.government(of: $0, on: day) }
    return [hub(on: day), local].compactMap { $0 }
  }
}
