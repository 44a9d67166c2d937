/// The evidence of a class, read back: what each voter said.
public struct ClassReasons: Equatable, Sendable {
  /// What the platform's category said.
  public struct Platform: Equatable, Sendable {
    /// The leaf.
    public let code: String
    /// Whether it was a code of a standard, which decides, and no name.
    public let isCode: Bool
    /// Whether only its major class had a line in the crosswalk.
    public let isWide: Bool
  }

  /// What the model said.
  public struct Model: Equatable, Sendable {
    /// Its likeliest leaf.
    public let code: String
    /// How sure it is.
    public let confidence: Double
    /// Where the words stand that spoke for it rather than for its next class.
    public let spans: [TextSpan]
  }

  /// A rule that holds.
  public struct Rule: Equatable, Sendable {
    /// Its name in `lexicon.csv`.
    public let rule: String
    /// What it counts.
    public let strength: Double
    /// Its words that occur, and where they first stand.
    public let words: [Word]
  }

  /// A word of a rule.
  public struct Word: Equatable, Sendable {
    /// The word as the rule has it.
    public let text: String
    /// Where it stands.
    public let span: TextSpan?
  }

  /// What people decided, in words.
  public private(set) var persons: [String] = []
  /// What the platform said; nil where it said nothing.
  public private(set) var platform: Platform?
  /// What the model said; nil without one.
  public private(set) var model: Model?
  /// The rules of the class, and those about risks.
  public private(set) var rules: [Rule] = []
  /// The classes in question with their shares of belief, best first.
  public private(set) var candidates: [(code: String, share: Double)] = []
  /// Parts that nothing is known of, as they stand.
  public private(set) var others: [String] = []

  /// Reads an evidence.
  public init(_ evidence: String) {
    for part in evidence.split(separator: "；") { read(part) }
  }

  private mutating func read(_ part: Substring) {
    if part.hasPrefix("人工决定") {
      persons.append(String(part))
    } else if let rest = Self.rest(of: part, after: "平台分类代码 ") {
      let code = rest.prefix { $0 != "（" }
      platform = Platform(code: String(code), isCode: true, isWide: code.count < rest.count)
    } else if let rest = Self.rest(of: part, after: "平台分类名称 ") {
      platform = Platform(code: String(rest), isCode: false, isWide: false)
    } else if let rest = Self.rest(of: part, after: "模型 "), let model = Self.model(rest) {
      self.model = model
    } else if let rest = Self.rest(of: part, after: "规则 "), let rule = Self.rule(rest) {
      rules.append(rule)
    } else if part.hasPrefix("候选 ") {
      candidates = ClassCandidates.parse(String(part))
    } else {
      others.append(String(part))
    }
  }

  private static func rest(of part: Substring, after head: String) -> Substring? {
    part.hasPrefix(head) ? part.dropFirst(head.count) : nil
  }

  /// The words before `：`, the last of them a number, and the items after it.
  private static func fields(_ text: Substring) -> (
    name: Substring, number: Double, items: [Substring]
  )? {
    let halves = text.split(separator: "：", maxSplits: 1)
    guard let head = halves.first, let cut = head.lastIndex(of: " "),
      let number = Double(head[head.index(after: cut)...])
    else { return nil }
    return (head[..<cut], number, halves.count == 2 ? halves[1].split(separator: "、") : [])
  }

  private static func model(_ text: Substring) -> Model? {
    guard let fields = fields(text) else { return nil }
    return Model(
      code: String(fields.name), confidence: fields.number,
      spans: fields.items.compactMap { TextSpan($0) })
  }

  private static func rule(_ text: Substring) -> Rule? {
    guard let fields = fields(text) else { return nil }
    return Rule(
      rule: String(fields.name), strength: fields.number, words: fields.items.map(word))
  }

  private static func word(_ item: Substring) -> Word {
    guard let cut = item.lastIndex(of: " "), let span = TextSpan(item[item.index(after: cut)...])
    else { return Word(text: String(item), span: nil) }
    return Word(text: String(item[..<cut]), span: span)
  }

  /// Whether two evidences say the same.
  public static func == (left: ClassReasons, right: ClassReasons) -> Bool {
    left.persons == right.persons && left.platform == right.platform && left.model == right.model
      && left.rules == right.rules && left.others == right.others
      && left.candidates.elementsEqual(right.candidates) { $0 == $1 }
  }
}
