internal import Classification
internal import Columns
internal import Complaints
internal import Lake
internal import Matching

/// Puts what was picked into the order in which an hour of a reviewer teaches most.
///
/// Risk words come first. Then the reasons take turns by their shares, each with its most telling
/// rows first, so that whoever stops early has seen some of each. Of requests that are much alike
/// only one is shown.
struct ReviewQueue {
  /// A pick with its place in the batch of requests.
  private struct Item {
    let pick: ReviewPicks.Pick
    let row: Int
    /// How many it stands for.
    let likeCount: Int
  }

  /// How many alike open requests make a cluster.
  private static let leastCluster = 3
  private static let requestColumns = [
    "request_id", "platform", "received_at", "title", "content", "source_category", "place_text",
    "request_type", "access",
  ]
  private static let classColumns = [
    "request_id", "part", "scheme", "code", "district_code", "town_code", "confidence", "evidence",
    "request_type",
  ]

  /// The rows of the queue, first things first.
  private(set) var rows: [ReviewRow] = []
  /// How many were picked that only a named officer may see.
  private(set) var restrictedCount = 0
  private let city: CityConfiguration
  private let model: LinearModel?

  /// Makes the queue.
  ///
  /// - Parameters:
  ///   - limit: The most rows.
  ///   - withRestricted: Whether requests that only a named officer may see are among them.
  init(
    _ picks: [ReviewPicks.Pick], _ lake: Lake, city: CityConfiguration, model: LinearModel?,
    history: DecisionHistory, limit: Int, withRestricted: Bool
  ) throws {
    self.city = city
    self.model = model
    let ids = Set(picks.map(\.key.requestID))
    let requests = try lake.lookup(
      Tables.requests.name, key: "request_id", in: ids, columns: Self.requestColumns)
    var places: [Int64: Int] = [:]
    for (row, id) in requests.int64s("request_id").values.enumerated() { places[id] = row }
    let access = requests.strings("access")
    var shown: [(pick: ReviewPicks.Pick, row: Int)] = []
    for pick in picks {
      guard let row = places[pick.key.requestID] else { continue }
      if access[row] == Access.restricted.rawValue && !withRestricted {
        restrictedCount += 1
      } else {
        shown.append((pick, row))
      }
    }
    let ordered = Self.ordered(
      shown, groups: NearDuplicates.groups(requests.strings("content")), limit: limit)
    try fill(ordered, requests, lake, history)
  }

  // MARK: - Order

  private static func ordered(
    _ picks: [(pick: ReviewPicks.Pick, row: Int)], groups: [Int], limit: Int
  ) -> [Item] {
    var openOfGroup: [Int: Set<Int64>] = [:]
    for (pick, row) in picks where pick.reason == .uncertain || pick.reason == .risk {
      openOfGroup[groups[row], default: []].insert(pick.key.requestID)
    }
    var lists: [ReviewReason: [Item]] = [:]
    for (pick, row) in picks {
      let like = openOfGroup[groups[row]]?.count ?? 1
      var pick = pick
      if pick.reason == .uncertain && like >= leastCluster {
        pick = ReviewPicks.Pick(
          key: pick.key, reason: .cluster, detail: "近\(ReviewPicks.days)日\(like)件近似，均未定或把握不足",
          score: Double(like) + pick.score / 100)
      }
      lists[pick.reason, default: []].append(Item(pick: pick, row: row, likeCount: max(like, 1)))
    }
    for reason in lists.keys {
      // Popped from the end: the most telling last.
      lists[reason]?.sort {
        ($0.pick.score, $1.pick.key.requestID) < ($1.pick.score, $0.pick.key.requestID)
      }
    }
    var output: [Item] = []
    var taken: Set<Int> = []
    /// The next of a reason that is like none before it.
    func next(_ reason: ReviewReason) -> Item? {
      while let item = lists[reason]?.popLast() {
        if taken.insert(groups[item.row]).inserted { return item }
      }
      return nil
    }
    // A city in flames must not hide everything else.
    while output.count < (limit + 1) / 2, let item = next(.risk) { output.append(item) }
    var credit: [ReviewReason: Int] = [:]
    var active = ReviewReason.allCases.filter { $0.share > 0 }
    while output.count < limit, !active.isEmpty {
      for reason in active { credit[reason, default: 0] += reason.share }
      guard
        let reason = active.max(by: { credit[$0, default: 0] < credit[$1, default: 0] })
      else { break }
      guard let item = next(reason) else {
        active.removeAll { $0 == reason }
        continue
      }
      credit[reason, default: 0] -= active.reduce(0) { $0 + $1.share }
      output.append(item)
    }
    while output.count < limit, let item = next(.risk) { output.append(item) }
    return output
  }

  // MARK: - Rows

  private mutating func fill(
    _ items: [Item], _ requests: RecordBatch, _ lake: Lake, _ history: DecisionHistory
  ) throws {
    let ids = Set(items.map(\.pick.key.requestID))
    let classes = try lake.lookup(
      Tables.classifications.name, key: "request_id", in: ids, columns: Self.classColumns)
    var places: [PersonDecisions.Key: Int] = [:]
    let parts = classes.int32s("part").values
    for (row, id) in classes.int64s("request_id").values.enumerated() {
      places[.init(requestID: id, part: parts[row])] = row
    }
    let texts = requests.gathering(items.map(\.row))
    let predictions = model.map { model in
      let title = texts.strings("title")
      let content = texts.strings("content")
      return model.predict(model.fieldCount > 1 ? [title, content] : [content], top: 3)
    }
    for (index, item) in items.enumerated() {
      guard let row = places[item.pick.key] else { continue }
      rows.append(
        self.row(
          item, texts, index, classes, row, history,
          predicted: predictions.map { predictions in
            (0..<predictions.width).map { rank in
              let label = model?.labels[predictions.label(index, rank: rank)] ?? ""
              return (label, predictions.confidence(index, rank: rank))
            }
          } ?? []))
    }
  }

  private func row(
    _ item: Item, _ requests: RecordBatch, _ place: Int, _ classes: RecordBatch, _ row: Int,
    _ history: DecisionHistory, predicted: [(code: String, share: Double)]
  ) -> ReviewRow {
    let evidence = classes.strings("evidence").text(row)
    let code = classes.strings("code")[row]
    let answer = code.flatMap { city.taxonomy[$0] }
    var shares: [String: Double] = [:]
    for candidate in ClassCandidates.parse(evidence) + predicted {
      shares[candidate.code] = max(shares[candidate.code] ?? 0, candidate.share)
    }
    let candidates = shares.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.compactMap { item in
      item.key == code
        ? nil : city.taxonomy[item.key].map { (category: $0, share: item.value) }
    }
    return ReviewRow(
      key: item.pick.key,
      stamp: ReviewStamp(
        item.pick.key, history: history, answer: answer.map { "\($0.scheme):\($0.code)" }),
      reason: item.pick.reason, detail: item.pick.detail,
      platform: requests.strings("platform").text(place),
      receivedAt: requests.int64s("received_at").values[place],
      title: requests.strings("title").text(place),
      content: requests.strings("content").text(place),
      sourceLabel: requests.strings("source_category").text(place), answer: answer,
      confidence: classes.doubles("confidence")[row] ?? 0, candidates: candidates,
      evidence: ClassReasons(evidence).text(
        title: requests.strings("title").text(place),
        content: requests.strings("content").text(place)),
      place: self.place(requests, place, classes, row),
      requestType: (classes.strings("request_type")[row] ?? requests.strings("request_type")[place])
        .flatMap(RequestType.init(rawValue:))?.label ?? "", likeCount: item.likeCount)
  }

  private func place(_ requests: RecordBatch, _ place: Int, _ classes: RecordBatch, _ row: Int)
    -> String
  {
    let names = ["district_code", "town_code"].compactMap { column in
      classes.strings(column)[row].map { city.gazetteer.divisionName($0) }
    }
    return (names + [requests.strings("place_text").text(place)]).filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
