extension TextComposer {
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

  mutating func add(_ kind: PhraseKind, _ voice: Voice, leaf: Int? = nil) {
    let phrases = fitting(world.book.phrases(kind, plan.fold, leaf: leaf))
    guard !phrases.isEmpty else { return }
    let phrase = phrases[choice(of: phrases.count, kind, voice)]
    if bytes.count > openerEnd { endSentence() }
    if kind == .body || kind == .consult { bodyStart = bytes.count }
    fill(phrase, voice)
  }

  /// Which pattern to take: those who ask about one matter mostly speak of the same side of it.
  private mutating func choice(of count: Int, _ kind: PhraseKind, _ voice: Voice) -> Int {
    guard kind == .body || kind == .consult else { return below(count, voice) }
    let isOwn: Bool =
      switch plan.kinship {
      case .first, .copy: false
      case .samePerson: chance(100, voice)
      case .sameMatter: chance(400, voice)
      }
    if isOwn { return below(count, voice) }
    var dice = Dice(plan.matterSeed, 36)
    return dice.below(count)
  }

  /// The patterns that do not put a matter of the town into a village.
  func fitting(_ phrases: [Phrase]) -> [Phrase] {
    guard plan.site.isStated, plan.site.kind != .village else { return phrases }
    let fitting = phrases.filter { !$0.namedKinds.contains(.village) }
    return fitting.isEmpty ? phrases : fitting
  }

  /// Begins as call-takers do; what fits a question is not what fits a complaint.
  mutating func addOpener() {
    var openers = world.book.phrases(.opener, plan.fold)
    if plan.traits.contains(.asks) { openers = openers.filter { !$0.accuses } }
    guard !openers.isEmpty else { return }
    fill(openers[below(openers.count, .around)], .around)
    openerEnd = bytes.count
  }

  /// Asks for an answer, without threats or orders.
  mutating func addGentleDemand() {
    let phrases = world.book.phrases(.demand, plan.fold).filter { !$0.isStern }
    guard !phrases.isEmpty else { return }
    endSentence()
    fill(phrases[below(phrases.count, .around)], .around)
  }

  /// Adds so many different patterns, the number drawn by weights for none, one, two and so on.
  mutating func addSeveral(
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
  mutating func endSentence() {
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
