public import Complaints

/// Turns matters into assignments with clocks and first events.
public struct AssignmentPlanner: Sendable {
  let city: CityConfiguration
  let requestGuard: RequestGuard

  /// Makes a planner.
  public init(city: CityConfiguration, guard requestGuard: RequestGuard) {
    self.city = city
    self.requestGuard = requestGuard
  }

  /// Plans matters that have no assignment in their round yet.
  ///
  /// - Parameters:
  ///   - matters: The matters; matters that need none get no row.
  ///   - issuedAt: When the run issues, wall clock.
  ///   - runID: The run.
  public func plan(_ matters: [MatterFacts], issuedAt: Int64, runID: String)
    throws(AnalysisError) -> AssignmentPlan
  {
    AssignmentPlan()
  }
}
