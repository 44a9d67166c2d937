internal import Columns
internal import Complaints

/// Writes what matching found as rows, each with its score and its reasons.
struct LinkWriter {
  let rows: MatchInput
  let table: FactTable
  let links: [MatterLink]
  let gazetteer: Gazetteer?
  let windowDays: Int
  let runID: String

  init(
    rows: MatchInput, table: FactTable, links: [MatterLink], gazetteer: Gazetteer?,
    windowDays: Int, runID: String
  ) {
    self.rows = rows
    self.table = table
    self.links = links
    self.gazetteer = gazetteer
    self.windowDays = windowDays
    self.runID = runID
  }

  /// One link for each new row, in request order, and the matters' changes.
  mutating func write(_ clusters: inout MatterClusters, best: [Int32]) -> MatchResult {
    var owners = [Int64](repeating: -1, count: table.count)
    var persons: [Int64: Set<Int64>] = [:]
    var joined: [Int64: (count: Int, at: Int64)] = [:]
    var relations = [Relation](repeating: .first, count: table.count)
    for row in 0..<table.count {
      let facts = table[row]
      let root = clusters.root(row)
      let known = clusters.matter(root)
      let owner = known >= 0 ? known : table[root].id
      owners[row] = owner
      if rows.isNew(row) {
        if known >= 0 || root != row {
          relations[row] = relation(facts, best[row], persons[owner] ?? [])
        }
        if known >= 0 {
          let before = joined[owner] ?? (0, 0)
          joined[owner] = (before.count + 1, max(before.at, facts.receivedAt))
        }
      }
      if facts.person != 0 { persons[owner, default: []].insert(facts.person) }
    }
    var result = MatchResult()
    result.links = linkRows(owners, relations, best)
    result.changes = changeRows(owners, joined)
    return result
  }

  private func relation(_ facts: RequestFacts, _ best: Int32, _ persons: Set<Int64>) -> Relation {
    let isKnownPerson = facts.person != 0 && persons.contains(facts.person)
    if best >= 0 {
      let score = links[Int(best)].score
      if score.sameText || score.jaccard >= 0.95 || score.names && !isKnownPerson { return .copy }
    }
    return isKnownPerson ? .samePerson : .sameMatter
  }

  private func linkRows(_ owners: [Int64], _ relations: [Relation], _ best: [Int32]) -> RecordBatch
  {
    let order = (0..<table.count).filter { rows.isNew($0) }.sorted { table[$0].id < table[$1].id }
    var relation = StringColumn()
    var evidence = StringColumn()
    var scores: [Double] = []
    var confidence: [Double] = []
    for row in order {
      relation.append(relations[row].rawValue)
      if relations[row] == .first || best[row] < 0 {
        evidence.append(relations[row] == .first ? nil : "同事项编号")
        scores.append(relations[row] == .first ? 0 : 1)
        confidence.append(1)
        continue
      }
      let score = links[Int(best[row])].score
      evidence.append(describe(links[Int(best[row])]))
      scores.append(Double(min(1, score.total / 25)))
      confidence.append(Double(min(1, 0.5 + (score.total - MatchWeights.threshold) / 20)))
    }
    let runs = StringColumn(Array(repeating: runID, count: order.count))
    let deciders = StringColumn(Array(repeating: "rule", count: order.count))
    return RecordBatch(
      schema: Tables.matterRequests.schema,
      columns: [
        .int64(ValueColumn(order.map { owners[$0] })),
        .int64(ValueColumn(order.map { table[$0].id })),
        .int32(ValueColumn(order.map { _ in 0 })), .int32(ValueColumn(order.map { table[$0].day })),
        .string(relation), .double(ValueColumn(scores)), .string(deciders),
        .double(ValueColumn(confidence)), .string(evidence), .string(runs),
      ])
  }

  /// Why two requests are one matter, in words that name nobody.
  private func describe(_ link: MatterLink) -> String {
    let score = link.score
    let first = Int(link.first)
    let isOpen = table[first].isOpen && table[Int(link.second)].isOpen
    var parts: [String] = []
    if score.names { parts.append("关联工单号") }
    if score.samePerson { parts.append("同一人") }
    if score.spot != 0 {
      let name = isOpen ? rows.spotName(score.spot, row: first).map { " " + $0 } : nil
      parts.append("同地点" + (name ?? ""))
    } else if score.road != 0 {
      let name = isOpen ? rows.spotName(score.road, row: first).map { " " + $0 } : nil
      parts.append("同道路" + (name ?? ""))
    }
    if score.sameLeaf {
      parts.append("同类 \(rows.code(first))")
    } else if score.sameLevel2 {
      parts.append("同类 \(rows.code(first).prefix(4))")
    }
    if score.sameText {
      parts.append("文本相同")
    } else if score.jaccard > 0 {
      parts.append("文本0.\(CivilTime.padded(min(99, Int(score.jaccard * 100)), 2))")
    }
    parts.append("\(score.days)天内")
    return parts.joined(separator: " · ")
  }

  private func changeRows(
    _ owners: [Int64], _ joined: [Int64: (count: Int, at: Int64)]
  ) -> RecordBatch {
    var changes: [(matter: Int64, at: Int64, change: String, other: Int64?, reason: String)] = []
    for (matter, join) in joined {
      changes.append((matter, join.at, "joined", nil, "加入\(join.count)件"))
    }
    for recurrence in recurrences(owners) {
      changes.append(
        (
          recurrence.matter, recurrence.at, "recurrence_of", recurrence.earlier,
          "同地点同类，相隔\(recurrence.days)天"
        ))
    }
    changes.sort { ($0.matter, $0.at, $0.change) < ($1.matter, $1.at, $1.change) }
    return RecordBatch(
      schema: Tables.matterChanges.schema,
      columns: [
        .int64(ValueColumn(changes.map(\.matter))), .int64(ValueColumn(changes.map(\.at))),
        .string(StringColumn(changes.map(\.change))),
        .int64(
          ValueColumn(
            changes.map { $0.other ?? 0 },
            validity: changes.allSatisfy { $0.other != nil }
              ? Validity() : Validity(mask: changes.map { $0.other != nil }))),
        .string(StringColumn(changes.map(\.reason))),
        .string(StringColumn(Array(repeating: runID, count: changes.count))),
      ])
  }

  private typealias Recurrence = (matter: Int64, at: Int64, earlier: Int64, days: Int)

  /// New matters at the place of an earlier one of the same class that was silent for long.
  private func recurrences(_ owners: [Int64]) -> [Recurrence] {
    var latest: [UInt64: (matter: Int64, day: Int32)] = [:]
    var output: [Recurrence] = []
    for row in 0..<table.count {
      let facts = table[row]
      guard facts.leaf != 0 else { continue }
      for spot in table.spots(row) {
        let key = spot ^ facts.leaf &* 31 ^ UInt64(facts.building) << 32
        if let before = latest[key], before.matter != owners[row], rows.isNew(row),
          owners[row] == facts.id, facts.day - before.day >= 100, output.last?.matter != facts.id
        {
          output.append((facts.id, facts.receivedAt, before.matter, Int(facts.day - before.day)))
        }
        latest[key] = (owners[row], facts.day)
      }
    }
    return output
  }
}
