internal import Language

/// Buffers that one thread reuses from text to text, and what was found in the last one.
struct SignalScratch {
  /// A word that counts for a rule.
  struct Finding: Equatable {
    let rule: Int
    /// Its position in the reader's words.
    let word: Int
    /// Where it stands in the screened text.
    let start: Int32
    let end: Int32
  }

  /// A word of a rule, before its surroundings were looked at.
  struct Occurrence {
    let rule: Int32
    let word: Int32
    let start: Int32
    let end: Int32
  }

  /// Words that deny what follows within so many bytes.
  struct Denial {
    let start: Int32
    let end: Int32
    let reach: Int32
  }

  /// What counts, by rule and place; each word of a rule once.
  var findings: [Finding] = []
  var text = ScreenedText()
  var matches: [PatternMatch] = []
  var any: [Occurrence] = []
  var also: [Occurrence] = []
  var not: [Occurrence] = []
  var hides: [Occurrence] = []
  var denials: [Denial] = []
  var topics: [Int32] = []

  mutating func reset() {
    findings.removeAll(keepingCapacity: true)
    matches.removeAll(keepingCapacity: true)
    any.removeAll(keepingCapacity: true)
    also.removeAll(keepingCapacity: true)
    not.removeAll(keepingCapacity: true)
    hides.removeAll(keepingCapacity: true)
    denials.removeAll(keepingCapacity: true)
    topics.removeAll(keepingCapacity: true)
    text.reset()
  }
}
