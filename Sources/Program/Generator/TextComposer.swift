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
      add(world.book.phrases(.silent, plan.fold), &told)
      return
    }
    if around.chance(620) { add(world.book.phrases(.opener, plan.fold), &around) }
    if plan.traits.contains(.doubtful) {
      add(world.book.phrases(.doubtful, plan.fold), &told)
      return
    }
    if plan.traits.contains(.urges) { add(world.book.phrases(.urge, plan.fold), &around) }
    if plan.traits.contains(.asks) {
      tellQuestion()
      if around.chance(150) { add(world.book.phrases(.demand, plan.fold), &around) }
      return
    }
    tellMatter(details: [400, 350, 150, 100], fillers: [380, 330, 180, 80, 30])
    if plan.traits.contains(.accuses) { add(world.book.phrases(.accuseUnit, plan.fold), &told) }
    if plan.traits.contains(.double) { tellAnother() }
    if around.chance(720) { add(world.book.phrases(.demand, plan.fold), &around) }
    if around.chance(plan.platform.isHotline ? 260 : 60) {
      add(world.book.phrases(.closer, plan.fold), &around)
    }
  }

  private mutating func composeLetter() {
    add(world.book.phrases(.mailOpen, plan.fold), &around)
    bytes.append(10)
    if plan.traits.contains(.asks) { tellQuestion() } else {
      tellMatter(details: [0, 250, 350, 400], fillers: [0, 100, 300, 300, 200, 100])
    }
    if plan.traits.contains(.accuses) { add(world.book.phrases(.accuseUnit, plan.fold), &told) }
    if plan.traits.contains(.double) { tellAnother() }
    bytes.append(10)
    add(world.book.phrases(.demand, plan.fold), &around)
    bytes.append(10)
    add(world.book.phrases(.signature, plan.fold), &around)
  }

  private mutating func composePetition() {
    add(world.book.phrases(.petitionOpen, plan.fold), &around)
    tellMatter(details: [100, 300, 350, 250], fillers: [100, 200, 300, 250, 150])
    if plan.traits.contains(.accuses) { add(world.book.phrases(.accuseUnit, plan.fold), &told) }
    add(world.book.phrases(.demand, plan.fold), &around)
    if around.chance(300) { add(world.book.phrases(.signature, plan.fold), &around) }
  }

  private mutating func composeInspection() {
    let phrases = world.book.phrases(.inspector, plan.fold, leaf: Int(plan.leaf))
    if phrases.isEmpty { tellMatter(details: [1000], fillers: [1000]) } else { add(phrases, &told) }
  }

  // MARK: - Parts

  /// The matter itself: a sentence, more or fewer details, and what people say around them.
  private mutating func tellMatter(details: [Int], fillers: [Int]) {
    add(world.book.phrases(.body, plan.fold, leaf: Int(plan.leaf)), &told)
    addSeveral(
      world.book.phrases(.detail, plan.fold, leaf: Int(plan.leaf)), count: draw(details, &told),
      &told)
    addSeveral(world.book.phrases(.filler, plan.fold), count: draw(fillers, &around), &around)
  }

  private mutating func tellQuestion() {
    let phrases = world.book.phrases(.consult, plan.fold, leaf: Int(plan.leaf))
    let before = told.chance(500)
    let asides = world.book.phrases(.aside, plan.fold)
    let count = draw([150, 450, 300, 100], &told)
    if before { addSeveral(asides, count: count, &told) }
    add(
      phrases.isEmpty ? world.book.phrases(.body, plan.fold, leaf: Int(plan.leaf)) : phrases, &told)
    if !before { addSeveral(asides, count: count, &told) }
  }

  /// A second matter of some other leaf at the same place.
  private mutating func tellAnother() {
    let connectives =
      plan.fold == .a ? ["另外，", "此外，来电人还反映：", "同时，"] : ["还有个事，", "顺便再讲一个，", "再一个，"]
    let leaf = told.below(world.leaves.count)
    let phrases = world.book.phrases(.body, plan.fold, leaf: leaf)
    guard !phrases.isEmpty, world.leaves[leaf].isInScope else { return }
    bytes += Array(told.pick(connectives).utf8)
    add(phrases, &told)
  }

  /// A title: authored, or, as many systems make it, the text's beginning.
  private mutating func composeTitle(_ content: [UInt8]) {
    if plan.traits.contains(.doubtful) || plan.traits.contains(.silent) {
      bytes += Array((plan.fold == .a ? "市民来电反映情况" : "来话事项").utf8)
      return
    }
    let phrases = world.book.phrases(.title, plan.fold, leaf: Int(plan.leaf))
    let cut = plan.traits.contains(.asks) ? 550 : 150
    if phrases.isEmpty || around.chance(cut) {
      bytes = Self.beginning(of: content, characters: 14 + around.below(12))
    } else {
      add(phrases, &told)
      if plan.kinship == .copy, around.chance(300) {
        bytes = Array((plan.fold == .a ? "【转办】" : "转：").utf8) + bytes
      }
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

  private func draw(_ weights: [Int], _ dice: inout Dice) -> Int {
    var roll = dice.below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if roll < weight { return index }
      roll -= weight
    }
    return 0
  }

  private mutating func add(_ phrases: [Phrase], _ dice: inout Dice) {
    guard !phrases.isEmpty else { return }
    let phrase = phrases[dice.below(phrases.count)]
    endSentence()
    fill(phrase)
  }

  private mutating func addSeveral(_ phrases: [Phrase], count: Int, _ dice: inout Dice) {
    guard !phrases.isEmpty else { return }
    let start = dice.below(phrases.count)
    for step in 0..<min(count, phrases.count) {
      endSentence()
      fill(phrases[(start + step * 5) % phrases.count])
      if phrases.count % 5 == 0 && step == phrases.count / 5 - 1 { return }
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
