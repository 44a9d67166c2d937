internal import Bytes
internal import Columns
internal import Tabular

extension CityLoader {
  mutating func units() -> UnitRegister {
    let rows = rows(
      "units.csv",
      [
        "code", "name", .optional("valid_from"), .optional("valid_to"), .optional("aliases"),
        "function_code", "level", .optional("district_code"), .optional("town_code"),
        .optional("parent"), .optional("route_to"), .optional("assignable"), .optional("group"),
        .optional("successor"),
      ])
    let codes = Array(Set(rows.map { $0["code"] })).sorted()
    let known = Set(codes)
    for row in rows {
      for column in ["parent", "route_to", "successor"] where !row[column].isEmpty {
        if !known.contains(row[column]) {
          check(row, column, names: row[column], in: codes, what: "unit")
        }
      }
    }
    let lines = values(rows) { row throws(StorageError) in
      (row, try Self.unit(row), try row.day("valid_from"))
    }
    var units: [Unit] = []
    for (code, group) in Dictionary(grouping: lines, by: { $0.1.code }) {
      let sorted = group.sorted { ($0.2 ?? .min, $0.0.line) < ($1.2 ?? .min, $1.0.line) }
      guard let newest = sorted.last?.1 else { continue }
      let names = sorted.flatMap(\.1.names)
      checkValidity(sorted.map { ($0.0, $0.1.names[0]) }, code)
      units.append(
        Unit(
          code: code, names: names, aliases: unique(sorted.flatMap(\.1.aliases)),
          functionCode: newest.functionCode, level: newest.level,
          districtCode: newest.districtCode, townCode: newest.townCode, parent: newest.parent,
          routeTo: newest.routeTo, isAssignable: newest.isAssignable, group: newest.group,
          successor: newest.successor))
    }
    return UnitRegister(units)
  }

  private static func unit(_ row: ConfigurationTable.Row) throws(StorageError) -> Unit {
    guard let level = try row.word("level", UnitLevel.self) else {
      throw row.error("level", "must not be empty")
    }
    let name = Unit.Name(
      text: try row.required("name"), validFrom: try row.day("valid_from"),
      validTo: try row.day("valid_to"))
    return Unit(
      code: try row.required("code"), names: [name], aliases: row.list("aliases"),
      functionCode: try row.required("function_code"), level: level,
      districtCode: row.optional("district_code"), townCode: row.optional("town_code"),
      parent: row.optional("parent"), routeTo: row.optional("route_to"),
      isAssignable: try row.flag("assignable", default: true), group: row["group"],
      successor: row.optional("successor"))
  }

  /// Notes names of one unit whose days overlap.
  private mutating func checkValidity(
    _ names: [(row: ConfigurationTable.Row, name: Unit.Name)], _ code: String
  ) {
    for index in names.indices.dropFirst() {
      let earlier = names[index - 1].name
      let later = names[index]
      if (earlier.validTo ?? .max) >= (later.name.validFrom ?? .min) {
        note(
          later.row.error(
            "valid_from",
            "\(code) is named \"\(later.name.text)\" from a day on which \"\(earlier.text)\" "
              + "(line \(names[index - 1].row.line)) is still valid"))
      }
    }
  }

  private func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  mutating func responsibilities(
    _ taxonomy: Taxonomy, _ units: UnitRegister, _ gazetteer: Gazetteer
  ) -> [ResponsibilityRule] {
    let conditions = [
      "request_type", "place_type", "road_class", "permit", "subject", "hours", "district_code",
    ]
    let rows = rows(
      "responsibilities.csv",
      ["rule", .optional("priority"), "code"] + conditions.map { .optional($0) } + [
        "lead_function", "lead_level", .optional("support"), "basis", .optional("valid_from"),
        .optional("valid_to"), .optional("note"),
      ], optional: true)
    checkUnique(rows, "rule")
    let functions = Array(Set(units.units.map(\.functionCode))).sorted()
    for row in rows {
      checkPrefix(row, "code", taxonomy)
      check(row, "lead_function", names: row["lead_function"], in: functions, what: "function")
      for district in row.list("district_code") where !gazetteer.knows(division: district) {
        note(row.error("district_code", "unknown district \"\(district)\""))
      }
      if row["lead_level"] == UnitLevel.town.rawValue && !row["basis"].contains("履职") {
        note(
          row.error(
            "basis",
            "a town may lead only where its 履职事项清单 names the matter; "
              + "\"\(row["basis"])\" does not cite it"))
      }
    }
    let rules = values(rows) { row throws(StorageError) -> ResponsibilityRule in
      try Self.rule(row, conditions: conditions, functions: functions)
    }
    if !rules.isEmpty { checkCoverage(rules, taxonomy) }
    return rules
  }

  private static func rule(
    _ row: ConfigurationTable.Row, conditions: [String], functions: [String]
  ) throws(StorageError) -> ResponsibilityRule {
    guard let level = try row.word("lead_level", UnitLevel.self) else {
      throw row.error("lead_level", "must not be empty")
    }
    var support: [ResponsibilityRule.Party] = []
    for text in row.list("support") {
      let parts = text.split(separator: ":").map(String.init)
      guard parts.count == 2, let level = UnitLevel(rawValue: parts[1]),
        functions.contains(parts[0])
      else {
        throw row.error("support", "\"\(text)\" is not <function>:<level> such as ZF:镇")
      }
      support.append(.init(function: parts[0], level: level))
    }
    var wanted: [String: [String]] = [:]
    for condition in conditions where !row[condition].isEmpty {
      wanted[condition] = row.list(condition)
    }
    return ResponsibilityRule(
      rule: try row.required("rule"), priority: try row.integer("priority") ?? 0,
      code: row["code"], conditions: wanted,
      lead: .init(function: try row.required("lead_function"), level: level), support: support,
      basis: try row.required("basis"), validFrom: try row.day("valid_from"),
      validTo: try row.day("valid_to"))
  }

  /// Notes leaves within scope that no rule covers.
  private mutating func checkCoverage(_ rules: [ResponsibilityRule], _ taxonomy: Taxonomy) {
    let prefixes = Set(rules.map(\.code))
    for category in taxonomy.categories where category.inScope {
      let covered = [0, 2, 4, 6].contains { prefixes.contains(String(category.code.prefix($0))) }
      if !covered {
        note(
          StorageError(
            .configuration, path: folder + "/responsibilities.csv",
            "no rule covers \(category.code) \(category.level2)·\(category.level3)"))
      }
    }
  }

  mutating func limits(_ taxonomy: Taxonomy) -> [LimitRule] {
    let rows = rows(
      "limits.csv",
      [
        "rule", "clock", .optional("source"), .optional("request_type"), .optional("scheme"),
        .optional("code"), .optional("condition"), .optional("phase"), .optional("urgency"),
        "amount", "kind", "start_event", .optional("first_day_counted"),
        .optional("roll_last_day"), .optional("extension_max"), .optional("valid_from"),
        .optional("valid_to"), "basis",
      ], optional: true)
    checkUnique(rows, "rule")
    for row in rows where row["scheme"] == taxonomy.scheme || row["scheme"].isEmpty {
      checkPrefix(row, "code", taxonomy)
    }
    return values(rows) { row throws(StorageError) in try Self.limit(row) }
  }

  private static func limit(_ row: ConfigurationTable.Row) throws(StorageError) -> LimitRule {
    guard let clock = try row.word("clock", Clock.self) else {
      throw row.error("clock", "must not be empty")
    }
    guard let kind = try row.word("kind", LimitKind.self) else {
      throw row.error("kind", "must not be empty")
    }
    guard let amount = try row.integer("amount", in: 1...3650) else {
      throw row.error("amount", "must not be empty")
    }
    guard let start = try row.choice("start_event", of: ["received", "accepted", "assigned"]) else {
      throw row.error("start_event", "must not be empty")
    }
    return LimitRule(
      rule: try row.required("rule"), clock: clock, source: try row.word("source", Source.self),
      requestType: try row.word("request_type", RequestType.self), scheme: row.optional("scheme"),
      code: row["code"], condition: row.optional("condition"), phase: row.optional("phase"),
      urgency: try row.word("urgency", Urgency.self), amount: amount, kind: kind,
      startEvent: start, firstDayCounted: try row.flag("first_day_counted", default: false),
      rollLastDay: try row.flag("roll_last_day", default: true),
      extensionMax: try row.integer("extension_max", in: 0...3650) ?? 0,
      validFrom: try row.day("valid_from"), validTo: try row.day("valid_to"),
      basis: try row.required("basis"))
  }

  mutating func releases(_ taxonomy: Taxonomy) -> [ReleaseLine] {
    let fields = [
      "full_place", "room", "object_plate", "object_account", "object_name", "object_phone",
      "contact_name", "contact_phone",
    ]
    let rows = rows(
      "releases.csv",
      [
        "rule", "field", .optional("request_type"), .optional("access"), .optional("code"),
        .optional("unit_kind"), .optional("role"), "release", "basis", .optional("note"),
      ], optional: true)
    checkUnique(rows, "rule")
    for row in rows { checkPrefix(row, "code", taxonomy) }
    return values(rows) { row throws(StorageError) in
      guard let field = try row.choice("field", of: fields) else {
        throw row.error("field", "must not be empty")
      }
      guard let release = try row.word("release", ReleaseRule.self) else {
        throw row.error("release", "must not be empty")
      }
      return ReleaseLine(
        rule: try row.required("rule"), field: field,
        requestTypes: try row.words("request_type", RequestType.self),
        access: try row.words("access", Access.self), code: row["code"],
        unitKinds: try row.words("unit_kind", UnitLevel.self),
        roles: try row.words("role", Role.self), release: release,
        basis: try row.required("basis"))
    }
  }

  mutating func calendar() -> WorkCalendar {
    let days = rows(
      "workdays.csv",
      ["date", "is_workday", .optional("holiday_name"), .optional("is_makeup_workday")])
    let entries = values(days) { row throws(StorageError) in
      guard let day = try row.day("date") else { throw row.error("date", "must not be empty") }
      return (row, day, try row.flag("is_workday", default: true), row["holiday_name"])
    }
    for (earlier, later) in zip(entries, entries.dropFirst()) where later.1 != earlier.1 + 1 {
      note(
        later.0.error(
          "date",
          "a gap inside the calendar: \(CivilTime.format(day: earlier.1)) is followed by "
            + CivilTime.format(day: later.1)))
    }
    let hours = rows(
      "workhours.csv", [.optional("valid_from"), .optional("valid_to"), "from", "to"])
    let periods = values(hours) { row throws(StorageError) in
      let from = try Self.minute(row, "from")
      let to = try Self.minute(row, "to")
      guard from < to else { throw row.error("to", "the period ends before it starts") }
      return WorkCalendar.Period(
        validFrom: try row.day("valid_from"), validTo: try row.day("valid_to"), from: from, to: to)
    }
    return WorkCalendar(
      firstDay: entries.first?.1 ?? 0, isWorkday: entries.map(\.2), holidayNames: entries.map(\.3),
      periods: periods)
  }

  private static func minute(_ row: ConfigurationTable.Row, _ column: String) throws(StorageError)
    -> Int
  {
    let parts = try row.required(column).split(separator: ":").map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
      (0...59).contains(minute)
    else { throw row.error(column, "\"\(row[column])\" is not a time such as 08:30") }
    return hour * 60 + minute
  }
}
