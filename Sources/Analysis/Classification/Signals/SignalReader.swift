internal import Complaints
internal import Language

/// Finds the rules of `signals.csv` that hold in a text.
///
/// All words are searched for at once, in the text as `ScreenedText` has it: letters and digits of
/// one width, with the clause and sentence that each stands in.
struct SignalReader: Sendable {
  /// The rules, in the order given.
  let rules: [SignalRule]
  /// The words of the rules as the file has them, without their anchors.
  let words: [String]
  let patterns: PatternSet
  /// Where words must stand.
  let anchors: [Anchors]
  /// Where the uses of each word start in `uses`; one more entry than words.
  let useStarts: [Int32]
  let uses: [Use]
  /// The rules of each kind.
  let kinds: [Kind]

  /// Which ends of a clause a word must touch.
  struct Anchors: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let start = Anchors(rawValue: 1)
    static let end = Anchors(rawValue: 2)
  }

  /// A list of a rule that a word stands in.
  enum Part { case any, also, not, hides }

  /// A rule that a word stands in.
  struct Use {
    let rule: Int32
    let part: Part
  }

  /// What a rule's words are looked at for.
  enum Kind {
    /// A guard against denials.
    case negation
    /// A guard against mentions.
    case topic
    /// Counts unless a guard stands before it.
    case guarded
    /// Counts always.
    case plain
  }

  init(_ rules: [SignalRule]) {
    // Connectives are looked for in the text itself, marks and all; see `TextCutter`.
    self.rules = rules.filter { $0.subject != .connective }
    var index = WordIndex()
    for (number, rule) in self.rules.enumerated() {
      for (list, part) in [
        (rule.any, Part.any), (rule.also, .also), (rule.not, .not), (rule.hides, .hides),
      ] {
        for word in list { index.add(word, Use(rule: Int32(number), part: part)) }
      }
    }
    words = index.words
    patterns = PatternSet(index.normal)
    anchors = index.anchors
    useStarts = index.uses.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int32($1.count)) }
    uses = index.uses.flatMap { $0 }
    kinds = self.rules.map { rule in
      switch rule.subject {
      case .negation: .negation
      case .topic: .topic
      case .risk, .urgency, .scope: .guarded
      case .type, .connective: .plain
      }
    }
  }
}

/// The words of signal rules under collection.
private struct WordIndex {
  private(set) var words: [String] = []
  private(set) var normal: [String] = []
  private(set) var anchors: [SignalReader.Anchors] = []
  private(set) var uses: [[SignalReader.Use]] = []
  private var numbers: [String: Int] = [:]
  private let normalizer = TextNormalizer(keepsOnlyLettersAndDigits: true)

  mutating func add(_ word: String, _ use: SignalReader.Use) {
    if let number = numbers[word] { return uses[number].append(use) }
    var anchor: SignalReader.Anchors = []
    var text = Substring(word)
    if text.hasPrefix("^") {
      anchor.insert(.start)
      text = text.dropFirst()
    }
    if text.hasSuffix("$") {
      anchor.insert(.end)
      text = text.dropLast()
    }
    numbers[word] = words.count
    words.append(String(text))
    normal.append(normalizer.normalized(String(text)))
    anchors.append(anchor)
    uses.append([use])
  }
}
