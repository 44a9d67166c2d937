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
    var isInTitle = false
    /// Where it first occurs in the content; −1 for nowhere.
    var start: Int32 = -1
    var end: Int32 = -1
  }

  /// What is known of a rule in the row whose number it bears.
  struct RuleState: Sendable {
    var row: UInt32 = 0
    var hasAlso = false
    var hasNot = false
    var anyCount: UInt8 = 0
    /// The greatest strengths of its words of `any`, the greatest first.
    var first: Float = 0
    var second: Float = 0
    var third: Float = 0
    /// The word that decides: the longest and rarest, first of all in the content.
    var word: Int32 = -1
    /// How much it counts in that.
    var wordRank: Float = 0
  }

  /// How much more a word in the title counts.
  static let titleFactor: Float = 1.75

  /// Makes the buffers for one thread.
  public func makeScratch() -> Scratch {
    Scratch(wordCount: words.count, ruleCount: rules.count)
  }

  /// Finds the rules that hold for a text; they are in `scratch.matches` afterwards.
  ///
  /// - Parameters:
  ///   - title: The title's UTF-8; empty where there is none.
  ///   - content: The content's UTF-8.
  ///   - scratch: Buffers of this matcher.
  /// - Complexity: O(*n* + *k*) for *n* bytes and *k* occurrences of words. Allocates only when
  ///   buffers grow.
  public func match(title: Span<UInt8>, content: Span<UInt8>, using scratch: inout Scratch) {
    scratch.row &+= 1
    scratch.words.removeAll(keepingCapacity: true)
    scratch.rules.removeAll(keepingCapacity: true)
    scratch.matches.removeAll(keepingCapacity: true)
    find(in: title, isTitle: true, &scratch)
    find(in: content, isTitle: false, &scratch)
    for word in scratch.words { apply(word, &scratch) }
    scratch.rules.sort()
    for rule in scratch.rules { conclude(Int(rule), &scratch) }
  }

  private func find(in text: Span<UInt8>, isTitle: Bool, _ scratch: inout Scratch) {
    scratch.found.removeAll(keepingCapacity: true)
    patterns.appendMatches(in: text, to: &scratch.found)
    let row = scratch.row
    for match in scratch.found where !Self.isMask(match, in: text) {
      let word = Int(match.patternID)
      if scratch.wordStates[word].row != row {
        scratch.wordStates[word] = WordState(row: row)
        scratch.words.append(match.patternID)
      }
      if isTitle {
        scratch.wordStates[word].isInTitle = true
      } else if scratch.wordStates[word].start < 0 {
        scratch.wordStates[word].start = match.start
        scratch.wordStates[word].end = match.end
      }
    }
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

  private func apply(_ word: Int32, _ scratch: inout Scratch) {
    let row = scratch.row
    let state = scratch.wordStates[Int(word)]
    let factor = wordFactors[Int(word)]
    let strength = factor * (state.isInTitle ? Self.titleFactor : 1)
    // A word that stands only in the title has no place in the content to show.
    let rank = state.start >= 0 ? factor + 10 : factor
    for index in Int(useStarts[Int(word)])..<Int(useStarts[Int(word) + 1]) {
      let rule = Int(uses[index].rule)
      if scratch.ruleStates[rule].row != row {
        scratch.ruleStates[rule] = RuleState(row: row)
        scratch.rules.append(uses[index].rule)
      }
      switch uses[index].part {
      case .any: scratch.ruleStates[rule].add(word, strength, rank: rank)
      case .also: scratch.ruleStates[rule].hasAlso = true
      case .not: scratch.ruleStates[rule].hasNot = true
      }
    }
  }

  private func conclude(_ rule: Int, _ scratch: inout Scratch) {
    let state = scratch.ruleStates[rule]
    if state.anyCount == 0 || state.hasNot || needsAlso[rule] && !state.hasAlso { return }
    let place = scratch.wordStates[Int(state.word)]
    let span = place.start >= 0 ? Int(place.start)..<Int(place.end) : nil
    let count = min(Int(state.anyCount), 3)
    scratch.matches.append(
      RuleMatch(
        rule: rule, wordCount: count, score: Double(weights[rule]) * Double(count),
        strength: weights[rule] * (state.first + state.second + state.third),
        word: Int(state.word), span: span))
  }
}

extension RuleMatcher.RuleState {
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
