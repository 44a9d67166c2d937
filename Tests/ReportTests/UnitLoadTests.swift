import Columns
import Complaints
import Testing

@testable import Report

@Suite struct UnitLoadTests {
  static let day: Int32 = 17_683

  /// State, hours from the end of the day to the limit, hours from the limit to the stop.
  private func load(_ rows: [(state: String, due: Int64, stopped: Int64?)]) -> UnitLoad {
    var input = ReportInput(day: Self.day, runID: "r", snapshotID: 1, dataCutOff: "")
    let hour = 3600 * CivilTime.second
    for (index, row) in rows.enumerated() {
      let due = CivilTime.timestamp(Self.day + 1) + row.due * hour
      input.assignments.appendRow([
        "assignment_id": .integer(index), "matter_id": .integer(index), "unit_code": .text("U"),
        "role": .text("lead"), "mode": .text("own"), "state": .text(row.state),
        "assigned_at": .int(CivilTime.timestamp(Self.day + 1, hour: 7)),
      ])
      input.clocks.appendRow([
        "assignment_id": .integer(index), "clock": .text("close"), "due_at": .int(due),
        "stopped_at": row.stopped.map { .int(due + $0 * hour) } ?? .null,
      ])
    }
    return UnitLoad.loads(input).first ?? UnitLoad(unit: "")
  }

  @Test func `open work is overdue, due next day or due soon`() {
    let sum = load([
      ("working", -1, nil), ("unsigned", 17, nil), ("working", 30, nil), ("working", 60, nil),
      ("working", 90, nil), ("suspended", -50, nil), ("withdrawn", -1, nil),
    ])
    #expect(sum.open == 6 && sum.overdue == 1 && sum.dueNext == 1 && sum.dueSoon == 2)
    #expect(sum.issued == 7 && sum.due == 1 && sum.onTime == 0)
  }

  @Test func `closing in time is counted among what fell due`() {
    let sum = load([
      ("closed", -1, -1), ("closed", -1, 0), ("closed", -1, 5), ("closed", -1, nil),
      ("closed", 5, -9), ("closed", -800, -1), ("working", -5, -1),
    ])
    #expect(sum.due == 4 && sum.onTime == 3 && sum.overdue == 0)
  }
}
