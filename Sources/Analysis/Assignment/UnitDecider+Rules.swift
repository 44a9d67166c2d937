internal import Columns
internal import Complaints

extension UnitDecider {
  /// Whether a rule's conditions hold.
  enum Standing {
    case holds, fails, open(String)
  }

  /// Decides for a known leaf.
  func decide(_ facts: MatterFacts, code: String) -> UnitDecision {
    let day = day(facts)
    let known = reader.read(facts, category: city.taxonomy[code])
    let (rule, rivals, openConditions) = selectRule(facts, code: code, known: known, day: day)
    guard let rule else { return decideByJurisdiction(facts, code: code) }
    let evidence = self.evidence(facts, code: code, known: known, rule: rule)
    let answer = locator.locate(
      rule.lead, district: facts.districtCode, town: facts.townCode, day: day)
    let rivalUnits = rivals.compactMap { rival -> String? in
      if case .unit(let code) = locator.locate(
        rival.lead, district: facts.districtCode, town: facts.townCode, day: day)
      {
        code
      } else {
        nil
      }
    }
    switch answer {
    case .unit(let lead):
      if rivalUnits.contains(where: { $0 != lead }) {
        let missing = openConditions.map { Self.conditionNames[$0] ?? $0 }.joined(separator: "、")
        return .waiting(
          "需核实\(missing)：不同情形由不同单位主办", by: "rule", candidates: [lead] + rivalUnits,
          ruleID: rule.rule, basis: rule.basis, evidence: evidence,
          confidence: facts.classificationConfidence / 2)
      }
      return UnitDecision(
        lead: lead, supports: supports(of: rule, lead: lead, facts: facts, day: day),
        candidates: [lead], ruleID: rule.rule, basis: rule.basis, decidedBy: "rule",
        confidence: facts.classificationConfidence, evidence: evidence)
    case .open(let missing, let candidates):
      return .waiting(
        "需核实\(missing)", by: "rule", candidates: candidates + rivalUnits, ruleID: rule.rule,
        basis: rule.basis, evidence: evidence, confidence: facts.classificationConfidence / 2)
    case .none: return decideByJurisdiction(facts, code: code)
    }
  }

  /// The rule that holds, rules of at least its rank that may hold, and what they leave open.
  private func selectRule(_ facts: MatterFacts, code: String, known: CaseFacts, day: Int32)
    -> (rule: ResponsibilityRule?, rivals: [ResponsibilityRule], open: [String])
  {
    var rivals: [ResponsibilityRule] = []
    var open: [String] = []
    var best: ResponsibilityRule?
    for rule in (rules[String(code.prefix(2))] ?? []) + (rules[""] ?? [])
    where code.hasPrefix(rule.code) && (rule.validFrom ?? .min) <= day
      && day <= (rule.validTo ?? .max)
    {
      if let best {
        // Among rules of one rank the place that tells most decides.
        guard rule.priority == best.priority, rule.code.utf8.count == best.code.utf8.count,
          placeRank(rule, known) < placeRank(best, known)
        else { continue }
      }
      switch standing(of: rule, facts: facts, known: known) {
      case .holds: best = rule
      case .fails: continue
      case .open(let condition):
        if best == nil {
          rivals.append(rule)
          if !open.contains(condition) { open.append(condition) }
        }
      }
    }
    return (best, rivals, open)
  }

  private func placeRank(_ rule: ResponsibilityRule, _ known: CaseFacts) -> Int {
    let wanted = rule.conditions["place_type"] ?? []
    return known.placeTypes.firstIndex { wanted.contains($0) } ?? Int.max
  }

  private func standing(of rule: ResponsibilityRule, facts: MatterFacts, known: CaseFacts)
    -> Standing
  {
    var open: String?
    for condition in Self.conditionOrder {
      guard let wanted = rule.conditions[condition], !wanted.isEmpty else { continue }
      let values: [String] =
        switch condition {
        case "request_type": facts.requestType.map { [$0.rawValue] } ?? []
        case "district_code": facts.districtCode.map { [$0] } ?? []
        default: known.values(of: condition)
        }
      if values.isEmpty {
        open = open ?? condition
      } else if !values.contains(where: { wanted.contains($0) }) {
        return .fails
      }
    }
    return open.map { .open($0) } ?? .holds
  }

  private func supports(
    of rule: ResponsibilityRule, lead: String, facts: MatterFacts, day: Int32
  ) -> [String] {
    var supports: [String] = []
    for party in rule.support {
      if case .unit(let code) = locator.locate(
        party, district: facts.districtCode, town: facts.townCode, day: day),
        code != lead, !supports.contains(code)
      {
        supports.append(code)
      }
    }
    return supports
  }

  private func evidence(
    _ facts: MatterFacts, code: String, known: CaseFacts, rule: ResponsibilityRule
  ) -> String {
    var parts = ["分类 \(code) \(city.taxonomy[code]?.level3 ?? "")"]
    for condition in Self.conditionOrder where !(rule.conditions[condition] ?? []).isEmpty {
      let values = known.values(of: condition)
      if let value = values.first {
        parts.append("\(Self.conditionNames[condition] ?? condition) \(value)")
      }
    }
    if let place = facts.townCode ?? facts.districtCode {
      parts.append("属地 \(city.gazetteer.divisionName(place))")
    }
    return parts.joined(separator: "；")
  }

  static let conditionOrder = [
    "request_type", "place_type", "road_class", "permit", "subject", "hours", "district_code",
  ]
  static let conditionNames = [
    "request_type": "诉求类型", "place_type": "地点类型", "road_class": "道路等级", "permit": "有无许可",
    "subject": "主体", "hours": "时段", "district_code": "事发区",
  ]
}
