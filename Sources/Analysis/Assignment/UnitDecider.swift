public import Complaints

/// Decides which unit leads a matter: function × level × place.
public struct UnitDecider: Sendable {
  let city: CityConfiguration

  /// Makes a decider for a city.
  public init(city: CityConfiguration) { self.city = city }

  /// Decides, in this order: out of scope, guard of the accused, responsibility list, model,
  /// jurisdiction, fallback with reason.
  public func decide(_ facts: MatterFacts) -> UnitDecision {
    UnitDecision(lead: nil, decidedBy: "fallback", confidence: 0, reason: "无适用规则，需会商")
  }
}
