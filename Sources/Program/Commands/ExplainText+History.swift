internal import Columns
internal import Complaints
internal import Pipeline

extension ExplainText {
  /// How many columns of a terminal an old or a new value may take.
  private static let valueWidth = 24

  /// What happened, in the order of time.
  mutating func writeHistory() {
    var entries: [(at: Int64, text: String)] = []
    if let received = file.request.int64s("received_at")[0] {
      entries.append((received, "平台受理"))
    }
    addStates(to: &entries)
    addChanges(to: &entries)
    addDecisions(to: &entries)
    addMatterChanges(to: &entries)
    addEvents(to: &entries)
    page.heading("沿革")
    let order = entries.indices.sorted {
      (entries[$0].at, $0) < (entries[$1].at, $1)
    }
    for index in order {
      page.field(String(CivilTime.format(entries[index].at).prefix(16)), entries[index].text)
    }
  }

  private func addStates(to entries: inout [(at: Int64, text: String)]) {
    let states = file.states
    for row in 0..<states.rowCount {
      var text =
        "平台状态："
        + (RequestFile.label(states.strings("status")[row], RequestStatus.self) ?? "未知")
      if let unit = states.strings("source_unit")[row] { text += "，平台已派 \(unit)" }
      if let due = RequestFile.time(states, "source_due_at", row) { text += "，平台时限 \(due)" }
      if let final = states.strings("category_final")[row] { text += "，平台最终分类 \(final)" }
      if let count = states.int32s("urge_count")[row], count > 0 { text += "，催办 \(count) 次" }
      entries.append((states.int64s("seen_at")[row] ?? 0, text))
    }
  }

  private func addChanges(to entries: inout [(at: Int64, text: String)]) {
    let changes = file.changes
    for row in 0..<changes.rowCount {
      let name = changes.strings("field")[row] ?? ""
      let old = Self.value(changes.strings("old")[row])
      let new = Self.value(changes.strings("new")[row])
      entries.append((changes.int64s("seen_at")[row] ?? 0, "平台改动 \(name)：\(old) → \(new)"))
    }
  }

  private func addDecisions(to entries: inout [(at: Int64, text: String)]) {
    let decisions = file.decisions
    for row in 0..<decisions.rowCount {
      let name = decisions.strings("field")[row] ?? ""
      let label = DecidedField(rawValue: name)?.label ?? name
      let old = Self.value(decisions.strings("old")[row])
      let new = decisions.strings("new")[row].map { Self.value($0) } ?? "撤回"
      let actor = decisions.strings("actor")[row] ?? ""
      let reason = decisions.strings("reason")[row].map { "（\($0)）" } ?? ""
      entries.append(
        (
          decisions.int64s("at")[row] ?? 0,
          "人工决定 \(label)：\(old) → \(new)，\(actor)\(reason)"
        ))
    }
  }

  private func addMatterChanges(to entries: inout [(at: Int64, text: String)]) {
    let changes = file.matterChanges
    for row in 0..<changes.rowCount {
      let word =
        switch changes.strings("change")[row] {
        case "joined": "事项并入新来件"
        case "split": "事项拆分"
        case "merged_into": "事项并入"
        case "reopened": "事项重开"
        case "recurrence_of": "事项复发"
        case let other: other ?? ""
        }
      let other = changes.int64s("other_matter_id")[row].map { " \($0)" } ?? ""
      let reason = changes.strings("reason")[row].map { "：\($0)" } ?? ""
      entries.append((changes.int64s("at")[row] ?? 0, word + other + reason))
    }
  }

  private func addEvents(to entries: inout [(at: Int64, text: String)]) {
    let events = file.events
    let ids = file.assignments.int64s("assignment_id").values
    let units = file.assignments.strings("unit_name")
    for row in 0..<events.rowCount {
      let assignment = ids.firstIndex(of: events.int64s("assignment_id")[row] ?? 0)
      let unit = assignment.flatMap { units[$0] }.map { " " + $0 } ?? ""
      let word =
        switch events.strings("event")[row] {
        case "published": "交办发出"
        case "appended": "交办补充"
        case "closed": "交办办结"
        case let other: "交办 \(other ?? "")"
        }
      let actor = events.strings("actor")[row].map { "，\($0)" } ?? ""
      let note = events.strings("note")[row].map { "：\($0)" } ?? ""
      entries.append((events.int64s("at")[row] ?? 0, word + unit + actor + note))
    }
  }

  private static func value(_ text: String?) -> String {
    text.map { AlignedTable.cut(AlignedTable.printable($0), to: valueWidth) } ?? "（空）"
  }
}
