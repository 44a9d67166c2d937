import Columns
import Complaints
import TestSupport

@testable import Report

extension SampleDay {
  /// Adds open and recently closed lead work.
  mutating func addWork(to input: inout ReportInput) {
    let units = Self.city.units.units.filter(\.isAssignable)
    for index in 0..<900 {
      let isUnknown = index % 40 == 0
      let skew = Double.random(in: 0..<1, using: &random) * Double.random(in: 0..<1, using: &random)
      let unit = units[Int(skew * Double(units.count))]
      let issued = Self.day - Int32.random(in: 0...25, using: &random)
      let due = CivilTime.timestamp(issued + Int32.random(in: 3...14, using: &random), hour: 18)
      let isClosed = due < CivilTime.timestamp(Self.day) && index % 12 != 0
      input.assignments.appendRow([
        "assignment_id": .integer(index), "matter_id": .integer(index),
        "unit_code": isUnknown ? .null : .text(unit.code),
        "unit_name": isUnknown ? .null : .text(unit.name(on: Self.day)), "role": .text("lead"),
        "mode": .text(index % 3 == 0 ? "mirror" : "own"), "round": .integer(1),
        "assigned_at": .int(CivilTime.timestamp(issued, hour: 9)),
        "state": .text(isClosed ? "closed" : index % 25 == 0 ? "returning" : "working"),
      ])
      input.clocks.appendRow([
        "assignment_id": .integer(index), "clock": .text("close"), "due_at": .int(due),
        "stopped_at": isClosed ? .int(due + (index % 17 == 0 ? 1 : -1) * CivilTime.day) : .null,
      ])
    }
  }

  /// Adds matters of the last week.
  mutating func addMatters(to input: inout ReportInput) {
    let leaves = Self.city.taxonomy.categories
    let titles = [
      "海陵区鼓楼南路夜市烧烤摊油烟呛人、噪声扰民到凌晨两点", "某小区二次供水连续三天水黄", "<script>alert(1)</script>工地夜间施工",
      "市民反映小学门口学生上下学拥堵", "姜堰某安置房电梯反复故障困人",
    ]
    for index in 0..<120 {
      let leaf = leaves[(index * 7) % leaves.count]
      let recent = index < 9 ? 24 - index * 2 : 1 + index % 3
      input.matters.appendRow([
        "matter_id": .integer(index), "matter_no": .text("S20180601-\(10_000 + index)"),
        "opened_on": .integer(Self.day - Int32(index % 9)), "last_request_on": .integer(Self.day),
        "request_count": .integer(recent + index % 5), "person_count": .integer(max(1, recent - 3)),
        "code": .text(leaf.code), "level1": .text(leaf.level1), "level2": .text(leaf.level2),
        "district_code": .text("321202"),
        "title": .text(titles[index % titles.count]), "state": .text("open"),
      ])
      input.recentRequests.append(Int32(recent))
      input.isQuotable.append(index % 4 != 3)
    }
  }

  /// Adds deliveries and quality of the last week.
  mutating func addDeliveries(to input: inout ReportInput) {
    for day in Self.day - 6...Self.day {
      for (index, platform) in Self.platforms.enumerated() {
        let isMissing = day == Self.day && missing.contains(platform.code)
        let isLate = index == 2 && day == Self.day - 3
        input.deliveries.appendRow([
          "platform": .text(platform.code), "business_day": .integer(day),
          "state": .text(isMissing ? "missing" : isLate ? "late" : "on_time"),
        ])
        guard day == Self.day, !isMissing else { continue }
        input.quality.appendRow([
          "platform": .text(platform.code), "day": .integer(day),
          "complete": .double(0.97 + Double(index) / 500), "valid": .double(0.991),
          "timely": .double(1), "stable": .double(0.95),
        ])
      }
    }
  }

  /// Adds some alerts.
  mutating func addAlerts(to input: inout ReportInput) {
    let rows: [(kind: String, scope: String, expected: Double?, observed: Double, reason: String)] =
      [
        ("risk", "燃气与毒气泄漏 · 海陵区", nil, 2, "出现风险词，不经统计直接提示；请逐件核对并按紧急事项处置"),
        ("risk", "自杀轻生 · 靖江市", nil, 1, "出现风险词，不经统计直接提示；请逐件核对并按紧急事项处置"),
        ("surge", "噪声污染 · 海陵区", 11.5, 31, "比常态多19.5件次，为常态的2.7倍，来自28人"),
      ]
    for (index, row) in rows.enumerated() {
      input.alerts.appendRow([
        "alert_id": .integer(index), "day": .integer(Self.day), "kind": .text(row.kind),
        "scope": .text(row.scope), "expected": .real(row.expected),
        "observed": .double(row.observed),
        "score": row.expected == nil ? .null : .double(4.7), "persons": .integer(Int(row.observed)),
        "reason": .text(row.reason),
      ])
    }
  }
}
