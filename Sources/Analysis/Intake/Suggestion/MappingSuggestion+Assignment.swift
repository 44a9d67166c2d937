internal import Columns
internal import Complaints

extension MappingSuggestion {
  private struct Candidate {
    let column: Int
    let match: HeaderWords.Match
    let fit: Double
    var score: Double { match.weight - Double(match.rank) * 0.002 + fit * 0.3 }
  }

  /// Gives columns the meanings that their names know, the likeliest first.
  mutating func assignNamed() {
    var candidates: [Candidate] = []
    for column in sample.columns where !column.name.isEmpty {
      let fit = ColumnFit(column: column, city: city)
      for match in HeaderWords.usual.matches(column.name) {
        candidates.append(
          Candidate(column: column.position, match: match, fit: fit.of(match.meaning)))
      }
    }
    candidates.sort { left, right in
      left.score == right.score ? left.column < right.column : left.score > right.score
    }
    for candidate in candidates { take(candidate) }
  }

  private mutating func take(_ candidate: Candidate) {
    let column = candidate.column
    let isTaken = !choices[column].reason.isEmpty
    // A name that is only like a known one must be borne out by the values.
    let isLike = candidate.match.weight < 1
    if candidate.fit <= -1 || (isLike && candidate.fit < 0) {
      if !isTaken && !isLike { openReasons[column] = "列名像“\(candidate.match.word)”，但值不像" }
      return
    }
    let certainty: Certainty =
      isLike ? (candidate.fit > 0 ? .medium : .low) : candidate.fit > 0 ? .high : .medium
    let reason = self.reason(candidate)
    switch candidate.match.meaning {
    case .target(let target):
      if isTaken && !isTwin(target, of: column) { return }
      assign(target, column, certainty, reason)
    case .part(let part):
      if isTaken || parts[part] != nil { return }
      parts[part] = column
      choices[column].certainty = certainty
      choices[column].reason = reason
    case .unused(let why):
      if isTaken || isLike && candidate.match.weight < 0.6 { return }
      choices[column].certainty = certainty
      choices[column].reason = "不采：\(why)"
    }
  }

  private func reason(_ candidate: Candidate) -> String {
    let column = sample.columns[candidate.column]
    let name =
      switch candidate.match.weight {
      case 1: "列名即“\(candidate.match.word)”"
      case 0.6...: "列名以“\(candidate.match.word)”结尾"
      default: "列名含“\(candidate.match.word)”"
      }
    let values =
      candidate.fit > 0 ? "值相符" : column.shape.meaning == 0 ? "样本中无值" : "值看不出"
    return "\(name)；\(values)（\(ColumnDescription(column).chinese)）"
  }

  /// Whether a column that has a target may have a second one: one list of a petition system says
  /// both what a person asks for and which of the three kinds of the regulation it is.
  private func isTwin(_ target: Target, of column: Int) -> Bool {
    let held = choices[column].targets
    if source.source != .petition { return false }
    return target == .petitionPath && held == [Target.channel.name]
      || target == .channel && held == [Target.petitionPath.name]
      || target == .petitionKind && held == [Target.requestType.name]
      || target == .requestType && held == [Target.petitionKind.name]
  }

  /// Gives a column a target; where another column has it, the column stands in for empty values.
  mutating func assign(
    _ target: Target, _ column: Int, _ certainty: Certainty, _ reason: String
  ) {
    if [.petitionKind, .petitionPath].contains(target), source.source != .petition { return }
    if var rule = rules[target] {
      let second: [Target: Target] = [.phone: .otherPhone, .name: .otherName]
      if let other = second[target], certainty == .high || target == .name {
        if rules[other] == nil {
          rules[other] = Rule(from: [column], certainty: certainty, reason: reason)
          note(column, other, certainty, reason)
        } else if other == .otherName {
          rules[other]?.from.append(column)
          rules[other]?.separator = "、"
          note(column, other, certainty, reason)
        } else {
          return
        }
        guard target == .phone else { return }
      } else if !Self.standIns.contains(target) || certainty == .low
        || [.title, .content].contains(target)
      {
        openReasons[column] = "\(reason)；但“\(target.name)”已取自“\(name(rule.from[0]))”"
        return
      }
      rule.fallbacks.append(column)
      rules[target] = rule
      note(column, target, certainty, reason)
      return
    }
    rules[target] = Rule(from: [column], certainty: certainty, reason: reason)
    note(column, target, certainty, reason)
  }

  /// Targets whose empty values another column of the same meaning may fill.
  private static let standIns: Set<Target> = [
    .phone, .receivedAt, .sourceDueAt, .sourceUnit, .district, .town,
  ]

  /// Notes what a column becomes.
  mutating func note(
    _ column: Int, _ target: Target, _ certainty: Certainty, _ reason: String
  ) {
    if !choices[column].targets.contains(target.name) {
      choices[column].targets.append(target.name)
    }
    choices[column].certainty = certainty
    choices[column].reason = reason
  }

  /// A column's name as people find it in the file.
  func name(_ column: Int) -> String {
    let name = sample.columns[column].name
    return name.isEmpty ? "第\(column + 1)列" : name
  }
}
