internal import Columns

/// Writes the text of a request from its plan.
struct TextComposer {
  let world: World
  let plan: RequestPlan
  let facts: MatterFacts
  let person: Population.Person?
  /// Whether names, numbers and plates are left out, as in a clerk's labelled history.
  let isMasked: Bool
  /// The text so far.
  var bytes: [UInt8] = []
  /// The names that stand in it.
  var names: [Int] = []
  /// The phones that stand in it.
  var phones: [Int] = []
  /// What the matter's sentences follow from: a copy has them in common with its original.
  private var told: Dice
  /// What the words around them follow from.
  private var around: Dice
  /// Where the matter itself begins, after whatever stands before it.
  private var bodyStart = 0
  /// Where the opening words end; what follows them goes on in the same sentence.
  private var openerEnd = 0
  /// Which of the two what is being written follows from.
  var voice = Voice.told

  /// Whose words are being written.
  enum Voice {
    /// The matter's.
    case told
    /// Those around it.
    case around
  }

  init(_ world: World, _ plan: RequestPlan, facts: MatterFacts, isMasked: Bool = false) {
    self.world = world
    self.plan = plan
    self.facts = facts
    self.isMasked = isMasked
    person = plan.person >= 0 ? world.population.person(Int(plan.person)) : nil
    told = Dice(plan.textSeed, 21)
    around = Dice(plan.seed, 22)
  }

  /// The title and the content.
  mutating func compose() -> (title: String, content: String) {
    switch plan.platform {
    case .mailbox: composeLetter()
    case .petition: composePetition()
    case .urbanManagement where plan.traits.contains(.inspected): composeInspection()
    default: composeCall()
    }
    let clean = bytes
    soil()
    let content = bytes
    bytes = []
    composeTitle(Array(clean[bodyStart...]))
    if plan.platform == .mailbox { bytes.removeAll { $0 == 10 } }
    let title = bytes
    return (String(decoding: title, as: UTF8.self), String(decoding: content, as: UTF8.self))
  }

  // MARK: - Whole texts

  private mutating func composeCall() {
    if plan.traits.contains(.silent) {
      add(.silent, .told)
      return
    }
    if chance(620, .around) { addOpener() }
    if plan.traits.contains(.doubtful) {
      add(.doubtful, .told)
      return
    }
    if plan.traits.contains(.urges) { add(.urge, .around) }
    if plan.traits.contains(.asks) {
      tellQuestion()
      if chance(150, .around) { addGentleDemand() }
      return
    }
    if world.leaves[Int(plan.leaf)].isIdle {
      add(.body, .told, leaf: Int(plan.leaf))
      return
    }
    tellMatter(details: [400, 350, 150, 100], fillers: [260, 320, 230, 130, 60], again: 60)
    if plan.traits.contains(.accuses) { add(.accuseUnit, .told) }
    if plan.traits.contains(.double) { tellAnother() }
    if chance(720, .around) { add(.demand, .around) }
    if chance(plan.platform.isHotline ? 260 : 60, .around) {
      add(.closer, .around)
    }
  }

  private mutating func composeLetter() {
    add(.mailOpen, .around)
    bytes.append(10)
    if plan.traits.contains(.asks) {
      tellQuestion()
    } else {
      tellMatter(
        details: [0, 250, 350, 400], fillers: [0, 0, 150, 250, 250, 200, 150], again: 600)
    }
    if plan.traits.contains(.accuses) { add(.accuseUnit, .told) }
    if plan.traits.contains(.double) { tellAnother() }
    bytes.append(10)
    add(.demand, .around)
    bytes.append(10)
    add(.signature, .around)
  }

  private mutating func composePetition() {
    add(.petitionOpen, .around)
    tellMatter(details: [100, 300, 350, 250], fillers: [0, 100, 250, 300, 200, 150], again: 500)
    if plan.traits.contains(.accuses) { add(.accuseUnit, .told) }
    add(.demand, .around)
    if chance(300, .around) { add(.signature, .around) }
  }

  private mutating func composeInspection() {
    if world.book.phrases(.inspector, plan.fold, leaf: Int(plan.leaf)).isEmpty {
      tellMatter(details: [1], fillers: [1], again: 0)
    } else {
      add(.inspector, .told, leaf: Int(plan.leaf))
    }
  }

  // MARK: - Parts

  /// The matter itself: a sentence, more or fewer details, and what people say around them.
  ///
  /// - Parameters:
  ///   - details: Weights of no, one, two … details.
  ///   - fillers: Weights of no, one, two … sentences that any complaint may have.
  ///   - again: In how many of a thousand cases the matter is told twice over.
  private mutating func tellMatter(details: [Int], fillers: [Int], again: Int) {
    let isTwice = chance(again, .told)
    if isTwice { bodyStart = bytes.count }
    if isTwice {
      addSeveral(.body, .told, leaf: Int(plan.leaf), counts: [0, 0, 1])
    } else {
      add(.body, .told, leaf: Int(plan.leaf))
    }
    addSeveral(.detail, .told, leaf: Int(plan.leaf), counts: details)
    addSeveral(.filler, .around, counts: fillers)
  }

  private mutating func tellQuestion() {
    let isBefore = chance(500, .told)
    let hasQuestions = !world.book.phrases(.consult, plan.fold, leaf: Int(plan.leaf)).isEmpty
    if isBefore { addSeveral(.aside, .told, counts: [250, 450, 230, 70]) }
    add(hasQuestions ? .consult : .body, .told, leaf: Int(plan.leaf))
    if !isBefore { addSeveral(.aside, .told, counts: [250, 450, 230, 70]) }
  }

  /// A second matter of some other leaf at the same place.
  private mutating func tellAnother() {
    let connectives =
      plan.fold == .a ? ["另外，", "此外，来电人还反映：", "同时，"] : ["还有个事，", "顺便再讲一个，", "再一个，"]
    let leaf = below(world.leaves.count, .told)
    let phrases = world.book.phrases(.body, plan.fold, leaf: leaf)
    guard !phrases.isEmpty, world.leaves[leaf].isInScope else { return }
    endSentence()
    put(pick(connectives, .told))
    fill(phrases[below(phrases.count, .told)], .told)
  }

  /// A title: authored, or, as many systems make it, the text's beginning.
  private mutating func composeTitle(_ content: [UInt8]) {
    if plan.traits.contains(.doubtful) || plan.traits.contains(.silent) {
      bytes += Array((plan.fold == .a ? "市民来电反映情况" : "来话事项").utf8)
      return
    }
    let phrases = fitting(world.book.phrases(.title, plan.fold, leaf: Int(plan.leaf)))
    let cut = plan.traits.contains(.asks) ? 550 : 150
    if phrases.isEmpty || chance(cut, .around) {
      bytes = Self.beginning(of: content, characters: 14 + below(12, .around))
      return
    }
    fill(phrases[below(phrases.count, .told)], .told)
    if plan.kinship == .copy && chance(300, .around) {
      bytes = Array((plan.fold == .a ? "【转办】" : "转：").utf8) + bytes
    }
  }

  /// The first line, cut to a length.
  private static func beginning(of text: [UInt8], characters: Int) -> [UInt8] {
    var end = 0
    var count = 0
    while end < text.count && count < characters && text[end] != 10 {
      end += 1
      while end < text.count && text[end] & 0xc0 == 0x80 { end += 1 }
      count += 1
    }
    return Array(text[..<end])
  }

  // MARK: - Choice

  /// A whole number below a bound.
  mutating func below(_ bound: Int, _ voice: Voice) -> Int {
    voice == .told ? told.below(bound) : around.below(bound)
  }

  /// True in so many of a thousand cases.
  mutating func chance(_ perMille: Int, _ voice: Voice) -> Bool { below(1000, voice) < perMille }

  /// One of several values.
  mutating func pick<Value>(_ values: [Value], _ voice: Voice) -> Value {
    values[below(values.count, voice)]
  }

  /// Draws from one of the two, by a function that takes a dice.
  mutating func draw<Value>(_ voice: Voice, _ body: (inout Dice) -> Value) -> Value {
    voice == .told ? body(&told) : body(&around)
  }

  private mutating func add(_ kind: PhraseKind, _ voice: Voice, leaf: Int? = nil) {
    let phrases = fitting(world.book.phrases(kind, plan.fold, leaf: leaf))
    guard !phrases.isEmpty else { return }
    let phrase = phrases[below(phrases.count, voice)]
    if bytes.count > openerEnd { endSentence() }
    if kind == .body || kind == .consult { bodyStart = bytes.count }
    fill(phrase, voice)
  }

  /// The patterns that do not put a matter of the town into a village.
  private func fitting(_ phrases: [Phrase]) -> [Phrase] {
    guard plan.site.isStated, plan.site.kind != .village else { return phrases }
    let fitting = phrases.filter { !$0.namedKinds.contains(.village) }
    return fitting.isEmpty ? phrases : fitting
  }

  /// Begins as call-takers do; what fits a question is not what fits a complaint.
  private mutating func addOpener() {
    var openers = world.book.phrases(.opener, plan.fold)
    if plan.traits.contains(.asks) { openers = openers.filter { !$0.accuses } }
    guard !openers.isEmpty else { return }
    fill(openers[below(openers.count, .around)], .around)
    openerEnd = bytes.count
  }

  /// Asks for an answer, without threats or orders.
  private mutating func addGentleDemand() {
    let phrases = world.book.phrases(.demand, plan.fold).filter { !$0.isStern }
    guard !phrases.isEmpty else { return }
    endSentence()
    fill(phrases[below(phrases.count, .around)], .around)
  }

  /// Adds so many different patterns, the number drawn by weights for none, one, two and so on.
  private mutating func addSeveral(
    _ kind: PhraseKind, _ voice: Voice, leaf: Int? = nil, counts: [Int]
  ) {
    var count = 0
    var roll = below(counts.reduce(0, +), voice)
    while roll >= counts[count] {
      roll -= counts[count]
      count += 1
    }
    let phrases = fitting(world.book.phrases(kind, plan.fold, leaf: leaf))
    guard !phrases.isEmpty else { return }
    var taken: Set<Int> = []
    for _ in 0..<min(count, phrases.count) {
      var index = below(phrases.count, voice)
      while !taken.insert(index).inserted { index = (index + 1) % phrases.count }
      if bytes.count > openerEnd { endSentence() }
      fill(phrases[index], voice)
    }
  }

  /// Puts a full stop where the text so far has no mark at its end.
  private mutating func endSentence() {
    guard bytes.count >= 3, let last = bytes.last, last != 10 else { return }
    let tail = bytes[(bytes.count - 3)...]
    for mark in Self.marks where tail.elementsEqual(mark) { return }
    if last < 0x80 && last != UInt8(ascii: ")") && !(48...57).contains(last) { return }
    bytes += Array("。".utf8)
  }

  private static let marks: [[UInt8]] = ["。", "，", "：", "；", "！", "？", "】", "、", "…", "．"].map {
    Array($0.utf8)
  }
}
