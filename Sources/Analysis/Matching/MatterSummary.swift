public import Columns
internal import Complaints

/// Writes the rows of matters from their members.
public enum MatterSummary {
  /// The rows of `Tables.matters` for all matters that `members` (rows of `MatchRows.schema`) name,
  /// in matter order.
  ///
  /// Restricted and confidential requests count, but never supply title, place or representative.
  public static func rows(members: RecordBatch, runID: String) -> RecordBatch {
    let matters = members.int64s("matter_id")
    let times = members.int64s("received_at").values
    let ids = members.int64s("request_id").values
    var order = (0..<members.rowCount).filter { matters[$0] != nil }
    order.sort {
      (matters.values[$0], times[$0], ids[$0]) < (matters.values[$1], times[$1], ids[$1])
    }
    var output = RecordBatch(schema: Tables.matters.schema)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, matters.values[order[end]] == matters.values[order[start]] {
        end += 1
      }
      output.appendRow(row(of: order[start..<end], members, runID))
      start = end
    }
    return output
  }

  private static func row(
    of group: ArraySlice<Int>, _ members: RecordBatch, _ runID: String
  ) -> [String: Value] {
    let days = group.map { members.int32s("received_on").values[$0] }
    let matter = members.int64s("matter_id").values[group[group.startIndex]]
    let opened = days.min() ?? 0
    let persons = Set(group.compactMap { members.int64s("person_id")[$0] })
    let classified = classifiedMember(group, members)
    let representative = representative(group, members)
    let text = { (name: String, row: Int?) -> Value in
      row.flatMap { members.strings(name)[$0] }.map(Value.string) ?? .null
    }
    let first = { (names: [String]) -> Value in
      for name in names {
        for row in group {
          if let found = members.strings(name)[row], !found.isEmpty { return .string(found) }
        }
      }
      return .null
    }
    return [
      "matter_id": .int(matter),
      "matter_no": .string(
        ReferenceNumber.make(prefix: ReferenceNumber.matterPrefix, id: matter, day: opened)),
      "opened_on": .int(Int64(opened)), "last_request_on": .int(Int64(days.max() ?? opened)),
      "request_count": .int(Int64(group.count)), "person_count": .int(Int64(persons.count)),
      "representative_request_id": representative.map {
        .int(members.int64s("request_id").values[$0])
      } ?? .null,
      "scheme": text("scheme", classified), "code": text("code", classified),
      "level1": text("level1", classified), "level2": text("level2", classified),
      "district_code": first(["class_district", "district_code"]),
      "town_code": first(["class_town", "town_code"]),
      "place_text": placeText(group, members), "title": title(representative, members),
      "state": .string("open"), "decided_by": .string("rule"), "confidence": .double(1),
      "run_id": .string(runID),
    ]
  }

  private static func isOpen(_ row: Int, _ members: RecordBatch) -> Bool {
    let access = members.strings("access")
    return access.range(row).isEmpty || access.text(row) == Access.normal.rawValue
  }

  /// The member whose leaf most members have; the earliest of equals.
  private static func classifiedMember(_ group: ArraySlice<Int>, _ members: RecordBatch) -> Int? {
    let codes = members.strings("code")
    var counts: [String: Int] = [:]
    for row in group {
      if let code = codes[row], !code.isEmpty { counts[code, default: 0] += 1 }
    }
    guard let most = counts.values.max() else { return nil }
    return group.first { codes[$0].map { counts[$0] == most } ?? false }
  }

  /// The earliest open member with a text; else the earliest open one.
  private static func representative(_ group: ArraySlice<Int>, _ members: RecordBatch) -> Int? {
    let open = group.filter { isOpen($0, members) }
    return open.first { members.strings("content").range($0).count >= 30 } ?? open.first
  }

  private static func placeText(_ group: ArraySlice<Int>, _ members: RecordBatch) -> Value {
    for row in group where isOpen(row, members) {
      if let text = members.strings("place_text")[row], !text.isEmpty { return .string(text) }
    }
    return .null
  }

  private static func title(_ representative: Int?, _ members: RecordBatch) -> Value {
    guard let representative else { return .null }
    return title(
      members.strings("title")[representative], content: members.strings("content")[representative]
    ).map { .string($0) } ?? .null
  }

  /// The title of a matter that a request stands for: its own, else the beginning of its text.
  public static func title(_ title: String?, content: String?) -> String? {
    if let title, !title.isEmpty { return title }
    guard let content else { return nil }
    let line = content.prefix { $0 != "\n" && $0 != "。" }
    return line.count > 40 ? String(line.prefix(39)) + "…" : String(line)
  }
}
