internal import Complaints
internal import Language

extension AccusationReader {
  /// Those named in a text, the longest names first kept, staff joined to the unit before them.
  func parties(in text: ScreenedText, matches: [PatternMatch]) -> [AccusedParty] {
    var found: [AccusedParty] = []
    for match in matches {
      guard let party = party(of: match) else { continue }
      found.append(party)
    }
    found.sort { ($0.start, -$0.end) < ($1.start, -$1.end) }
    var kept: [AccusedParty] = []
    for party in found {
      if let last = kept.last, party.start < last.end { continue }
      if let last = kept.last, party.kind == .staff || party.kind == .person,
        party.start - last.end <= 6,
        last.kind != .staff, text.clauses[Int(last.start)] == text.clauses[Int(party.start)]
      {
        kept[kept.count - 1].end = party.end
        kept[kept.count - 1].kind = last.kind == .firm ? .firm : .staff
        kept[kept.count - 1].isPlace = false
        continue
      }
      // 工作人员 of nobody in particular accuses nobody in particular.
      if party.kind != .person { kept.append(party) }
    }
    return kept
  }

  private func party(of match: PatternMatch) -> AccusedParty? {
    var party = AccusedParty(start: match.start, end: match.end, kind: .unit)
    switch word(of: match) {
    case .name(let index):
      let entry = names.entries[index]
      party.unitCode = entry.code
      party.isGeneric = entry.isGeneric
      party.isPlace = entry.isPlace
      party.isEnterprise = entry.level == .enterprise
    case .staff(let function):
      party.kind = .staff
      party.function = function
    case .body(let function, let isPlace):
      if function.isEmpty { party.kind = .firm }
      party.isPlace = isPlace
      party.function = function.isEmpty ? nil : function
    case .anybody: party.kind = .person
    default: return nil
    }
    return party
  }

  /// Whether the words around a party accuse it.
  func isAccused(
    _ party: AccusedParty, by cues: [(match: PatternMatch, word: Word)], isReport: Bool,
    in text: ScreenedText
  ) -> Bool {
    let isObject = text.hasBefore(party.start, verbWords)
    let isAsked = !isObject && text.hasBefore(party.start, askingWords)
    if isAsked && !text.hasBefore(party.start, turningWords) { return false }
    if text.hasAfter(party.end, placingWords) { return false }
    let sentence = text.sentences[Int(party.start)]
    let clause = text.clauses[Int(party.start)]
    var isVerbObject = false
    var misdeed = false
    for (match, word) in cues {
      guard text.sentences[Int(match.start)] == sentence else { continue }
      let gap = match.start - party.end
      let inClause = text.clauses[Int(match.start)] == clause
      switch word {
      case .verb:
        if match.end <= party.start, party.start - match.end <= 30, inClause { isVerbObject = true }
      case .office: if !isAsked && (!party.isPlace || inClause) { misdeed = true }
      case .disservice:
        // Who was asked is accused where what follows speaks of the one who answered.
        if isAsked && !saysAnswer(text, from: party.end, to: match.start) { continue }
        if gap >= 0 && gap <= (party.isPlace && !isAsked ? 12 : 60) {
          misdeed = !party.isEnterprise || misdeed
        }
      case .deed(let isCrime):
        if !isAsked && gap >= 0 && gap <= 60 && inClause && (isCrime || !party.isEnterprise)
          && !party.isPlace
        {
          misdeed = true
        }
      default: break
      }
    }
    if misdeed { return true }
    if party.isEnterprise || party.isPlace { return false }
    if isVerbObject { return true }
    return isReport && party.kind == .staff && party.function != nil && party.start <= 36
  }

  private func saysAnswer(_ text: ScreenedText, from start: Int32, to end: Int32) -> Bool {
    guard start <= end, end - start <= 60 else { return false }
    let between = String(decoding: text.bytes[Int(start)..<Int(end)], as: UTF8.self)
    return AccusationWords.answering.contains { between.contains($0) }
  }

  /// Bad service right after a word that ends like a public body, and misspelt names.
  func unnamed(_ cues: [(match: PatternMatch, word: Word)], in text: ScreenedText)
    -> [AccusedParty]
  {
    let misdeeds = cues.filter {
      switch $0.word {
      case .disservice, .office: true
      case .deed(let isCrime): isCrime
      default: false
      }
    }
    guard !misdeeds.isEmpty else { return [] }
    var found: [AccusedParty] = []
    for name in names.misspelt(in: text) {
      let entry = names.entries[name.entry]
      let party = AccusedParty(
        start: name.start, end: name.end, kind: .unit, unitCode: entry.code,
        isGeneric: entry.isGeneric, isEnterprise: entry.level == .enterprise)
      if isAccused(party, by: cues, isReport: false, in: text) { found.append(party) }
    }
    if found.isEmpty {
      for (match, _) in misdeeds where text.hasBefore(match.start, endingWords) {
        found.append(AccusedParty(start: match.start, end: match.start, kind: .unit))
      }
    }
    return found
  }
}
