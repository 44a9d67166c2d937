internal import Complaints

/// Writes why a class was decided.
///
/// That is: rules and their words, what model and platform said, and what else came into question.
/// The words are those of the city's rules, never others of the text.
struct ClassEvidence {
  private(set) var bytes: [UInt8] = []
  private var candidates: [(leaf: Int32, share: Float)] = []

  /// How many candidates are named.
  private static let candidateCount = 3

  mutating func write(
    _ decision: ClassDecision, _ row: Int, source: CategoryCrosswalk.Answer?,
    lexicon: LexiconScratch, answers: ModelAnswers?, _ classifier: LexiconClassifier
  ) {
    bytes.removeAll(keepingCapacity: true)
    if let source { write(source, classifier.taxonomy) }
    if let model = answers?.best(row) {
      separate()
      append("模型 ")
      append(classifier.taxonomy.categories[model.leaf].code)
      append(" ")
      append(share: model.confidence)
    }
    writeRules(of: decision.leaf ?? lexicon.leaves.first.map { Int($0.leaf) }, lexicon, classifier)
    if decision.leaf == nil { writeCandidates(row, lexicon, answers, classifier.taxonomy) }
  }

  private mutating func write(_ source: CategoryCrosswalk.Answer, _ taxonomy: Taxonomy) {
    separate()
    append(source.decides ? "平台分类代码 " : "平台分类名称 ")
    append(taxonomy.categories[source.leaf].code)
    if source.decides, source.isWide { append("（按大类）") }
  }

  private mutating func writeRules(
    of leaf: Int?, _ lexicon: LexiconScratch, _ classifier: LexiconClassifier
  ) {
    for match in lexicon.rules.matches {
      let subject = classifier.subjects[match.rule]
      guard let leaf, subject == leaf else { continue }
      separate()
      append(classifier.matcher.rules[match.rule].rule)
      append(" ")
      var isFirst = true
      for word in lexicon.rules.words
      where classifier.matcher.anyRules(of: word).contains(Int32(match.rule)) {
        if !isFirst { append("、") }
        isFirst = false
        bytes.append(contentsOf: classifier.matcher.words[Int(word)])
      }
    }
  }

  /// The likeliest leaves of model and lexicon, each with the greater of its two shares.
  private mutating func writeCandidates(
    _ row: Int, _ lexicon: LexiconScratch, _ answers: ModelAnswers?, _ taxonomy: Taxonomy
  ) {
    candidates.removeAll(keepingCapacity: true)
    for leaf in lexicon.leaves.prefix(Self.candidateCount) { add(leaf.leaf, leaf.share) }
    if let answers {
      for rank in 0..<min(answers.width, Self.candidateCount) {
        let index = row * answers.width + rank
        if answers.leaves[index] >= 0 { add(answers.leaves[index], answers.shares[index]) }
      }
    }
    candidates.sort { ($1.share, $0.leaf) < ($0.share, $1.leaf) }
    if candidates.isEmpty { return }
    separate()
    append(
      ClassCandidates.text(
        candidates.prefix(Self.candidateCount).map {
          (taxonomy.categories[Int($0.leaf)].code, Double($0.share))
        }))
  }

  private mutating func add(_ leaf: Int32, _ share: Float) {
    if let index = candidates.firstIndex(where: { $0.leaf == leaf }) {
      candidates[index].share = max(candidates[index].share, share)
    } else {
      candidates.append((leaf, share))
    }
  }

  private mutating func separate() {
    if !bytes.isEmpty { append("；") }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func append(share: Double) { append(ClassCandidates.decimal(share)) }
}
