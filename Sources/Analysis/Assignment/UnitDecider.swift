internal import Columns
public import Complaints

/// Decides which unit leads a matter: function × level × place.
///
/// The responsibility list gives a function and a level, from the class and what the text says of
/// place, road, permit, subject and hour; the district or town then gives the unit. Where a condition
/// is open and rules differ by it, the answer is a list of candidates and what must be checked.
public struct UnitDecider: Sendable {
  let city: CityConfiguration
  let reader = CaseReader()
  let locator: UnitLocator
  let barrier: UnitBarrier
  /// Rules by the first two digits of their code, "" for rules for all; best first.
  let rules: [String: [ResponsibilityRule]]

  /// The least share of the candidate classes that a decision by the model needs.
  static let leastShare = 0.6

  /// Makes a decider for a city.
  public init(city: CityConfiguration) {
    self.city = city
    locator = UnitLocator(register: city.units)
    barrier = UnitBarrier(city.units)
    let sorted = city.responsibilities.sorted { left, right in
      if left.priority != right.priority { return left.priority > right.priority }
      if left.code.utf8.count != right.code.utf8.count {
        return left.code.utf8.count > right.code.utf8.count
      }
      return left.rule < right.rule
    }
    rules = Dictionary(grouping: sorted) { String($0.code.prefix(2)) }
  }

  /// Decides, in this order: out of scope, guard of the accused, responsibility list, model,
  /// jurisdiction, fallback with reason.
  public func decide(_ facts: MatterFacts) -> UnitDecision {
    if !facts.inScope {
      let target = facts.redirectTo ?? "有权处理的机关"
      return .waiting(
        "不属受理范围，应引导至\(target)", by: "scope",
        evidence: facts.redirectReason ?? facts.code ?? "",
        confidence: facts.classificationConfidence)
    }
    if facts.allRestricted {
      return .waiting("限制件，由指定专人处理", by: "guard")
    }
    return guarded(undisputed(facts), accused: facts.accusedUnits, on: day(facts))
  }

  func day(_ facts: MatterFacts) -> Int32 { CivilTime.day(of: facts.receivedAt) }

  private func undisputed(_ facts: MatterFacts) -> UnitDecision {
    if let code = facts.code { return decide(facts, code: code) }
    return decideByModel(facts)
  }

  /// Takes the accused and those near them out of a decision.
  private func guarded(_ decision: UnitDecision, accused: Set<String>, on day: Int32)
    -> UnitDecision
  {
    if accused.isEmpty { return decision }
    var decision = decision
    decision.supports.removeAll { barrier.isBarred($0, accused: accused) }
    decision.candidates.removeAll { barrier.isBarred($0, accused: accused) }
    if let lead = decision.lead, barrier.isBarred(lead, accused: accused) {
      decision.lead = nil
      decision.supports = []
      decision.decidedBy = "guard"
      decision.reason = "应主办的单位与被反映单位有隶属关系，须回避，由指定专人确定承办单位"
    }
    if decision.lead == nil && decision.candidates.isEmpty,
      let hub = hub(on: day), !barrier.isBarred(hub, accused: accused)
    {
      decision.candidates = [hub]
    }
    return decision
  }

  /// The city's unit that calls units together where no rule decides.
  func hub(on day: Int32) -> String? {
    locator.cityUnit(function: "ZS", on: day) ?? locator.cityUnit(function: "XFJ", on: day)
  }
}
