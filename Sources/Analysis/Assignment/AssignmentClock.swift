public import Complaints

/// A clock of an assignment: what is counted, from when and until when.
public struct AssignmentClock: Equatable, Sendable {
  /// What it measures.
  public let clock: Clock
  /// How it is counted; nil for a deadline that the platform set.
  public let kind: LimitKind?
  /// How many of `kind`; 0 for a deadline that the platform set.
  public let amount: Int
  /// From when.
  public let startedAt: Int64
  /// Until when.
  public let dueAt: Int64
  /// Whether it lies beyond the calendar's end and was counted Mon–Fri.
  public let isProvisional: Bool
  /// The rule that set it.
  public let ruleID: String

  /// Makes a clock.
  public init(
    clock: Clock, kind: LimitKind?, amount: Int, startedAt: Int64, dueAt: Int64,
    isProvisional: Bool, ruleID: String
  ) {
    self.clock = clock
    self.kind = kind
    self.amount = amount
    self.startedAt = startedAt
    self.dueAt = dueAt
    self.isProvisional = isProvisional
    self.ruleID = ruleID
  }

  /// How the deadline was counted, for people: `5工作日，自交办次日起`.
  public var explanation: String {
    guard let kind else { return "来源平台时限" }
    let count = "\(amount)\(kind.label)"
    return isProvisional ? count + "（日历未公布，暂按周一至周五）" : count
  }
}
