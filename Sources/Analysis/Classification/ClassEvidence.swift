internal import Complaints
internal import Places

/// Writes why a class was decided, in parts that `；` separates; `ClassReasons` reads them.
///
/// `平台分类代码 010102`: what the platform gave, by name perhaps only a second level, `平台分类名称 0101`. `模型 010101 0.83：c12-24 0.45、t0-6 0.20`: the model's
/// class, how sure it is, and where the words stand that speak for it rather than for its next
/// class, with their shares. `规则 L1 2.35：占道经营 c6-18、摆摊 t0-6`: a rule that holds, its strength,
/// and its words. `候选 010101 0.91、010102 0.05`: the classes in question with their shares of belief.
/// `地点 同音字→未来花园`: a place that the text writes otherwise.
///
/// The words are those of the city's rules; of other words of the text only places are told.
struct ClassEvidence {
  private(set) var bytes: [UInt8] = []

  /// How many candidates are named.
  private static let candidateCount = 3
  /// From which share of belief on a candidate is named: what rounds to a hundredth.
  private static let leastShare: Float = 0.005

  /// What an evidence is written from.
  struct Facts {
    let source: CategoryCrosswalk.Answer?
    /// The model's best leaf.
    let model: (leaf: Int, confidence: Double)?
    /// Where the words stand that speak for it.
    let spans: [TextSpan]
    /// The leaves in question.
    let pool: ClassPool
    /// Where the content begins in the one that places are told of.
    let contentStart: Int
  }

  private var contentStart = 0

  mutating func write(
    _ decision: ClassDecision, _ facts: Facts, title: Span<UInt8>, lexicon: LexiconScratch,
    _ classifier: LexiconClassifier, place: (finder: PlaceFinder, answer: PlaceAnswer)
  ) {
    bytes.removeAll(keepingCapacity: true)
    place.finder.appendReading(of: place.answer, to: &bytes)
    contentStart = facts.contentStart
    let taxonomy = classifier.taxonomy
    if let source = facts.source { write(source, taxonomy) }
    if let model = facts.model { write(model, facts.spans, taxonomy) }
    let leaf = decision.leaf ?? facts.pool.best.map { Int($0.leaf) }
    writeRules(of: leaf, title: title, lexicon, classifier)
    writeCandidates(facts.pool, taxonomy)
  }

  private mutating func write(_ source: CategoryCrosswalk.Answer, _ taxonomy: Taxonomy) {
    separate()
    append(source.decides ? "平台分类代码 " : "平台分类名称 ")
    let code = taxonomy.categories[source.leaf].code
    append(source.isGroup ? String(code.prefix(4)) : code)
    if source.decides, source.isWide { append("（按大类）") }
  }

  private mutating func write(
    _ model: (leaf: Int, confidence: Double), _ spans: [TextSpan], _ taxonomy: Taxonomy
  ) {
    separate()
    append("模型 ")
    append(taxonomy.categories[model.leaf].code)
    append(" ")
    append(decimal: model.confidence)
    for (index, span) in spans.enumerated() {
      append(index == 0 ? "：" : "、")
      append(span.field, span.range)
      if let share = span.share {
        append(" ")
        append(decimal: share)
      }
    }
  }

  private mutating func writeRules(
    of leaf: Int?, title: Span<UInt8>, _ lexicon: LexiconScratch, _ classifier: LexiconClassifier
  ) {
    for match in lexicon.rules.matches {
      let subject = classifier.subjects[match.rule]
      guard let leaf, subject.contains(leaf) else { continue }
      separate()
      append("规则 ")
      append(classifier.matcher.rules[match.rule].rule)
      append(" ")
      append(decimal: Double(match.strength))
      var isFirst = true
      for word in lexicon.rules.words
      where classifier.matcher.anyRules(of: word).contains(Int32(match.rule)) {
        append(isFirst ? "：" : "、")
        isFirst = false
        write(Int(word), title: title, lexicon, classifier)
      }
    }
  }

  /// A rule's word and where it first stands, in the content or else in the title.
  private mutating func write(
    _ word: Int, title: Span<UInt8>, _ lexicon: LexiconScratch, _ classifier: LexiconClassifier
  ) {
    let letters = classifier.matcher.words[word]
    bytes.append(contentsOf: letters)
    let state = lexicon.rules.wordStates[word]
    if state.start >= 0 {
      append(" ")
      append(.content, Int(state.start)..<Int(state.end))
    } else if let range = Self.find(letters, in: title) {
      append(" ")
      append(.title, range)
    }
  }

  /// Where a word first stands in a text, letter for letter.
  private static func find(_ word: ArraySlice<UInt8>, in text: Span<UInt8>) -> Range<Int>? {
    guard let first = word.first, word.count <= text.count else { return nil }
    for start in 0...text.count - word.count where text[start] == first {
      var length = 1
      while length < word.count, text[start + length] == word[word.startIndex + length] {
        length += 1
      }
      if length == word.count { return start..<start + length }
    }
    return nil
  }

  private mutating func writeCandidates(_ pool: ClassPool, _ taxonomy: Taxonomy) {
    let named = pool.candidates.prefix(Self.candidateCount).filter {
      $0.share >= Self.leastShare
    }
    if named.isEmpty { return }
    separate()
    append(
      ClassCandidates.text(
        named.map { (taxonomy.categories[Int($0.leaf)].code, Double($0.share)) }))
  }

  private mutating func separate() {
    if !bytes.isEmpty { append("；") }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func append(_ field: TextSpan.Field, _ range: Range<Int>) {
    let start = field == .content ? contentStart : 0
    append(field.letter)
    append(number: start + range.lowerBound)
    bytes.append(UInt8(ascii: "-"))
    append(number: start + range.upperBound)
  }

  private mutating func append(number: Int) {
    if number >= 10 { append(number: number / 10) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// A number from 0 up with two decimals.
  private mutating func append(decimal value: Double) {
    let hundredths = Int((min(max(value, 0), 1_000_000) * 100).rounded())
    append(number: hundredths / 100)
    bytes.append(UInt8(ascii: "."))
    append(number: hundredths / 10 % 10)
    append(number: hundredths % 10)
  }
}
