internal import Columns
internal import Complaints
internal import Lake
internal import Trends

/// The lead assignments that the lake holds, as trends and report need them.
struct LeadWork {
  /// All rows of `assignments` with the role lead.
  let assignments: RecordBatch
  /// All rows of `assignment_clocks`.
  let clocks: RecordBatch
  private let closedAt: [Int64: Int64]
  private let unitOfMatter: [Int64: String]

  init(_ lake: Lake) throws {
    let all = try lake.readAll(
      Tables.assignments.name, columns: Tables.assignments.schema.fields.map(\.name))
    let roles = all.strings("role")
    assignments = all.gathering(
      (0..<all.rowCount).filter { roles.text($0) == Role.lead.rawValue })
    clocks = try lake.readAll(
      Tables.assignmentClocks.name, columns: Tables.assignmentClocks.schema.fields.map(\.name))
    let events = try lake.readAll(
      Tables.assignmentEvents.name, columns: ["assignment_id", "at", "event"])
    let names = events.strings("event")
    let times = events.int64s("at").values
    var closedAt: [Int64: Int64] = [:]
    for (row, id) in events.int64s("assignment_id").values.enumerated()
    where names.text(row) == "closed" { closedAt[id] = max(closedAt[id] ?? .min, times[row]) }
    self.closedAt = closedAt
    let units = assignments.strings("unit_code")
    let rounds = assignments.int32s("round").values
    let states = assignments.strings("state")
    var newest: [Int64: Int32] = [:]
    var unitOfMatter: [Int64: String] = [:]
    for (row, matter) in assignments.int64s("matter_id").values.enumerated()
    where (newest[matter] ?? 0) <= rounds[row]
      && states.text(row) != AssignmentState.reassigned.rawValue
    {
      newest[matter] = rounds[row]
      unitOfMatter[matter] = units[row]
    }
    self.unitOfMatter = unitOfMatter
  }

  /// The lead unit of each row's matter.
  func units(of matters: ValueColumn<Int64>) -> StringColumn {
    StringColumn((0..<matters.count).map { matters[$0].flatMap { unitOfMatter[$0] } })
  }

  /// What is counted of the lead assignments that have a unit.
  ///
  /// An assignment counts on the business day whose run issued it, the day before its own date.
  func counted() -> [DailyCounter.LeadAssignment] {
    let dues = closeDues()
    let units = assignments.strings("unit_code")
    let states = assignments.strings("state")
    let issued = assignments.int64s("assigned_at").values
    let matters = assignments.int64s("matter_id").values
    return assignments.int64s("assignment_id").values.enumerated().compactMap { row, id in
      guard units[row] != nil else { return nil }
      let isClosed = states.text(row) == AssignmentState.closed.rawValue
      // What another unit took over is counted with that one.
      let isReassigned = states.text(row) == AssignmentState.reassigned.rawValue
      let closed = isClosed ? closedAt[id] : nil
      return DailyCounter.LeadAssignment(
        matterID: matters[row], assignedOn: CivilTime.day(of: issued[row]) - 1,
        dueOn: isReassigned ? nil : dues[id].map { CivilTime.day(of: $0) },
        closedOn: closed.map { CivilTime.day(of: $0) },
        isLate: closed.map { $0 > dues[id] ?? .max } ?? false)
    }
  }

  /// The rows of assignments that are open, fell due within the 30 days that end with `day`, or
  /// were closed on it: what loads and rates of closing in time need.
  func openOrDue(by day: Int32) -> [Int] {
    let states = assignments.strings("state")
    let dues = closeDues()
    return assignments.int64s("assignment_id").values.enumerated().compactMap { row, id in
      let state = AssignmentState(rawValue: states.text(row)) ?? .unsigned
      if !state.isOver { return row }
      if state == .reassigned { return nil }
      if let due = dues[id], (day - 29...day).contains(CivilTime.day(of: due)) { return row }
      return closedAt[id].map { CivilTime.day(of: $0) == day } ?? false ? row : nil
    }
  }

  private func closeDues() -> [Int64: Int64] {
    let names = clocks.strings("clock")
    let dues = clocks.int64s("due_at").values
    var output: [Int64: Int64] = [:]
    for (row, id) in clocks.int64s("assignment_id").values.enumerated()
    where names.text(row) == Clock.close.rawValue { output[id] = dues[row] }
    return output
  }
}
