internal import Columns
internal import Complaints

extension AlertDetector {
  /// Matters with a request on the day that many persons reported within seven days.
  func hotMatters(_ matters: RecordBatch, _ recent: [Int32], on date: Int32) -> [Alert] {
    let ids = matters.int64s("matter_id").values
    let last = matters.int32s("last_request_on")
    let opened = matters.int32s("opened_on")
    let persons = matters.int32s("person_count")
    let classes = matters.strings("level2")
    let districts = matters.strings("district_code")
    var alerts: [Alert] = []
    for row in ids.indices where last[row] == date && Int(recent[row]) >= thresholds.hotRequests {
      let people = Int(persons[row] ?? 0)
      guard people >= thresholds.hotPersons else { continue }
      let since = opened[row].map { "，\(CivilTime.format(day: $0))首次反映" } ?? ""
      alerts.append(
        Alert(
          day: date, kind: .hotMatter,
          scope: "\(classes[row] ?? "待人工分类") · \(divisionName(districts.text(row)))",
          observed: Int(recent[row]), persons: people, matters: [ids[row]],
          reason: "七日内\(recent[row])件次反映同一事项，累计\(people)人\(since)"))
    }
    return Array(
      alerts.sorted {
        let left = min($0.observed, $0.persons)
        let right = min($1.observed, $1.persons)
        return (right, $1.observed, $0.matters[0]) < (left, $0.observed, $1.matters[0])
      }.prefix(thresholds.limit))
  }

  /// Words of danger, by kind; whatever the numbers.
  func riskAlerts(_ day: DayRequests, on date: Int32) -> [Alert] {
    var groups: [String: [DayRequests.Request]] = [:]
    var words: [String: Set<String>] = [:]
    for request in day.requests {
      for (label, found) in Dictionary(grouping: request.risks, by: { $0.kind }) {
        groups[label, default: []].append(request)
        words[label, default: []].formUnion(found.map { $0.word })
      }
    }
    return groups.map { label, requests in
      let found = (words[label] ?? []).sorted().prefix(4).joined(separator: "、")
      let places = Dictionary(grouping: requests, by: \.district)
        .map { (name: divisionName($0), count: $1.count) }
        .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        .map { "\($0.name)\($0.count)" }.joined(separator: "、")
      return Alert(
        day: date, kind: .risk, scope: label, observed: requests.count,
        persons: DayRequests.persons(requests), matters: DayRequests.matters(requests),
        reason: "提到“\(found)”：\(places)件次；不经统计直接提示，请逐件核对")
    }
  }
}
