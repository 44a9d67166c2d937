internal import Columns

/// What has happened to a request by a day, and when.
struct Course {
  let receivedAt: Int64
  let isDispatched: Bool
  let isReturned: Bool
  let isClosed: Bool
  let dispatchedAt: Int64?
  let dueAt: Int64?
  let extendedTo: Int64?
  let repliedAt: Int64?
  let closedAt: Int64?
  let changedAt: Int64

  init(_ plan: RequestPlan, asOf: Int32) {
    var dice = Dice(plan.seed, 50)
    receivedAt = CivilTime.timestamp(plan.day) + Int64(plan.second) * CivilTime.second
    isDispatched =
      plan.handling == .dispatch || plan.handling == .urge || plan.handling == .transfer
    isReturned = plan.returnedAfter > 0 && plan.day + Int32(plan.returnedAfter) <= asOf
    isClosed = plan.closedAfter >= 0 && plan.day + Int32(plan.closedAfter) <= asOf
    let minutes = Int64(5 + dice.below(90))
    let dispatched = receivedAt + minutes * 60 * CivilTime.second
    dispatchedAt = isDispatched ? dispatched : nil
    let span = Self.days(plan)
    let due = CivilTime.timestamp(plan.day + Int32(span), hour: 17, minute: 30)
    dueAt = isDispatched ? due : nil
    let isExtended = plan.traits.contains(.extended) && asOf > plan.day + Int32(span / 2)
    extendedTo =
      isDispatched && isExtended ? due + 7 * CivilTime.day : nil
    if isClosed {
      let closingDay = plan.day + Int32(max(0, plan.closedAfter))
      let at =
        plan.closedAfter <= 0
        ? min(
          dispatched + Int64(dice.below(5400)) * CivilTime.second,
          CivilTime.timestamp(plan.day, hour: 23, minute: 59, second: 30))
        : CivilTime.timestamp(closingDay, hour: 9 + dice.below(8), minute: dice.below(60))
      closedAt = max(at, receivedAt)
      repliedAt = max(at - Int64(dice.below(40)) * 60 * CivilTime.second, receivedAt)
    } else {
      closedAt = nil
      repliedAt = nil
    }
    let returned =
      CivilTime.timestamp(
        plan.day + Int32(plan.returnedAfter), hour: 10 + dice.below(6), minute: dice.below(60))
    changedAt = closedAt ?? (isReturned ? returned : dispatchedAt ?? receivedAt)
  }

  /// The platform's limit in days.
  private static func days(_ plan: RequestPlan) -> Int {
    switch plan.platform {
    case .petition: 60
    case .mailbox, .jingjiangMailbox: 7
    case .urbanManagement: 2
    default: plan.kind == .consultation ? 3 : plan.kind == .help ? 5 : 7
    }
  }
}
