internal import Columns
internal import Complaints

extension DailyReport {
  /// The matters that most requests of the last seven days are about.
  func writeMatters(_ page: inout ReportPage) {
    let rows = hotRows
    guard !rows.isEmpty else {
      page.element(
        "p", ["class": "empty"],
        "七日内没有达到门槛（\(definition.hotRequests)件次、\(definition.hotPersons)人）的事项。")
      return
    }
    var table = ReportTable(
      "hot-matters", "七日内反映集中的事项",
      query:
        "matters 中七日内至少\(definition.hotRequests)件次、累计至少\(definition.hotPersons)人的行，按七日件次与累计人数中较小者排序",
      columns: [
        .text("事项编号"), .text("内容（脱敏摘录）"), .text("分类"), .text("属地"), .number("七日件次"),
        .number("累计件次"), .number("累计人数"), .text("首次反映"), .text("主办单位"),
      ])
    let units = leadUnits
    for row in rows.prefix(definition.topMatters) { table.rows.append(cells(row, units)) }
    page.element("p", ["class": "lead"]) { page in
      page.text("一项事项可含多件次；达到门槛的共 ")
      page.figure("hot_matters", .count(rows.count))
      page.text(" 项，列出前 \(table.rows.count) 项。")
    }
    page.table(table)
  }

  private func cells(_ row: Int, _ units: [Int64: String]) -> [ReportTable.Cell] {
    let matters = input.matters
    let opened = matters.int32s("opened_on")[row]
    return [
      .text(matters.strings("matter_no")[row] ?? "—"), .text(quotation(row)),
      .text(matters.strings("level2")[row] ?? "待人工分类"), .text(placeName(row)),
      .count(Int(input.recentRequests[row])),
      .count(Int(matters.int32s("request_count")[row] ?? 0)),
      .count(Int(matters.int32s("person_count")[row] ?? 0)),
      .text(opened.map(NumberText.shortDay) ?? "—"),
      .text(units[matters.int64s("matter_id").values[row]] ?? "—"),
    ]
  }

  /// The rows of `matters` that pass the thresholds, the hottest first.
  var hotRows: [Int] {
    let persons = input.matters.int32s("person_count")
    let ids = input.matters.int64s("matter_id").values
    let recent = input.recentRequests
    guard recent.count == input.matters.rowCount else { return [] }
    // One inspector's many records of a place weigh less than as many citizens.
    func width(_ row: Int) -> Int32 { min(recent[row], persons[row] ?? 0) }
    return ids.indices.filter {
      Int(recent[$0]) >= definition.hotRequests
        && Int(persons[$0] ?? 0) >= definition.hotPersons
    }.sorted {
      (width($1), recent[$1], ids[$0]) < (width($0), recent[$0], ids[$1])
    }
  }

  private func placeName(_ row: Int) -> String {
    let names = ["district_code", "town_code"].compactMap { input.matters.strings($0)[row] }
      .filter { !$0.isEmpty }.map(city.gazetteer.divisionName)
    return names.isEmpty ? "地点待定" : names.joined(separator: " ")
  }

  /// A matter's own words, at most 60 characters, where they may be printed; else its class.
  func quotation(_ row: Int) -> String {
    let matters = input.matters
    let title = matters.strings("title")[row] ?? ""
    let classes = ["level1", "level2"].compactMap { matters.strings($0)[row] }
    let leaf = city.taxonomy[matters.strings("code").text(row)]?.level3
    let words = [title] + classes + [leaf ?? ""]
    let isAllowed =
      row < input.isQuotable.count && input.isQuotable[row] && !title.isEmpty
      && !definition.unquotedWords.contains { word in words.contains { $0.contains(word) } }
    guard isAllowed else {
      return "\(leaf ?? classes.last ?? "未分类")（按规定不摘录）"
    }
    return "“\(title.count > 60 ? title.prefix(59) + "…" : title[...])”"
  }

  /// The lead unit of each matter, as named on the day.
  private var leadUnits: [Int64: String] {
    let assignments = input.assignments
    let matters = assignments.int64s("matter_id").values
    let roles = assignments.strings("role")
    let names = assignments.strings("unit_name")
    let states = assignments.strings("state")
    var output: [Int64: String] = [:]
    for row in matters.indices where roles.text(row) == Role.lead.rawValue {
      let state = AssignmentState(rawValue: states.text(row))
      if output[matters[row]] != nil && state?.isOver == true { continue }
      output[matters[row]] = names[row] ?? "待人工定单位"
    }
    return output
  }
}
