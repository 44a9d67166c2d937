internal import Complaints
internal import Glibc

/// What single words say of the parts that leaves are divided into, whether or not the rules hold
/// in which they stand.
///
/// A rule's condition may fail in a text that is about its class all the same. So each word speaks
/// for the parts in whose rules it stands, as in naive Bayes over the bag of words that the rules of
/// a part are: by the logarithm of how much likelier it is there than elsewhere. Words of `also`
/// count a quarter of words of `any`.
struct WordEvidence: Sendable {
  /// What a word says of a part.
  struct Entry: Sendable {
    let part: Int32
    /// Whether it stands in `any` of one of the part's rules.
    let isOwn: Bool
    let weight: Float
  }

  /// Where the entries of each word start in `entries`; one more than words.
  private let starts: [Int32]
  private let entries: [Entry]

  /// Weighs the words of a matcher's rules.
  ///
  /// - Parameters:
  ///   - subjects: What each rule is about.
  ///   - partOfLeaf: The part of each leaf; −1 for none.
  ///   - withGroups: Whether rules about groups of leaves speak for the parts that these belong to.
  ///   - ratio: How much likelier a word of one strong rule is in its part than elsewhere.
  ///   - scale: What the evidence is multiplied by.
  init(
    _ matcher: RuleMatcher, subjects: [LexiconSubject], partOfLeaf: [Int32],
    withGroups: Bool, ratio: Float, scale: Float
  ) {
    let partsOfRules = subjects.map { Self.parts(of: $0, partOfLeaf, withGroups: withGroups) }
    var starts: [Int32] = [0]
    var entries: [Entry] = []
    for word in 0..<matcher.words.count {
      var counts: [(part: Int32, count: Float, isOwn: Bool)] = []
      let uses = Int(matcher.useStarts[word])..<Int(matcher.useStarts[word + 1])
      for use in matcher.uses[uses] where use.part != .not {
        let rule = Int(use.rule)
        let count = min(matcher.weights[rule], 2) / 2 * (use.part == .any ? 1 : 0.25)
        for (part, share) in partsOfRules[rule] {
          if let index = counts.firstIndex(where: { $0.part == part }) {
            counts[index].count += count * share
            counts[index].isOwn = counts[index].isOwn || use.part == .any
          } else {
            counts.append((part, count * share, use.part == .any))
          }
        }
      }
      let length = RuleMatcher.lengthFactor(of: matcher.words[word])
      for (part, count, isOwn) in counts {
        let weight = log1pf(ratio * count) * length * scale
        entries.append(Entry(part: part, isOwn: isOwn, weight: weight))
      }
      starts.append(Int32(entries.count))
    }
    self.starts = starts
    self.entries = entries
  }

  /// The parts that a rule speaks for, and how much of its leaves each has.
  private static func parts(
    of subject: LexiconSubject, _ partOfLeaf: [Int32], withGroups: Bool
  ) -> [(part: Int32, share: Float)] {
    let leaves: Range<Int>
    switch subject {
    case .leaf(let leaf): leaves = leaf..<leaf + 1
    case .group(let group) where withGroups: leaves = group
    case .group, .scope: return []
    }
    var parts: [(part: Int32, share: Float)] = []
    for part in partOfLeaf[leaves] where part >= 0 {
      if let index = parts.firstIndex(where: { $0.part == part }) {
        parts[index].share += 1 / Float(leaves.count)
      } else {
        parts.append((part, 1 / Float(leaves.count)))
      }
    }
    return parts
  }

  /// Adds what the words of a text say to the scores of leaves, where leaves are the parts.
  ///
  /// Only a word of `any` brings a leaf into question.
  func addLeaves(to scratch: inout LexiconScratch) {
    for word in scratch.rules.words {
      let position = scratch.rules.wordStates[Int(word)].position
      for entry in entries[range(word)] where entry.isOwn {
        scratch.add(entry.weight * position, to: Int(entry.part))
      }
    }
    for word in scratch.rules.words {
      let position = scratch.rules.wordStates[Int(word)].position
      for entry in entries[range(word)]
      where !entry.isOwn && scratch.scores[Int(entry.part)] > 0 {
        scratch.add(entry.weight * position, to: Int(entry.part))
      }
    }
  }

  /// Adds what the words of a text say to the scores of parts.
  func add(_ scratch: RuleMatcher.Scratch, to scores: inout [Float]) {
    for word in scratch.words {
      let position = scratch.wordStates[Int(word)].position
      for entry in entries[range(word)] { scores[Int(entry.part)] += entry.weight * position }
    }
  }

  private func range(_ word: Int32) -> Range<Int> {
    Int(starts[Int(word)])..<Int(starts[Int(word) + 1])
  }
}
