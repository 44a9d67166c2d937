import Columns
import Complaints
import Testing

@testable import Assignment

@Suite struct ClockEngineTests {
  /// 2018 as the State Council's notice had it: 春节 2-15…21 with 2-11 and 2-24 worked, 国庆 10-1…7
  /// with 9-29 and 9-30 worked.
  static let calendar: WorkCalendar = {
    let first = CivilTime.days(year: 2018, month: 1, day: 1)
    var worked = (0..<365).map { CivilTime.weekday(first + Int32($0)) <= 5 }
    var names = Array(repeating: "", count: 365)
    func set(_ text: String, _ isWorked: Bool, _ name: String) {
      guard let day = CivilTime.parse(day: text) else { return }
      worked[Int(day - first)] = isWorked
      names[Int(day - first)] = name
    }
    for day in 15...21 { set("2018-02-\(day)", false, "春节") }
    for day in 1...7 { set("2018-10-0\(day)", false, "国庆节") }
    for day in ["2018-02-11", "2018-02-24", "2018-09-29", "2018-09-30"] { set(day, true, "") }
    let june = CivilTime.days(year: 2018, month: 6, day: 1)
    let october = CivilTime.days(year: 2018, month: 10, day: 1)
    return WorkCalendar(
      firstDay: first, isWorkday: worked, holidayNames: names,
      periods: [
        .init(validFrom: nil, validTo: nil, from: 8 * 60, to: 12 * 60),
        .init(validFrom: nil, validTo: june - 1, from: 14 * 60, to: 18 * 60),
        .init(validFrom: june, validTo: october - 1, from: 14 * 60 + 30, to: 18 * 60 + 30),
        .init(validFrom: october, validTo: nil, from: 14 * 60, to: 18 * 60),
      ])
  }()

  static func time(_ text: String) -> Int64 {
    let parts = text.split(separator: " ")
    let clock = parts[1].split(separator: ":").compactMap { Int($0) }
    return CivilTime.timestamp(
      CivilTime.parse(day: String(parts[0])) ?? 0, hour: clock[0], minute: clock[1],
      second: clock[2])
  }

  @Test(arguments: [
    // Friday evening: two urgent hours run on through the end of work.
    ("2018-07-06 17:00:00", 2, LimitKind.urgentHour, false, "2018-07-06 19:00:00"),
    ("2018-07-06 23:30:00", 2, .urgentHour, false, "2018-07-07 01:30:00"),
    // Working hours stop at night, at noon and over the weekend; summer hours end at 18:30.
    ("2018-04-13 17:00:00", 4, .workHour, false, "2018-04-16 11:00:00"),
    ("2018-07-06 17:00:00", 4, .workHour, false, "2018-07-09 10:30:00"),
    ("2018-04-13 11:00:00", 2, .workHour, false, "2018-04-13 15:00:00"),
    ("2018-04-13 12:30:00", 1, .workHour, false, "2018-04-13 15:00:00"),
    ("2018-04-14 09:00:00", 8, .workHour, false, "2018-04-16 18:00:00"),
    // The Friday before 国庆 and the worked weekend before it.
    ("2018-09-28 17:30:00", 2, .workHour, false, "2018-09-29 09:00:00"),
    ("2018-09-30 18:00:00", 1, .workHour, false, "2018-10-08 08:30:00"),
    // The first day does not count; 调休 Saturdays do.
    ("2018-09-27 10:00:00", 3, .workDay, false, "2018-09-30 18:30:00"),
    ("2018-09-28 10:00:00", 3, .workDay, false, "2018-10-08 18:00:00"),
    ("2018-09-28 10:00:00", 3, .workDay, true, "2018-09-30 18:30:00"),
    ("2018-02-10 10:00:00", 1, .workDay, false, "2018-02-11 18:00:00"),
    ("2018-02-14 10:00:00", 1, .workDay, false, "2018-02-22 18:00:00"),
    ("2018-02-14 10:00:00", 3, .workDay, false, "2018-02-24 18:00:00"),
    ("2018-04-14 10:00:00", 0, .workDay, false, "2018-04-16 18:00:00"),
    // 15日 and 60日 are calendar days.
    ("2018-04-02 09:00:00", 15, .calendarDay, false, "2018-04-17 23:59:59"),
    ("2018-04-02 09:00:00", 60, .calendarDay, false, "2018-06-01 23:59:59"),
    ("2018-04-02 09:00:00", 15, .calendarDay, true, "2018-04-16 23:59:59"),
  ])
  func `limits end when the calendar says`(
    start: String, amount: Int, kind: LimitKind, firstDayCounted: Bool, expected: String
  ) throws {
    let engine = ClockEngine(calendar: Self.calendar, limits: [])
    let (due, provisional) = try engine.due(
      start: Self.time(start), amount: amount, kind: kind, firstDayCounted: firstDayCounted,
      rollLastDay: false)
    #expect(CivilTime.format(due) == expected)
    #expect(!provisional)
  }

  @Test(arguments: [
    ("2018-09-17 09:00:00", 15, true, "2018-10-08 23:59:59"),
    ("2018-09-17 09:00:00", 15, false, "2018-10-02 23:59:59"),
    ("2018-01-31 09:00:00", 15, true, "2018-02-22 23:59:59"),
    ("2018-09-14 09:00:00", 15, true, "2018-09-29 23:59:59"),
  ])
  func `a last day that is a holiday moves only where the rule says so`(
    start: String, amount: Int, rolls: Bool, expected: String
  ) throws {
    let engine = ClockEngine(calendar: Self.calendar, limits: [])
    let (due, _) = try engine.due(
      start: Self.time(start), amount: amount, kind: .calendarDay, firstDayCounted: false,
      rollLastDay: rolls)
    #expect(CivilTime.format(due) == expected)
  }

  @Test func `beyond the calendar days count Monday to Friday and are provisional`() throws {
    let engine = ClockEngine(calendar: Self.calendar, limits: [])
    let (due, provisional) = try engine.due(
      start: Self.time("2018-12-28 10:00:00"), amount: 3, kind: .workDay, firstDayCounted: false,
      rollLastDay: false)
    #expect(CivilTime.format(due) == "2019-01-02 18:00:00")
    #expect(provisional)
    let inside = try engine.due(
      start: Self.time("2018-12-28 10:00:00"), amount: 1, kind: .workDay, firstDayCounted: false,
      rollLastDay: false)
    #expect(CivilTime.format(inside.due) == "2018-12-31 18:00:00")
    #expect(!inside.provisional)
  }

  @Test func `a working day without hours and an absurd amount are configuration errors`() {
    let bare = WorkCalendar(
      firstDay: 0, isWorkday: [true, true], holidayNames: ["", ""],
      periods: [.init(validFrom: 1, validTo: nil, from: 480, to: 720)])
    let engine = ClockEngine(calendar: bare, limits: [])
    let early = #expect(throws: AnalysisError.self) {
      try engine.due(
        start: 0, amount: 1, kind: .workHour, firstDayCounted: false, rollLastDay: false)
    }
    #expect(early?.code == .configuration)
    let absurd = #expect(throws: AnalysisError.self) {
      try engine.due(
        start: 0, amount: -1, kind: .workDay, firstDayCounted: false, rollLastDay: false)
    }
    #expect(absurd?.code == .configuration)
  }

  @Test func `working hours agree with a minute by minute count`() throws {
    let engine = ClockEngine(calendar: Self.calendar, limits: [])
    for step in 0..<40 {
      let start = Self.time("2018-09-20 00:00:00") + Int64(step) * 7 * 3599 * CivilTime.second
      let aligned = start / (60 * CivilTime.second) * 60 * CivilTime.second
      let amount = step % 13 + 1
      var minute = aligned
      var rest = amount * 60
      while rest > 0 {
        let day = CivilTime.day(of: minute)
        let ofDay = Int((minute - CivilTime.timestamp(day)) / (60 * CivilTime.second))
        let isWorking =
          engine.isWorked(day)
          ? try engine.hours(of: day).contains { $0.from <= ofDay && ofDay < $0.to } : false
        if isWorking { rest -= 1 }
        minute += 60 * CivilTime.second
      }
      let (due, _) = try engine.due(
        start: aligned, amount: amount, kind: .workHour, firstDayCounted: false,
        rollLastDay: false)
      #expect(CivilTime.format(due) == CivilTime.format(minute), "from \(CivilTime.format(start))")
    }
  }

  @Test func `the most specific limit that holds on the day sets the clock`() throws {
    func rule(
      _ id: String, code: String = "", type: RequestType? = nil, amount: Int,
      from: String? = nil, to: String? = nil, start: String = "assigned"
    ) -> LimitRule {
      LimitRule(
        rule: id, clock: .close, source: nil, requestType: type, scheme: nil, code: code,
        condition: nil, phase: nil, urgency: nil, amount: amount, kind: .workDay,
        startEvent: start, firstDayCounted: false, rollLastDay: false, extensionMax: 0,
        validFrom: from.flatMap { CivilTime.parse(day: $0) },
        validTo: to.flatMap { CivilTime.parse(day: $0) }, basis: "")
    }
    let engine = ClockEngine(
      calendar: Self.calendar,
      limits: [
        rule("a", amount: 15), rule("b", code: "01", amount: 10),
        rule("c", code: "0101", amount: 5), rule("d", code: "0101", type: .report, amount: 3),
        rule("e", code: "0101", type: .report, amount: 1, to: "2018-03-31"),
      ])
    func limit(_ code: String?, _ type: RequestType?, at start: String) throws -> String? {
      try engine.clocks(
        for: ClockFacts(
          source: .hotline, requestType: type, code: code, assignedAt: Self.time(start))
      ).first?.ruleID
    }
    #expect(try limit("020101", nil, at: "2018-04-02 09:00:00") == "a")
    #expect(try limit("010201", nil, at: "2018-04-02 09:00:00") == "b")
    #expect(try limit("010101", .complaint, at: "2018-04-02 09:00:00") == "c")
    #expect(try limit("010101", .report, at: "2018-04-02 09:00:00") == "d")
    #expect(try limit("010101", .report, at: "2018-03-30 09:00:00") == "d")
    #expect(try limit(nil, nil, at: "2018-03-30 09:00:00") == "a")
    let waiting = ClockEngine(
      calendar: Self.calendar, limits: [rule("x", amount: 60, start: "accepted")])
    #expect(
      try waiting.clocks(
        for: ClockFacts(source: .petition, assignedAt: Self.time("2018-04-02 09:00:00"))
      ).isEmpty)
  }
}
