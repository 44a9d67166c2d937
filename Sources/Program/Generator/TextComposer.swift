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
    soil()
    let content = bytes
    bytes = []
    composeTitle(content)
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
    if chance(620, .around) { add(.opener, .around) }
    if plan.traits.contains(.doubtful) {
      add(.doubtful, .told)
      return
    }
    if plan.traits.contains(.urges) { add(.urge, .around) }
    if plan.traits.contains(.asks) {
      tellQuestion()
      if chance(150, .around) { add(.demand, .around) }
      return
    }
    tellMatter(details: [400, 350, 150, 100], fillers: [380, 330, 180, 80, 30])
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
      tellMatter(details: [0, 250, 350, 400], fillers: [0, 100, 300, 300, 200, 100])
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
    tellMatter(details: [100, 300, 350, 250], fillers: [100, 200, 300, 250, 150])
    if plan.traits.contains(.accuses) { add(.accuseUnit, .told) }
    add(.demand, .around)
    if chance(300, .around) { add(.signature, .around) }
  }

  private mutating func composeInspection() {
    if world.book.phrases(.inspector, plan.fold, leaf: Int(plan.leaf)).isEmpty {
      tellMatter(details: [1], fillers: [1])
    } else {
      add(.inspector, .told, leaf: Int(plan.leaf))
    }
  }

  // MARK: - Parts

  /// The matter itself: a sentence, more or fewer details, and what people say around them.
  private mutating func tellMatter(details: [Int], fillers: [Int]) {
    add(.body, .told, leaf: Int(plan.leaf))
    addSeveral(.detail, .told, leaf: Int(plan.leaf), counts: details)
    addSeveral(.filler, .around, counts: fillers)
  }

  private mutating func tellQuestion() {
    let isBefore = chance(500, .told)
    let hasQuestions = !world.book.phrases(.consult, plan.fold, leaf: Int(plan.leaf)).isEmpty
    if isBefore { addSeveral(.aside, .told, counts: [150, 450, 300, 100]) }
    add(hasQuestions ? .consult : .body, .told, leaf: Int(plan.leaf))
    if !isBefore { addSeveral(.aside, .told, counts: [150, 450, 300, 100]) }
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
    let phrases = world.book.phrases(.title, plan.fold, leaf: Int(plan.leaf))
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

  /// The first sentence after the opener, cut to a length.
  private static func beginning(of content: [UInt8], characters: Int) -> [UInt8] {
    var start = 0
    let colon = Array("：".utf8)
    if content.count > 40 {
      for index in 0..<40 where Array(content[index..<min(content.count, index + 3)]) == colon {
        start = index + 3
        break
      }
    }
    var end = start
    var count = 0
    while end < content.count && count < characters {
      if content[end] == 10 { break }
      end += 1
      while end < content.count && content[end] & 0xc0 == 0x80 { end += 1 }
      count += 1
    }
    return Array(content[start..<end])
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
    let phrases = world.book.phrases(kind, plan.fold, leaf: leaf)
    guard !phrases.isEmpty else { return }
    let phrase = phrases[below(phrases.count, voice)]
    endSentence()
    fill(phrase, voice)
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
    let phrases = world.book.phrases(kind, plan.fold, leaf: leaf)
    guard !phrases.isEmpty else { return }
    let start = below(phrases.count, voice)
    var taken: Set<Int> = []
    for step in 0..<min(count, phrases.count) {
      var index = (start + step * 5) % phrases.count
      while !taken.insert(index).inserted { index = (index + 1) % phrases.count }
      endSentence()
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
