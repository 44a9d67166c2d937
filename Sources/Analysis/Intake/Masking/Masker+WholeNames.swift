extension Masker {
  /// The end of a name behind a word that announces one; surnames that are mostly something else
  /// count when the characters behind them speak for a name.
  func announcedEnd(_ text: Span<UInt8>, _ start: Int, isLabel: Bool) -> Int? {
    if let end = nameEnd(text, start, isLabel: isLabel) { return end }
    guard start < text.count else { return nil }
    let surname = UTF8Text.scalar(text, start)
    guard
      lexicon.roles[surname.value].contains(.rareSurname)
        || lexicon.roles[surname.value].contains(.surname)
    else { return nil }
    let one = start &+ surname.length
    guard one < text.count else { return nil }
    let given = UTF8Text.scalar(text, one)
    let two = one &+ given.length
    let isRare = lexicon.roles[surname.value].contains(.rareSurname)
    // 「余有福」: 有 is a word of grammar everywhere else.
    guard
      isRare && (mayBeGiven(given.value) || endsName(text, two, after: given.value))
        || given.value == 0x6709
    else { return nil }
    guard two < text.count, UTF8Text.isHan(UTF8Text.scalar(text, two).value) else {
      return isRare && given.value != 0x6709 ? two : nil
    }
    let second = UTF8Text.scalar(text, two)
    return mayBeGiven(second.value) ? two &+ second.length : nil
  }

  /// Two or three characters that start with a surname and fill the clause, or reach up to 的: a name, even
  /// when they are a word: 「他叫盛夏，」「那个叫胡来的人」.
  func clauseName(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard start < text.count else { return nil }
    let surname = UTF8Text.scalar(text, start)
    guard !lexicon.roles[surname.value].isDisjoint(with: [.surname, .rareSurname]) else {
      return nil
    }
    var end = start &+ surname.length
    var count = 1
    while end < text.count {
      let (value, length) = UTF8Text.scalar(text, end)
      if !UTF8Text.isHan(value) || value == 0x7684 || value == 0x7b49 { break }  // 的, 等
      let roles = lexicon.roles[value]
      if count == 3 || roles.contains(.function) || startsTitle(text, end) { return nil }
      if count == 2, roles.contains(.notSecond), !roles.contains(.maybeGivenName) { return nil }
      end &+= length
      count &+= 1
    }
    guard count >= 2, !isNobody(text, start, isCalled: true) else {
      return nil
    }
    if count == 3,
      lexicon.words.contains(
        MaskLexicon.pair(surname.value, UTF8Text.scalar(text, start &+ surname.length).value))
    {
      return nil
    }
    return end
  }

  /// Whether the second character of a given name makes a name of a first one that is mostly a word:
  /// 唐一诺, 费来娣, 丛家福.
  func endsName(_ text: Span<UInt8>, _ offset: Int, after given: UInt32) -> Bool {
    guard offset < text.count else { return false }
    let value = UTF8Text.scalar(text, offset).value
    let roles = lexicon.roles[value]
    if roles.contains(.givenName) { return true }
    if given == 0x5bb6 { return Self.afterHome.contains(value) }  // 家
    return lexicon.roles[given].contains(.maybeGivenName) && roles.contains(.maybeGivenName)
  }

  /// Whether the character at an offset ends a given name, though it is mostly a word: 陈粉扣, 祁大同.
  func isLateGiven(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    let (value, length) = UTF8Text.scalar(text, offset)
    guard Self.lateGivens.contains(value) else { return false }
    let next = offset &+ length
    return next >= text.count
      || !Self.verbs.contains(MaskLexicon.pair(value, UTF8Text.scalar(text, next).value))
  }

  /// Whether the character at an offset is a verb, since its object is a pronoun: 「花蕾挂我电话」.
  func isVerb(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    let (value, length) = UTF8Text.scalar(text, offset)
    let next = offset &+ length
    return next < text.count && !mayBeGiven(value)
      && Self.objects.contains(UTF8Text.scalar(text, next).value)
  }

  private func mayBeGiven(_ value: UInt32) -> Bool {
    !lexicon.roles[value].isDisjoint(with: [.givenName, .maybeGivenName])
  }

  /// The end of a name that starts with a word of names in other tongues: 扎西多吉, 古丽娜尔.
  func transliteratedEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard start < text.count,
      !lexicon.transliterations.words(startingWith: UTF8Text.scalar(text, start).value).isEmpty
    else { return nil }
    var end = start
    while end < text.count, let length = transliterated(text, end) { end &+= length }
    if end == start { return nil }
    var tail = end
    while tail < text.count, tail &- end < 12 {
      let (value, length) = UTF8Text.scalar(text, tail)
      if !UTF8Text.isHan(value) { return tail &- end <= 9 ? tail : end }
      let roles = lexicon.roles[value]
      if !roles.isDisjoint(with: [.function, .notFirst, .notSecond]) { return end }
      tail &+= length
    }
    return tail == text.count && tail &- end <= 9 ? tail : end
  }

  private func transliterated(_ text: Span<UInt8>, _ offset: Int) -> Int? {
    let words = lexicon.transliterations
    for word in words.words(startingWith: UTF8Text.scalar(text, offset).value)
    where words.has(word, at: offset, in: text) {
      return words.byteCount(word)
    }
    return nil
  }

  /// The end of a name in Latin letters behind a label: 「姓名：Nguyen Van An」.
  func latinName(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var cursor = start
    var end = start
    while cursor < text.count, cursor &- start < 40 {
      if isLatin(text[cursor]) {
        end = cursor &+ 1
      } else if text[cursor] != 0x20, text[cursor] != UInt8(ascii: "."),
        text[cursor] != UInt8(ascii: "-"), text[cursor] != UInt8(ascii: "'")
      {
        break
      }
      cursor &+= 1
    }
    if cursor < text.count, text[cursor] &- 0x30 <= 9 || text[cursor] == UInt8(ascii: "@") {
      return nil
    }
    return end &- start >= 3 ? end : nil
  }

  /// Whether words such as 匿名 or 保安 stand in a name's place.
  func isNobody(_ text: Span<UInt8>, _ start: Int, isCalled: Bool) -> Bool {
    Self.standIns.contains { UTF8Text.has($0, at: start, in: text) }
      || isCalled && Self.called.contains { UTF8Text.has($0, at: start, in: text) }
  }

  private static func scalars(_ text: String) -> Set<UInt32> {
    Set(text.unicodeScalars.map(\.value))
  }

  /// Whom one calls without calling them by a name.
  private static let called = [
    "保安", "保洁", "保姆", "房东", "司机", "车主", "顾客", "管理", "万一", "安保", "关门", "关掉", "何人", "施工",
  ].map { Array($0.utf8) }
  private static let afterHome = scalars("福兴明华宝俊豪骏强荣富贵祥瑞栋良庆怡欣辉伟")
  private static let lateGivens = scalars("扣来才同一九")
  private static let objects = scalars("我你他她它")
  /// Words that start with a late given character, and go on behind a name of two.
  private static let verbs = Set<UInt64>(
    """
    才来 才能 才有 才给 才把 才知 才发 才到 才说 才去 才会 才开 才是 才修 才同 同意 同时 同样 同为 同住 同一 同在 同志 同学 同事
    来电 来访 来信 来反 来投 来到 来说 来要 来找 来咨 来求 来了 来修 来看 来我 来此 来不 来人 来后 扣款 扣费 扣押 扣分 扣留 扣除
    扣钱 扣工 扣我 扣下 扣了 扣住 扣发 扣车 扣减 一直 一家 一个 一次 一再 一样 一天 一年 一人 一行 一方 一事 一名 一户 一起
    """.split(whereSeparator: \.isWhitespace).map(MaskLexicon.pair))
}
