internal import Classification
internal import Columns
internal import Complaints
internal import Lake
internal import Language
internal import Trends

/// Goes through the classes of the last weeks and picks those that people may have to look at.
struct ReviewPicks {
  /// A request that was picked, and why.
  struct Pick {
    let key: PersonDecisions.Key
    let reason: ReviewReason
    let detail: String
    /// How much there is to be learned; more comes first.
    let score: Double
  }

  /// How many days are gone through, and how many of them count as recent.
  static let days: Int32 = 30
  /// The most that are kept of one reason.
  private static let keptLimit = 20_000
  /// Below which confidence an answer is to be looked at.
  private static let leastConfidence = 0.75
  /// From which confidence on an answer is drawn by lot only.
  private static let sureConfidence = 0.85
  /// How many rows show what moved, of each category.
  private static let rowsOfMover = 6

  private(set) var picks: [Pick] = []
  private var uncertain: [Pick] = []
  private var audits: [(hash: UInt64, key: PersonDecisions.Key)] = []
  private var movedClasses: [String: [(hash: UInt64, key: PersonDecisions.Key)]] = [:]
  private let decided: Set<Int64>
  private let date: Int32
  private let seed: UInt64
  private let auditCount: Int

  /// Picks.
  ///
  /// - Parameters:
  ///   - decided: The requests on which people decided; they are not picked.
  ///   - auditCount: How many are drawn by lot.
  ///   - seed: What the lot hangs on.
  init(
    _ lake: Lake, date: Int32, decided: Set<Int64>, drift: DriftReport, auditCount: Int,
    seed: UInt64
  ) throws {
    self.decided = decided
    self.date = date
    self.seed = seed
    self.auditCount = auditCount
    for finding in drift.strong where finding.kind == .classes {
      for mover in finding.movers where mover.now > mover.before {
        movedClasses[String(mover.category.prefix(4))] = []
      }
    }
    try scanClasses(lake)
    trim(&uncertain, to: Self.keptLimit)
    picks += uncertain
    picks += audits.sorted { $0.hash < $1.hash }.prefix(auditCount).map {
      Pick(key: $0.key, reason: .audit, detail: "", score: 0)
    }
    try pickMovers(lake, drift)
    for word in drift.words ?? [] {
      for (rank, row) in word.rows.prefix(3).enumerated() where !decided.contains(row) {
        picks.append(
          Pick(
            key: .init(requestID: row), reason: .word,
            detail: "“\(word.text)”近7日\(word.count)件，此前少见",
            score: Double(word.count) / Double(1 + 4 * rank)))
      }
    }
  }

  // MARK: - Classes

  private mutating func scanClasses(_ lake: Lake) throws {
    let first = date - Self.days + 1
    try lake.scan(
      Tables.classifications.name,
      columns: [
        "request_id", "part", "received_on", "code", "risk_words", "decided_by", "confidence",
        "evidence",
      ], months: Months.range(first, date),
      where: ColumnRange("received_on", Int64(first)...Int64(date))
    ) { batch, _ in
      let days = batch.int32s("received_on").values
      let parts = batch.int32s("part").values
      for (row, id) in batch.int64s("request_id").values.enumerated()
      where (first...date).contains(days[row]) && !decided.contains(id) {
        take(batch, row, .init(requestID: id, part: parts[row]))
      }
    }
  }

  private mutating func take(_ batch: RecordBatch, _ row: Int, _ key: PersonDecisions.Key) {
    let code = batch.strings("code")[row]
    let decider = batch.strings("decided_by").text(row)
    let confidence = batch.doubles("confidence")[row] ?? 0
    if decider == "person" { return }
    let hash = CharacterNGrams.mix(UInt64(bitPattern: key.requestID) ^ seed)
    if let code, movedClasses[String(code.prefix(4))] != nil, batchDay(batch, row) > date - 7 {
      let group = String(code.prefix(4))
      movedClasses[group]?.append((hash, key))
      if movedClasses[group, default: []].count > 4096 { trimMoved(group) }
    }
    if let words = batch.lists("risk_words")[row], !words.isEmpty,
      code == nil || confidence < Self.leastConfidence
    {
      picks.append(
        Pick(
          key: key, reason: .risk, detail: words.prefix(3).joined(separator: "、"),
          score: Double(words.count) + 1 - confidence))
      return
    }
    if let doubt = doubt(batch, row, code: code, confidence: confidence, decider: decider) {
      uncertain.append(Pick(key: key, reason: .uncertain, detail: doubt.0, score: doubt.1))
      if uncertain.count > 2 * Self.keptLimit { trim(&uncertain, to: Self.keptLimit) }
    } else if code != nil, confidence >= Self.sureConfidence {
      audits.append((hash, key))
      if audits.count > 4 * auditCount + 4096 {
        audits.sort { $0.hash < $1.hash }
        audits.removeLast(audits.count - auditCount)
      }
    }
  }

  private func batchDay(_ batch: RecordBatch, _ row: Int) -> Int32 {
    batch.int32s("received_on").values[row]
  }

  /// What makes an answer doubtful, and how doubtful it is; nil where nothing does.
  private func doubt(
    _ batch: RecordBatch, _ row: Int, code: String?, confidence: Double, decider: String
  ) -> (String, Double)? {
    let evidence = batch.strings("evidence").text(row)
    guard let code else {
      let candidates = ClassCandidates.parse(evidence)
      // Texts that say nothing teach nothing.
      guard let first = candidates.first else { return ("没有可用的依据", 0.2) }
      let margin = first.share - (candidates.count > 1 ? candidates[1].share : 0)
      return ("未定分类，前两个候选相差 \(Self.decimal(margin))", 1 - margin + first.share / 10)
    }
    if decider != "model", let model = ClassReasons(evidence).model,
      model.code.prefix(4) != code.prefix(4), model.confidence >= 0.4
    {
      let who = decider == "source" ? "平台" : "规则"
      return ("\(who)与模型不一致", 0.4 + model.confidence / 2)
    }
    if confidence < Self.leastConfidence { return ("把握较低", 1 - confidence) }
    return nil
  }

  private func trim(_ list: inout [Pick], to count: Int) {
    list.sort { ($1.score, $0.key.requestID) < ($0.score, $1.key.requestID) }
    if list.count > count { list.removeLast(list.count - count) }
  }

  private mutating func trimMoved(_ group: String) {
    movedClasses[group]?.sort { $0.hash < $1.hash }
    movedClasses[group]?.removeLast(2048)
  }

  // MARK: - What moved

  /// Picks some requests of each category that grew on its platform.
  private mutating func pickMovers(_ lake: Lake, _ drift: DriftReport) throws {
    var wanted: [String: (detail: String, score: Double)] = [:]
    for finding in drift.strong where [.classes, .categories].contains(finding.kind) {
      for mover in finding.movers where mover.now > mover.before {
        let name =
          finding.kind == .classes ? String(mover.category.prefix(4)) : mover.category
        let detail =
          "\(finding.platform)的\(mover.category)由\(DriftReport.percent(mover.before))"
          + "升至\(DriftReport.percent(mover.now))"
        wanted["\(finding.kind.rawValue)\u{0}\(finding.platform)\u{0}\(name)"] = (
          detail, mover.now - mover.before
        )
      }
    }
    if wanted.isEmpty { return }
    var groups: [Int64: String] = [:]
    for (group, keys) in movedClasses { for item in keys { groups[item.key.requestID] = group } }
    var found: [String: [(hash: UInt64, id: Int64)]] = [:]
    let first = date - 6
    try lake.scan(
      Tables.requests.name,
      columns: ["request_id", "received_on", "platform", "source_category"],
      months: Months.range(first, date),
      where: ColumnRange("received_on", Int64(first)...Int64(date))
    ) { batch, _ in
      let days = batch.int32s("received_on").values
      let platforms = batch.strings("platform")
      let labels = batch.strings("source_category")
      for (row, id) in batch.int64s("request_id").values.enumerated()
      where (first...date).contains(days[row]) && !decided.contains(id) {
        let platform = platforms.text(row)
        var names = ["categories\u{0}\(platform)\u{0}\(labels.text(row))"]
        if let group = groups[id] { names.append("classes\u{0}\(platform)\u{0}\(group)") }
        for name in names where wanted[name] != nil {
          found[name, default: []].append(
            (CharacterNGrams.mix(UInt64(bitPattern: id) ^ seed), id))
          if found[name, default: []].count > 64 * Self.rowsOfMover {
            found[name]?.sort { $0.hash < $1.hash }
            found[name]?.removeLast(32 * Self.rowsOfMover)
          }
        }
      }
    }
    for (name, rows) in found.sorted(by: { $0.key < $1.key }) {
      guard let (detail, score) = wanted[name] else { continue }
      for (rank, row) in rows.sorted(by: { $0.hash < $1.hash }).prefix(Self.rowsOfMover)
        .enumerated()
      {
        picks.append(
          Pick(
            key: .init(requestID: row.id), reason: .drift, detail: detail,
            score: score / Double(1 + rank)))
      }
    }
  }

  /// A share with two decimals.
  static func decimal(_ share: Double) -> String {
    let hundredths = Int((min(max(share, 0), 1) * 100).rounded())
    return "\(hundredths / 100).\(CivilTime.padded(hundredths % 100, 2))"
  }
}
