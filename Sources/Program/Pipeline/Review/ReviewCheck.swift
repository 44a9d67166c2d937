internal import Columns
internal import Complaints
internal import Lake

/// Checks the rows of a reviewed workbook against the store, and says what is to be entered.
struct ReviewCheck {
  /// A decision to be entered.
  struct Entry {
    let key: PersonDecisions.Key
    let field: DecidedField
    let old: String?
    let new: String
    let actor: String
    let note: String
    /// Why the row stood in the queue.
    let reason: ReviewReason?
  }

  /// A row that can be read.
  private struct Candidate {
    let row: ReviewedFile.Row
    let key: PersonDecisions.Key
    let stamp: ReviewStamp
    var answer: ReviewAnswer
  }

  /// What stands for a part of a request.
  private struct Standing {
    var values: [DecidedField: String] = [:]
  }

  private let city: CityConfiguration
  private var candidates: [Candidate] = []
  private var faults: [ReviewFault] = []
  private var blankCount = 0
  private let history: DecisionHistory
  private var standing: [PersonDecisions.Key: Standing] = [:]
  private let answers: [String: String]

  /// Reads the rows and what the store says about their requests.
  init(_ file: ReviewedFile, _ lake: Lake, city: CityConfiguration, actor: String?) throws {
    self.city = city
    for row in file.rows {
      if let candidate = Self.read(row, city, actor, &faults, &blankCount) {
        candidates.append(candidate)
      }
    }
    let ids = Set(candidates.map(\.key.requestID))
    history = try DecisionHistory(lake, of: ids)
    answers = Dictionary(
      city.taxonomy.categories.map { "\($0.scheme):\($0.code)" }
        .map { (ReviewStamp.answerDigest($0), $0) }
    ) { first, _ in first }
    try readStanding(lake, ids)
  }

  // MARK: - Reading

  private static func read(
    _ row: ReviewedFile.Row, _ city: CityConfiguration, _ actor: String?,
    _ faults: inout [ReviewFault], _ blankCount: inout Int
  ) -> Candidate? {
    let formulas = row.formulaHeaders
    if row.isBlank && formulas.isEmpty {
      blankCount += 1
      return nil
    }
    var found = formulas.map {
      ReviewFault(.formula, row, $0, "单元格里是公式，请改成文字")
    }
    let answer = ReviewAnswer(row, city: city, actor: actor, faults: &found)
    let key = PersonDecisions.Key(row[ReviewSheet.key])
    let stamp = ReviewStamp(row[ReviewSheet.stamp])
    if key == nil {
      found.append(.init(.changedID, row, ReviewSheet.key, "编号被改动或清空，请照导出文件恢复"))
    } else if stamp == nil {
      found.append(.init(.changedID, row, ReviewSheet.stamp, "校验码被改动或清空，请照导出文件恢复"))
    } else if let key, stamp?.key != ReviewStamp.keyDigest(key) {
      found.append(.init(.changedID, row, ReviewSheet.key, "编号与校验码不是同一行的，请照导出文件恢复"))
    }
    guard found.isEmpty, let key, let stamp else {
      faults += found
      return nil
    }
    return Candidate(row: row, key: key, stamp: stamp, answer: answer)
  }

  private mutating func readStanding(_ lake: Lake, _ ids: Set<Int64>) throws {
    let classes = try lake.lookup(
      Tables.classifications.name, key: "request_id", in: ids,
      columns: [
        "request_id", "part", "scheme", "code", "district_code", "in_scope", "request_type",
      ])
    let parts = classes.int32s("part").values
    for (row, id) in classes.int64s("request_id").values.enumerated() {
      var values: [DecidedField: String] = [:]
      if let scheme = classes.strings("scheme")[row], let code = classes.strings("code")[row] {
        values[.code] = "\(scheme):\(code)"
      }
      values[.districtCode] = classes.strings("district_code")[row]
      values[.inScope] = classes.bools("in_scope")[row].map { $0 ? "true" : "false" }
      values[.requestType] = classes.strings("request_type")[row]
      standing[.init(requestID: id, part: parts[row])] = Standing(values: values)
    }
  }

  // MARK: - Deciding

  /// What is to be entered, in the file's order.
  func entries(counting summary: inout ReviewSummary) -> [Entry] {
    var faults = faults
    var entries: [Entry] = []
    var taken: [PersonDecisions.Key: (answer: ReviewAnswer, stamp: ReviewStamp)] = [:]
    let contradicted = contradictions()
    for candidate in candidates {
      let (row, key) = (candidate.row, candidate.key)
      if contradicted.contains(key) {
        faults.append(.init(.contradiction, row, "", "同一诉求有几行，填写不一致，请只留一行"))
        continue
      }
      if taken[key] != nil {
        summary.unchangedCount += 1
        continue
      }
      taken[key] = (candidate.answer, candidate.stamp)
      guard let stands = standing[key] else {
        faults.append(.init(.unknownRequest, row, ReviewSheet.key, "库中没有这条诉求"))
        continue
      }
      if candidate.answer.isUnsure {
        summary.unsureCount += 1
        continue
      }
      guard let wanted = values(of: candidate, &faults) else { continue }
      let current = ReviewStamp(key, history: history, answer: stands.values[.code])
      if current.decisions != candidate.stamp.decisions {
        if wanted.allSatisfy({ isKnown($0.value, for: $0.key, of: candidate) }) {
          summary.unchangedCount += 1
        } else {
          faults.append(.init(.stale, row, "", "导出之后已有人对这条诉求作了决定，请重新导出后再看"))
        }
        continue
      }
      summary.decidedCount += 1
      summary.count(candidate.row, isAgreed: isAgreement(candidate, wanted))
      for field in DecidedField.allCases {
        guard let value = wanted[field] else { continue }
        entries.append(
          Entry(
            key: key, field: field, old: stands.values[field], new: value,
            actor: candidate.answer.reviewer, note: candidate.answer.note,
            reason: ReviewReason(cell: row[ReviewSheet.reason])))
      }
    }
    summary.blankCount = blankCount
    summary.faults = faults.sorted { ($0.sheet, $0.row, $0.column) < ($1.sheet, $1.row, $1.column) }
    return entries
  }

  /// The requests whose rows say different things.
  private func contradictions() -> Set<PersonDecisions.Key> {
    var first: [PersonDecisions.Key: Candidate] = [:]
    var contradicted: Set<PersonDecisions.Key> = []
    for candidate in candidates {
      if let known = first[candidate.key] {
        if known.answer != candidate.answer || known.stamp != candidate.stamp {
          contradicted.insert(candidate.key)
        }
      } else {
        first[candidate.key] = candidate
      }
    }
    return contradicted
  }

  /// The values that a row decides; nil, and said, where it agrees with no answer or contradicts
  /// itself.
  private func values(of candidate: Candidate, _ faults: inout [ReviewFault])
    -> [DecidedField: String]?
  {
    var values = candidate.answer.values
    guard candidate.answer.agrees else { return values }
    guard let agreed = answers[candidate.stamp.answer] else {
      // Nothing to agree with, unless the row itself says what is right.
      if values[.code] != nil { return values }
      faults.append(
        .init(.incomplete, candidate.row, ReviewSheet.code, "系统未定分类，“同意”不能成立，请选一个分类"))
      return nil
    }
    if let chosen = values[.code], chosen != agreed {
      faults.append(
        .init(.contradiction, candidate.row, ReviewSheet.code, "写了“同意”，又选了别的分类，请去掉其一"))
      return nil
    }
    values[.code] = agreed
    return values
  }

  private func isKnown(_ value: String, for field: DecidedField, of candidate: Candidate) -> Bool {
    history.holds(value, for: field, of: candidate.key, by: candidate.answer.reviewer)
  }

  /// Whether the class that stood at the export was found right; nil where it was not asked about.
  private func isAgreement(_ candidate: Candidate, _ wanted: [DecidedField: String]) -> Bool? {
    guard let code = wanted[.code], answers[candidate.stamp.answer] != nil else { return nil }
    return ReviewStamp.answerDigest(code) == candidate.stamp.answer
  }
}
