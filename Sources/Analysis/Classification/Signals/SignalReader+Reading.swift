internal import Complaints
internal import Language

extension SignalReader {
  /// Finds what counts in a text; it is in `scratch.findings` afterwards.
  ///
  /// - Parameters:
  ///   - title: The title's UTF-8; a text of its own, whose denials do not reach the content.
  ///   - content: The content's UTF-8.
  ///   - month: The month of receipt, 1 to 12; 0 where it is not known.
  ///   - scratch: Buffers.
  /// - Complexity: O(*n* + *k*²) for *n* bytes and *k* words found, which are few.
  func read(
    title: Span<UInt8>, content: Span<UInt8>, month: Int, using scratch: inout SignalScratch
  ) {
    scratch.reset()
    if rules.isEmpty { return }
    if !title.isEmpty { scratch.text.append(title) }
    scratch.text.append(content)
    let bytes = scratch.text.bytes
    patterns.appendMatches(in: bytes.span, to: &scratch.matches)
    if scratch.matches.isEmpty { return }
    let clauses = scratch.text.clauses
    for match in scratch.matches where isAnchored(match, clauses) { sort(match, &scratch) }
    for found in scratch.any where !isHidden(found, scratch) {
      let rule = rules[Int(found.rule)]
      switch kinds[Int(found.rule)] {
      case .negation:
        scratch.denials.append(
          .init(start: found.start, end: found.end, reach: Int32(rule.weight * 3)))
      case .topic: scratch.topics.append(clauses[Int(found.start)])
      case .guarded, .plain: break
      }
    }
    for found in scratch.any { conclude(found, month: month, clauses, &scratch) }
    scratch.findings.sort { ($0.rule, $0.start, $0.word) < ($1.rule, $1.start, $1.word) }
  }

  /// Whether a match lies in one clause, at the ends of it that its word wants.
  private func isAnchored(_ match: PatternMatch, _ clauses: [Int32]) -> Bool {
    let anchors = anchors[Int(match.patternID)]
    let (start, end) = (Int(match.start), Int(match.end))
    if clauses[start] != clauses[end - 1] { return false }
    if anchors.isEmpty { return true }
    if anchors.contains(.start), start > 0, clauses[start - 1] == clauses[start] { return false }
    return !anchors.contains(.end) || end == clauses.count || clauses[end] != clauses[end - 1]
  }

  /// Puts a word where each of its rules looks for it.
  private func sort(_ match: PatternMatch, _ scratch: inout SignalScratch) {
    let word = Int(match.patternID)
    for use in uses[Int(useStarts[word])..<Int(useStarts[word + 1])] {
      let found = SignalScratch.Occurrence(
        rule: use.rule, word: match.patternID, start: match.start, end: match.end)
      switch use.part {
      case .any: scratch.any.append(found)
      case .also: scratch.also.append(found)
      case .not: scratch.not.append(found)
      case .hides: scratch.hides.append(found)
      }
    }
  }

  /// Whether a word stands inside a phrase that means something else.
  private func isHidden(_ found: SignalScratch.Occurrence, _ scratch: SignalScratch) -> Bool {
    scratch.hides.contains {
      $0.rule == found.rule && $0.start <= found.start && found.end <= $0.end
    }
  }

  /// Keeps a word that counts.
  private func conclude(
    _ found: SignalScratch.Occurrence, month: Int, _ clauses: [Int32],
    _ scratch: inout SignalScratch
  ) {
    let number = Int(found.rule)
    let rule = rules[number]
    guard kinds[number] == .plain || kinds[number] == .guarded, !isHidden(found, scratch) else {
      return
    }
    if !rule.months.isEmpty && !rule.months.contains(month) { return }
    if kinds[number] == .guarded {
      let clause = clauses[Int(found.start)]
      let isDenied = scratch.denials.contains { denial in
        denial.end <= found.start && found.start - denial.end <= denial.reach
          && clauses[Int(denial.start)] == clause
      }
      if isDenied || scratch.topics.contains(clause) { return }
    }
    let place = place(found.start, rule.within, scratch.text)
    if !rule.also.isEmpty {
      let isThere = scratch.also.contains {
        $0.rule == found.rule && self.place($0.start, rule.within, scratch.text) == place
          && !isHidden($0, scratch)
      }
      if !isThere { return }
    }
    let isOff = scratch.not.contains {
      $0.rule == found.rule && self.place($0.start, rule.within, scratch.text) == place
    }
    if isOff { return }
    let word = Int(found.word)
    if scratch.findings.contains(where: { $0.rule == number && $0.word == word }) { return }
    scratch.findings.append(.init(rule: number, word: word, start: found.start, end: found.end))
  }

  /// The number of the clause or sentence that a word stands in.
  private func place(_ start: Int32, _ reach: SignalRule.Reach, _ text: ScreenedText) -> Int32 {
    switch reach {
    case .text: 0
    case .sentence: text.sentences[Int(start)]
    case .clause: text.clauses[Int(start)]
    }
  }
}
