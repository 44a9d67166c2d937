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
  var told: Dice
  /// What the words around them follow from.
  var around: Dice
  /// Where the matter itself begins, after whatever stands before it.
  var bodyStart = 0
  /// The leaf of a second matter in the same text; nil for none.
  private(set) var secondLeaf: Int?
  /// Where the opening words end; what follows them goes on in the same sentence.
  var openerEnd = 0
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
    case .mailbox, .jingjiangMailbox: composeLetter()
    case .petition: composePetition()
    case .urbanManagement where plan.traits.contains(.inspected): composeInspection()
    default: composeCall()
    }
    let clean = bytes
    soil()
    let content = bytes
    bytes = []
    composeTitle(Array(clean[bodyStart...]))
    if plan.platform.isMailbox { bytes.removeAll { $0 == 10 } }
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
    accuse()
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
    accuse()
    if plan.traits.contains(.double) { tellAnother() }
    bytes.append(10)
    add(.demand, .around)
    bytes.append(10)
    add(.signature, .around)
  }

  private mutating func composePetition() {
    add(.petitionOpen, .around)
    tellMatter(details: [100, 300, 350, 250], fillers: [0, 100, 250, 300, 200, 150], again: 500)
    accuse()
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

  /// Says what a unit has done wrong, where the matter itself does not.
  private mutating func accuse() {
    if plan.traits.contains(.accuses) && !world.leaves[Int(plan.leaf)].isAboutUnits {
      add(.accuseUnit, .told)
    }
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
    secondLeaf = leaf
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
    let cut = plan.traits.contains(.asks) ? 880 : 280
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
}
