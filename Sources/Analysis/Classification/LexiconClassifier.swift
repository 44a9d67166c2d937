internal import Complaints
internal import Glibc

/// Classes of texts by the city's keyword rules alone.
///
/// A leaf's score is the sum of its rules' strengths, of what single words of its rules say even
/// where the rules do not hold (see `WordEvidence`), and of rules about the group it belongs to.
/// Rules about the same words in several classes, short words and words far from the beginning say
/// less. Scores become shares as in a softmax in which the
/// answer "none of them" takes part with a score of its own: a leaf is sure when its score is
/// high *and* far from the next. Confidence is the share of the best leaf's second level (its
/// first four digits), at which accuracy is measured.
struct LexiconClassifier: Sendable {
  let taxonomy: Taxonomy
  let matcher: RuleMatcher
  /// What each rule is about.
  let subjects: [LexiconSubject]
  /// What single words say of leaves.
  let evidence: WordEvidence
  /// The second level of each leaf, numbered in code order.
  let groups: [Int32]
  let settings: LexiconSettings

  /// Makes a classifier; rules about other things than classes are left out.
  init(rules: [LexiconRule], taxonomy: Taxonomy, settings: LexiconSettings = .standard) {
    self.taxonomy = taxonomy
    self.settings = settings
    var kept: [LexiconRule] = []
    var subjects: [LexiconSubject] = []
    for rule in rules {
      guard let subject = LexiconSubject(rule.code, taxonomy) else { continue }
      kept.append(rule)
      subjects.append(subject)
    }
    let matcher = RuleMatcher(rules: kept)
    self.matcher = matcher
    self.subjects = subjects
    evidence = WordEvidence(
      matcher, subjects: subjects, partOfLeaf: taxonomy.categories.indices.map { Int32($0) },
      withGroups: false, ratio: settings.wordRatio, scale: settings.wordScale)
    var groups: [Int32] = []
    var prefix: Substring = ""
    for category in taxonomy.categories {
      let isNew = category.code.prefix(4) != prefix
      groups.append((groups.last ?? -1) + (isNew ? 1 : 0))
      prefix = category.code.prefix(4)
    }
    self.groups = groups
  }

  /// Scores a text; rules and leaves are in `scratch` afterwards.
  ///
  /// - Parameters:
  ///   - title: The title's UTF-8.
  ///   - content: The content's UTF-8.
  ///   - hint: The leaf that the platform's own label names; it counts like a weak rule.
  ///   - minute: The minute of the day on which the request came; nil where it is not known.
  ///   - scratch: Buffers of this classifier.
  func score(
    title: Span<UInt8>, content: Span<UInt8>, hint: Int?, minute: Int? = nil,
    using scratch: inout LexiconScratch
  ) {
    matcher.match(title: title, content: content, minute: minute, using: &scratch.rules)
    scratch.reset()
    for match in scratch.rules.matches {
      if case .leaf(let leaf) = subjects[match.rule] { scratch.add(match.strength, to: leaf) }
    }
    evidence.addLeaves(to: &scratch)
    for match in scratch.rules.matches {
      guard case .group(let leaves) = subjects[match.rule] else { continue }
      scratch.strengthen(leaves, by: match.strength * settings.groupScale)
    }
    if let hint { scratch.add(settings.hintScore, to: hint) }
    share(&scratch)
  }

  /// Turns the scores of leaves into shares, best first.
  private func share(_ scratch: inout LexiconScratch) {
    var total = expf(settings.sharpness * settings.noneScore)
    for leaf in scratch.touched {
      let score = min(scratch.scores[Int(leaf)], settings.highestScore)
      let value = expf(settings.sharpness * score)
      scratch.leaves.append(LeafShare(leaf: leaf, share: value))
      total += value
    }
    for index in scratch.leaves.indices { scratch.leaves[index].share /= total }
    scratch.leaves.sort { ($1.share, $0.leaf) < ($0.share, $1.leaf) }
    guard let best = scratch.leaves.first else { return }
    var confidence: Float = 0
    for candidate in scratch.leaves
    where groups[Int(candidate.leaf)] == groups[Int(best.leaf)] {
      confidence += candidate.share
    }
    scratch.confidence = Double(confidence)
  }
}
