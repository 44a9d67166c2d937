internal import Columns
internal import Complaints

/// The lead work of one unit: what is open, and how what fell due was closed.
struct UnitLoad: Sendable {
  /// The unit's code; empty where people must decide.
  var unit: String
  /// Open.
  var open = 0
  /// Of those, followed only: the platform issued them itself.
  var mirrored = 0
  /// Issued on the day.
  var issued = 0
  /// Open and past the limit.
  var overdue = 0
  /// Open and due on the day after the business day, the day the report is read.
  var dueNext = 0
  /// Open and due on the two days after that.
  var dueSoon = 0
  /// Sent back, waiting for a decision.
  var returning = 0
  /// Fell due within the last 30 days.
  var due = 0
  /// Of those, closed in time.
  var onTime = 0

  /// Adds another unit's work.
  mutating func add(_ other: UnitLoad) {
    open += other.open
    mirrored += other.mirrored
    issued += other.issued
    overdue += other.overdue
    dueNext += other.dueNext
    dueSoon += other.dueSoon
    returning += other.returning
    due += other.due
    onTime += other.onTime
  }

  /// The loads of all units, in the order of their codes, from `assignments` and their clocks.
  static func loads(_ input: ReportInput) -> [UnitLoad] {
    let clocks = closeClocks(input.clocks)
    let assignments = input.assignments
    let ids = assignments.int64s("assignment_id").values
    let units = assignments.strings("unit_code")
    let roles = assignments.strings("role")
    let modes = assignments.strings("mode")
    let states = assignments.strings("state")
    let issued = assignments.int64s("assigned_at")
    var loads: [String: UnitLoad] = [:]
    for row in 0..<assignments.rowCount where roles.text(row) == Role.lead.rawValue {
      let unit = units.text(row)
      var load = loads[unit] ?? UnitLoad(unit: unit)
      let state = AssignmentState(rawValue: states.text(row)) ?? .working
      // The run of a business day issues its work on the morning after.
      if let issued = issued[row], CivilTime.day(of: issued) == input.day + 1 { load.issued += 1 }
      load.count(
        state, isMirrored: modes.text(row) == DispatchMode.mirror.rawValue,
        clock: clocks[ids[row]], day: input.day)
      loads[unit] = load
    }
    return loads.values.sorted { $0.unit < $1.unit }
  }

  /// When the close clock of an assignment runs out, and when it was stopped.
  private typealias CloseClock = (due: Int64, stopped: Int64?)

  private static func closeClocks(_ clocks: RecordBatch) -> [Int64: CloseClock] {
    let ids = clocks.int64s("assignment_id").values
    let kinds = clocks.strings("clock")
    let due = clocks.int64s("due_at")
    let extended = clocks.int64s("extended_to")
    let stopped = clocks.int64s("stopped_at")
    var output: [Int64: CloseClock] = [:]
    for row in ids.indices where kinds.text(row) == Clock.close.rawValue {
      guard let limit = extended[row] ?? due[row] else { continue }
      output[ids[row]] = (limit, stopped[row])
    }
    return output
  }

  private mutating func count(
    _ state: AssignmentState, isMirrored: Bool, clock: CloseClock?, day: Int32
  ) {
    let cutOff = CivilTime.timestamp(day + 1)
    let isOpen = !state.isOver
    if isOpen {
      open += 1
      if isMirrored { mirrored += 1 }
      if state == .returning { returning += 1 }
    }
    guard let clock, state != .suspended else { return }
    let dueDay = CivilTime.day(of: clock.due)
    if isOpen && clock.stopped == nil {
      if clock.due < cutOff { overdue += 1 }
      if dueDay == day + 1 { dueNext += 1 }
      if dueDay == day + 2 || dueDay == day + 3 { dueSoon += 1 }
    }
    guard clock.due < cutOff, dueDay > day - 30 else { return }
    // What was closed nobody knows when is neither in time nor late.
    guard state == .closed ? clock.stopped != nil : isOpen else { return }
    due += 1
    if let stopped = clock.stopped, stopped <= clock.due { onTime += 1 }
  }
}
