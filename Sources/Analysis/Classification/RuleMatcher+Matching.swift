internal import Language

extension RuleMatcher {
  /// Buffers that one thread reuses from text to text, and the rules that held for the last one.
  public struct Scratch: Sendable {
    /// The rules that hold, in the order of the matcher's list.
    public internal(set) var matches: [RuleMatch] = []
    /// The words that occur, in the order of their first occurrence, the title's first.
    var words: [Int32] = []
    var found: [PatternMatch] = []
    var wordStates: [WordState]
    var ruleStates: [RuleState]
    var rules: [Int32] = []
    var row: UInt32 = 0

    init(wordCount: Int, ruleCount: Int) {
      wordStates = Array(repeating: WordState(), count: wordCount)
      ruleStates = Array(repeating: RuleState(), count: ruleCount)
    }
  }

  /// What is known of a word in the row whose number it bears.
  struct WordState: Sendable {
    var row: UInt32 = 0
    /// Where it first occurs in the content; −1 for nowhere.
    var start: Int32 = -1
    var end: Int32 = -1
    /// How much more it counts for where it first stands.
    var position: Float = 1
    /// The sentences in which it occurs, the title first; those after the 63rd are one.
    var sentences: UInt64 = 0
  }

  /// What is known of a rule in the row whose number it bears.
  struct RuleState: Sendable {
    var row: UInt32 = 0
    var hasAlso = false
    var anyCount: UInt8 = 0
    /// The sentences in which a word of `not` occurs.
    var excluded: UInt64 = 0
    /// The greatest strengths of its words of `any`, the greatest first.
    var first: Float = 0
    var second: Float = 0
    var third: Float = 0
    /// The word that decides: the longest and rarest, first of all in the content.
    var word: Int32 = -1
    /// How much it counts in that.
    var wordRank: Float = 0
  }

  /// Makes the buffers for one thread.
  public func makeScratch() -> Scratch {
    Scratch(wordCount: words.count, ruleCount: rules.count)
  }

  /// Finds the rules that hold for a text; they are in `scratch.matches` afterwards.
  ///
  /// - Parameters:
  ///   - title: The title's UTF-8; empty where there is none.
  ///   - content: The content's UTF-8.
  ///   - minute: The minute of the day on which the request came; nil where it is not known.
  ///   - scratch: Buffers of this matcher.
  /// - Complexity: O(*n* + *k*) for *n* bytes and *k* occurrences of words. Allocates only when
  ///   buffers grow.
  public func match(
    title: Span<UInt8>, content: Span<UInt8>, minute: Int? = nil, using scratch: inout Scratch
  ) {
    scratch.row &+= 1
    scratch.words.removeAll(keepingCapacity: true)
    scratch.rules.removeAll(keepingCapacity: true)
    scratch.matches.removeAll(keepingCapacity: true)
    findInTitle(title, &scratch)
    findInContent(content, hasTitle: !title.isEmpty, &scratch)
    for word in scratch.words { exclude(word, &scratch) }
    for word in scratch.words { apply(word, &scratch) }
    scratch.rules.sort()
    for rule in scratch.rules { conclude(rule, minute, &scratch) }
  }

  private func findInTitle(_ text: Span<UInt8>, _ scratch: inout Scratch) {
    if text.isEmpty { return }
    scratch.found.removeAll(keepingCapacity: true)
    patterns.appendMatches(in: text, to: &scratch.found)
    for match in scratch.found where !Self.isMask(match, in: text) {
      scratch.note(match.patternID, in: 0, position: TextPosition.title)
    }
  }

  private func findInContent(_ text: Span<UInt8>, hasTitle: Bool, _ scratch: inout Scratch) {
    scratch.found.removeAll(keepingCapacity: true)
    patterns.appendMatches(in: text, to: &scratch.found)
    if scratch.found.isEmpty { return }
    let position = TextPosition(of: text, hasTitle: hasTitle)
    var sentence = 1
    var offset = 0
    for match in scratch.found where !Self.isMask(match, in: text) {
      // Matches come in the order of their ends.
      while offset < Int(match.end) {
        if Self.endsSentence(at: offset, of: text) { sentence &+= 1 }
        offset &+= 1
      }
      let word = Int(match.patternID)
      scratch.note(
        match.patternID, in: min(sentence, 63), position: position.factor(Int(match.start)))
      if scratch.wordStates[word].start < 0 {
        scratch.wordStates[word].start = match.start
        scratch.wordStates[word].end = match.end
      }
    }
  }

  /// Whether a sentence ends with the byte at an offset: `。`, `！`, `？`, `；` or their like.
  private static func endsSentence(at offset: Int, of text: Span<UInt8>) -> Bool {
    let byte = text[offset]
    if byte < 0x80 { return byte == 0x0A || byte == 0x21 || byte == 0x3F || byte == 0x3B }
    guard offset >= 2, byte == 0x82 || byte == 0x81 || byte == 0x9F || byte == 0x9B else {
      return false
    }
    let lead = text[offset &- 2]
    let middle = text[offset &- 1]
    return byte == 0x82 ? lead == 0xE3 && middle == 0x80 : lead == 0xEF && middle == 0xBC
  }

  /// Whether a match is the name of a mask, as in `〔电话〕`, which nobody wrote.
  private static func isMask(_ match: PatternMatch, in text: Span<UInt8>) -> Bool {
    let start = Int(match.start)
    let end = Int(match.end)
    guard start >= 3, end &+ 3 <= text.count, text[start &- 3] == 0xE3, text[end] == 0xE3 else {
      return false
    }
    return text[start &- 2] == 0x80 && text[start &- 1] == 0x94 && text[end &+ 1] == 0x80
      && text[end &+ 2] == 0x95
  }

  /// Notes the sentences that a word takes from the rules in whose `not` it stands.
  private func exclude(_ word: Int32, _ scratch: inout Scratch) {
    let sentences = scratch.wordStates[Int(word)].sentences
    for index in Int(useStarts[Int(word)])..<Int(useStarts[Int(word) + 1])
    where uses[index].part == .not {
      let rule = Int(uses[index].rule)
      scratch.begin(rule)
      scratch.ruleStates[rule].excluded |= sentences
    }
  }

  private func apply(_ word: Int32, _ scratch: inout Scratch) {
    let state = scratch.wordStates[Int(word)]
    let factor = wordFactors[Int(word)]
    // A word that stands only in the title has no place in the content to show.
    let rank = state.start >= 0 ? factor + 10 : factor
    for index in Int(useStarts[Int(word)])..<Int(useStarts[Int(word) + 1]) {
      let rule = Int(uses[index].rule)
      switch uses[index].part {
      case .any:
        scratch.begin(rule)
        if state.sentences & ~scratch.ruleStates[rule].excluded == 0 { continue }
        if scratch.ruleStates[rule].anyCount == 0 { scratch.rules.append(uses[index].rule) }
        scratch.ruleStates[rule].add(word, factor * state.position, rank: rank)
      case .also:
        scratch.begin(rule)
        scratch.ruleStates[rule].hasAlso = true
      case .not: continue
      }
    }
  }

  private func conclude(_ rule: Int32, _ minute: Int?, _ scratch: inout Scratch) {
    let state = scratch.ruleStates[Int(rule)]
    guard state.isTold(in: scratch.row, needsAlso: needsAlso[Int(rule)]) else { return }
    if !conditions.isEmpty, let condition = conditions[rule] {
      let holds = condition.holds(minute: minute) { teller in
        scratch.ruleStates[Int(teller)].isTold(
          in: scratch.row, needsAlso: needsAlso[Int(teller)])
      }
      if !holds { return }
    }
    let place = scratch.wordStates[Int(state.word)]
    let span = place.start >= 0 ? Int(place.start)..<Int(place.end) : nil
    let count = min(Int(state.anyCount), 3)
    let weight = weights[Int(rule)]
    scratch.matches.append(
      RuleMatch(
        rule: Int(rule), wordCount: count, score: Double(weight) * Double(count),
        strength: weight * (state.first + state.second + state.third), word: Int(state.word),
        span: span))
  }
}

extension RuleMatcher.Scratch {
  /// Notes an occurrence of a word in a sentence.
  fileprivate mutating func note(_ word: Int32, in sentence: Int, position: Float) {
    if wordStates[Int(word)].row != row {
      wordStates[Int(word)] = RuleMatcher.WordState(row: row, position: position)
      words.append(word)
    }
    wordStates[Int(word)].sentences |= 1 << UInt64(sentence)
  }

  /// Forgets what an earlier text said of a rule.
  fileprivate mutating func begin(_ rule: Int) {
    if ruleStates[rule].row != row { ruleStates[rule] = RuleMatcher.RuleState(row: row) }
  }
}

extension RuleMatcher.RuleState {
  /// Whether the rule's words are all there in a row.
  fileprivate func isTold(in row: UInt32, needsAlso: Bool) -> Bool {
    self.row == row && anyCount > 0 && (!needsAlso || hasAlso)
  }

  /// Counts one more different word of `any`.
  fileprivate mutating func add(_ word: Int32, _ strength: Float, rank: Float) {
    if anyCount < 255 { anyCount &+= 1 }
    if rank > wordRank { (self.word, wordRank) = (word, rank) }
    if strength > first {
      (third, second, first) = (second, first, strength)
    } else if strength > second {
      (third, second) = (second, strength)
    } else if strength > third {
      third = strength
    }
  }
}
