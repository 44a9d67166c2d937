internal import Columns
internal import Complaints
internal import Pipeline

extension ExplainText {
  /// How many other requests of a matter are named.
  private static let memberLimit = 8

  mutating func writeMatter() {
    page.heading("事项")
    guard file.matter.rowCount == 1 else {
      page.field("事项", "尚未归并到事项")
      return
    }
    let matter = file.matter
    let state = matter.strings("state").text(0)
    page.field(
      "编号", "\(matter.strings("matter_no").text(0)) · \(state == "closed" ? "已办结" : "未办结")")
    page.field("标题", matter.strings("title")[0])
    let first = matter.int32s("opened_on")[0].map { CivilTime.format(day: $0) } ?? ""
    let last = matter.int32s("last_request_on")[0].map { CivilTime.format(day: $0) } ?? ""
    page.field(
      "规模",
      "\(matter.int32s("request_count")[0] ?? 0) 件次 · \(matter.int32s("person_count")[0] ?? 0) 人 · "
        + (first == last ? first : "\(first) 至 \(last)"))
    let ids = file.members.int64s("request_id").values
    if let own = ids.firstIndex(of: file.requestID) { page.field("本件", relation(own)) }
    let others = ids.indices.filter { ids[$0] != file.requestID }
    if others.isEmpty { return }
    page.field("其他来件", "\(others.count) 件")
    for row in others.prefix(Self.memberLimit) {
      page.note("\(record(ids[row]))  \(relation(row))", indent: 0)
    }
    if others.count > Self.memberLimit {
      page.note("……另有 \(others.count - Self.memberLimit) 件", indent: 0)
    }
  }

  private func relation(_ row: Int) -> String {
    let relation = file.members.strings("relation")[row]
    var text = RequestFile.label(relation, Relation.self) ?? ""
    if relation != Relation.first.rawValue,
      let score = RequestFile.share(file.members.doubles("score")[row])
    {
      text += "，相似度 \(score)"
    }
    if let evidence = file.members.strings("evidence")[row] { text += "：\(evidence)" }
    return text
  }

  /// A request of the matter by time, platform and number.
  private func record(_ id: Int64) -> String {
    let records = file.memberRecords
    guard let row = records.int64s("request_id").values.firstIndex(of: id) else { return "\(id)" }
    return [
      RequestFile.time(records, "received_at", row), records.strings("platform")[row],
      records.strings("source_record_id")[row],
    ].compactMap { $0 }.joined(separator: " ")
  }

  mutating func writeAssignments() {
    page.heading("交办")
    if file.assignments.rowCount == 0 {
      page.field("交办", "无：平台已直接答复，或尚未到交办这一步")
      return
    }
    for row in 0..<file.assignments.rowCount { writeAssignment(row) }
  }

  private mutating func writeAssignment(_ row: Int) {
    let rows = file.assignments
    func text(_ column: String) -> String? { rows.strings(column)[row] }
    let unit = text("unit_name") ?? text("unit_code").map { file.unit($0) } ?? "未定，待人工"
    let kind = [
      RequestFile.label(text("role"), Role.self),
      RequestFile.label(text("mode"), DispatchMode.self),
      "第\(rows.int32s("round")[row] ?? 1)轮",
      RequestFile.label(text("state"), AssignmentState.self),
    ].compactMap { $0 }
    page.field("单位", unit)
    page.field("编号", "\(text("assignment_no") ?? "") · " + kind.joined(separator: " · "))
    let rule = text("rule_id").map { "规则 \($0)" }
    let confidence = RequestFile.share(rows.doubles("confidence")[row]).map { "，把握 \($0)" } ?? ""
    page.field(
      "派单依据",
      [rule, text("basis")].compactMap { $0 }.joined(separator: " · "))
    page.field("由何决定", RequestFile.decider(text("decided_by")) + confidence)
    page.field("理由", [text("evidence"), text("reason")].compactMap { $0 }.joined(separator: "；"))
    let candidates = (rows.lists("candidates")[row] ?? []).map { file.unit($0) }
    page.field("候选单位", candidates.joined(separator: "、"))
    writeClocks(of: rows.int64s("assignment_id").values[row])
  }

  private mutating func writeClocks(of assignment: Int64) {
    let clocks = file.clocks
    let ids = clocks.int64s("assignment_id").values
    var table = AlignedTable()
    for row in ids.indices where ids[row] == assignment {
      let name = RequestFile.label(clocks.strings("clock")[row], Clock.self) ?? ""
      let kind = RequestFile.label(clocks.strings("limit_kind")[row], LimitKind.self)
      let amount = kind.map { "\(clocks.int32s("amount")[row] ?? 0) \($0)" } ?? "平台时限"
      let due =
        RequestFile.time(clocks, "extended_to", row)
        .map { "延至 \($0)" } ?? RequestFile.time(clocks, "due_at", row).map { "至 \($0)" } ?? ""
      var notes = clocks.strings("rule_id")[row].map { "规则 \($0)" } ?? ""
      if let stopped = RequestFile.time(clocks, "stopped_at", row) { notes += "，止于 \(stopped)" }
      if clocks.bools("provisional")[row] == true { notes += "，日历未公布，暂计" }
      table.append([name, amount, due, notes])
    }
    if table.lines.isEmpty { return }
    page.field("时限", "\(table.lines.count) 项")
    page.table(table)
  }
}
