extension Masker {
  /// The name behind a cue that ends at `start`; gives the byte behind it, nil when there is none.
  mutating func name(
    _ text: Span<UInt8>, _ start: Int, isLabel: Bool, isNaming: Bool = false
  ) -> Int? {
    guard findsNames else { return nil }
    var cursor = start
    var hasColon = false
    var fillers = 0
    while cursor < text.count, fillers < 4 {
      let (value, length) = UTF8Text.scalar(text, cursor)
      guard Self.nameFillers.contains(value) else { break }
      if value == 0x3a || value == 0xff1a { hasColon = true }
      cursor &+= length
      fillers &+= 1
    }
    if let end = foreignEnd(text, cursor) ?? transliteratedEnd(text, cursor) {
      found(.name, cursor, end)
      return end
    }
    if isLabel, hasColon, let end = latinName(text, cursor) {
      found(.name, cursor, end)
      return end
    }
    if isNaming, let end = clauseName(text, cursor) {
      found(.name, cursor, end)
      return namesListed(text, end)
    }
    if hasColon, let end = spacedEnd(text, cursor) {
      found(.name, cursor, end)
      return end
    }
    if let end = announcedEnd(text, cursor, isLabel: isLabel) {
      found(.name, cursor, end)
      return namesListed(text, end)
    }
    if isLabel, hasColon || isNaming, let end = standAlone(text, cursor, hasColon: hasColon) {
      found(.name, cursor, end)
      return end
    }
    return nil
  }

  /// The end of a name that starts at an offset with a surname; nil when none does.
  func nameEnd(_ text: Span<UInt8>, _ start: Int, isLabel: Bool) -> Int? {
    guard let surname = surnameEnd(text, start), surname < text.count else { return nil }
    // 「经理曲经理」「业主王先生」: no given name stands between.
    if startsTitle(text, surname) { return surname }
    let (given, length) = UTF8Text.scalar(text, surname)
    let roles = lexicon.roles[given]
    guard UTF8Text.isHan(given), !roles.contains(.function) else { return nil }
    // 「教练车苏M12345」
    if roles.contains(.province), surname &+ length < text.count, isLatin(text[surname &+ length]) {
      return nil
    }
    if lexicon.words.contains(MaskLexicon.pair(UTF8Text.scalar(text, start).value, given)) {
      return nil
    }
    if !isLabel, roles.contains(.notFirst) {
      guard endsName(text, surname &+ length, after: given) else { return nil }
    }
    let one = surname &+ length
    guard one < text.count else { return one }
    let (second, secondLength) = UTF8Text.scalar(text, one)
    guard UTF8Text.isHan(second), !lexicon.roles[second].contains(.function) else { return one }
    let two = one &+ secondLength
    // Up to the next sign or blank it is the name, whatever the characters.
    let endsThere =
      two == text.count || !UTF8Text.isHan(UTF8Text.scalar(text, two).value)
      || startsTitle(text, two)
    if endsThere || !lexicon.roles[second].contains(.notSecond) {
      return startsTitle(text, one) || isVerb(text, one) ? one : two
    }
    return isLateGiven(text, one) ? two : one
  }

  private func surnameEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard start &+ 3 <= text.count else { return nil }
    let (first, length) = UTF8Text.scalar(text, start)
    guard UTF8Text.isHan(first) else { return nil }
    let next = start &+ length
    if next < text.count {
      let (second, secondLength) = UTF8Text.scalar(text, next)
      if lexicon.compounds.contains(MaskLexicon.pair(first, second)) {
        return next &+ secondLength
      }
    }
    return lexicon.roles[first].contains(.surname) ? next : nil
  }

  func startsTitle(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    guard offset < text.count else { return false }
    return hasTitle(text, offset, UTF8Text.scalar(text, offset).value)
  }

  /// Whether a form of address stands at an offset, given the character there.
  private func hasTitle(_ text: Span<UInt8>, _ offset: Int, _ first: UInt32) -> Bool {
    let titles = lexicon.titles
    for word in titles.words(startingWith: first) where titles.has(word, at: offset, in: text) {
      return true
    }
    return false
  }

  /// Two to four characters up to the next sign, behind a label and a colon: a name by its place.
  private func standAlone(_ text: Span<UInt8>, _ start: Int, hasColon: Bool) -> Int? {
    var end = start
    var count = 0
    while end < text.count {
      let (value, length) = UTF8Text.scalar(text, end)
      guard UTF8Text.isHan(value) else { break }
      if Self.neverInNames.contains(value) { return nil }
      if !hasColon, !lexicon.roles[value].isDisjoint(with: [.function, .notFirst, .notSecond]) {
        return nil
      }
      end &+= length
      count &+= 1
      if count > 4 { return nil }
    }
    return count >= 2 && !isNobody(text, start, isCalled: !hasColon) ? end : nil
  }

  /// A surname and two characters of given names, without any word around it that says so.
  ///
  /// One of the two must be a character that hardly stands anywhere else, and the name of no road or
  /// compound may go on behind them.
  mutating func plainName(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard start &+ 9 <= text.count else { return nil }
    let surname = UTF8Text.scalar(text, start)
    let first = UTF8Text.scalar(text, start &+ surname.length)
    guard surname.length == 3, first.length == 3 else { return nil }
    let second = UTF8Text.scalar(text, start &+ 6)
    guard second.length == 3 else { return nil }
    let roles = (lexicon.roles[first.value], lexicon.roles[second.value])
    let strong = (roles.0.contains(.givenName), roles.1.contains(.givenName))
    // Most surnames are ordinary characters: nothing around them speaks of a person.
    guard strong.0 || strong.1 || roles.1.contains(.deed) || startsDeed(text, start &+ 9) else {
      return nil
    }
    if startsTitle(text, start &+ 3) { return nil }
    let isAmbiguous = Self.ambiguous.contains(surname.value)
    if strong.0, !isAmbiguous, second.value == 0x7684 || !UTF8Text.isHan(second.value) {  // 的
      found(.name, start, start &+ 6)
      return start &+ 6
    }
    if !isAmbiguous, UTF8Text.isHan(first.value),
      !lexicon.words.contains(MaskLexicon.pair(surname.value, first.value)),
      actsAsPerson(text, start, until: start &+ 6, words: Self.decisiveWords)
    {
      found(.name, start, start &+ 6)
      return start &+ 6
    }
    let isName =
      strong.0 && strong.1
      || !isAmbiguous
        && (strong.0 && roles.1.contains(.maybeGivenName)
          || strong.1 && roles.0.contains(.maybeGivenName))
    guard
      isName
        || !isAmbiguous && UTF8Text.isHan(first.value) && UTF8Text.isHan(second.value)
          && actsAsPerson(text, start, until: start &+ 9, words: Self.personalWords),
      !lexicon.words.contains(MaskLexicon.pair(surname.value, first.value)),
      !lexicon.words.contains(MaskLexicon.pair(first.value, second.value))
    else { return nil }
    let end = start &+ 9
    if end < text.count {
      let next = UTF8Text.scalar(text, end).value
      if lexicon.roles[next].contains(.site) { return nil }
      for word in Self.buildings where UTF8Text.has(word, at: end, in: text) { return nil }
    }
    found(.name, start, end)
    return end
  }

  private func startsDeed(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    offset < text.count && lexicon.roles[UTF8Text.scalar(text, offset).value].contains(.deed)
  }

  /// Whether a surname and what follows stand where a person does: at the start of a clause or behind a word
  /// such as 被, and before a word for what only people do or have.
  private func actsAsPerson(
    _ text: Span<UInt8>, _ start: Int, until end: Int, words: [[UInt8]]
  ) -> Bool {
    guard words.contains(where: { UTF8Text.has($0, at: end, in: text) }) else { return false }
    let last = UTF8Text.scalar(before: end, in: text).value
    if Self.officeEnds.contains(last) { return false }
    guard start >= 3 else { return true }
    let before = UTF8Text.scalar(before: start, in: text).value
    return !UTF8Text.isHan(before) || Self.beforePersons.contains(before)
  }

  /// What only people do or have, right behind their name.
  static let personalWords: [[UInt8]] = [
    "手机", "电话", "当初", "跑出", "跑路", "挪了", "称", "介绍", "答应", "承诺", "欠", "骂", "拒", "躲", "失联", "卷", "不接",
    "不还", "本人", "老婆",
  ].map { Array($0.utf8) }

  /// The same behind a name of two characters, which ordinary words resemble more.
  static let decisiveWords: [[UInt8]] = [
    "手机", "当初", "跑出", "跑路", "挪了", "介绍", "答应", "失联", "不接", "不还", "本人", "老婆",
  ].map { Array($0.utf8) }

  /// The last character of offices, which have telephones too: 管委会电话.
  private static let officeEnds: Set<UInt32> = Set(
    "处会局部所站室科队中司店院校厂园区楼行社办村镇市县线路".unicodeScalars.map(\.value))

  /// What stands right before a person's name inside a clause: 被, 由, 经, 找, 现, 是, 叫, 向, 跟, 和, 板, 版, 人.
  private static let beforePersons: Set<UInt32> = Set(
    "被由经找现是叫向跟和板版人".unicodeScalars.map(\.value))

  /// The name before a form of address: 王先生, 王小明女士.
  mutating func title(_ text: Span<UInt8>, _ offset: Int, _ first: UInt32) {
    guard offset >= 3, hasTitle(text, offset, first), !isShop(text, offset) else { return }
    var starts: [Int] = []
    var cursor = offset
    while cursor >= 3, starts.count < 4 {
      let (value, length) = UTF8Text.scalar(before: cursor, in: text)
      guard UTF8Text.isHan(value), !lexicon.roles[value].contains(.function) else { break }
      cursor &-= length
      starts.append(cursor)
    }
    for count in [4, 3, 2] where starts.count >= count {
      let start = starts[count &- 1]
      if let end = nameEnd(text, start, isLabel: false), end == offset {
        found(.name, start, offset)
        return
      }
    }
    guard let start = starts.first else { return }
    let surname = UTF8Text.scalar(text, start).value
    guard lexicon.roles[surname].contains(.surname) else { return }
    if starts.count > 1, Self.ambiguous.contains(surname) { return }
    found(.name, start, offset)
  }

  /// Names that stand right before or behind a phone.
  mutating func namesBeside(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    guard findsNames else { return }
    var cursor = start
    var steps = 0
    while cursor > 0, steps < 8 {
      let (value, length) = UTF8Text.scalar(before: cursor, in: text)
      if Self.besideFillers.contains(value) {
        cursor &-= length
      } else if let word = Self.besideWords.first(where: {
        UTF8Text.has($0, before: cursor, in: text)
      }) {
        cursor &-= word.count
      } else {
        break
      }
      steps &+= 1
    }
    nameBefore(text, cursor)
    cursor = end
    while cursor < text.count, Self.besideFillers.contains(UTF8Text.scalar(text, cursor).value) {
      cursor &+= UTF8Text.scalar(text, cursor).length
    }
    if cursor < text.count, let last = nameEnd(text, cursor, isLabel: true),
      last == text.count || !UTF8Text.isHan(UTF8Text.scalar(text, last).value)
    {
      found(.name, cursor, last)
    }
  }

  private mutating func nameBefore(_ text: Span<UInt8>, _ end: Int) {
    var cursor = end
    for count in 1...4 where cursor >= 3 {
      let (value, length) = UTF8Text.scalar(before: cursor, in: text)
      guard UTF8Text.isHan(value) else { return }
      cursor &-= length
      guard count >= 2 else { continue }
      let before = cursor == 0 ? 0 : UTF8Text.scalar(before: cursor, in: text).value
      let isBound = cursor == 0 || !UTF8Text.isHan(before) || Self.leadIns.contains(before)
      if isBound, nameEnd(text, cursor, isLabel: true) == end {
        found(.name, cursor, end)
        return
      }
    }
  }

  /// Lines at the end that hold a name and nothing else.
  mutating func signature(_ text: Span<UInt8>) {
    var end = text.count
    for _ in 0..<5 where end > 0 {
      var start = end
      while start > 0, text[start &- 1] != 0x0a, end &- start <= 60 { start &-= 1 }
      if start == 0 && end == text.count { return }
      if start > 0, text[start &- 1] != 0x0a { return }
      signatureLine(text, start, end)
      end = start &- 1
    }
  }

  private mutating func signatureLine(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    guard start < end else { return }
    // Two characters may be set apart: 「王 明」.
    let (first, length) = UTF8Text.scalar(text, start)
    let second = start &+ length
    if lexicon.roles[first].contains(.surname), second < end, text[second] == 0x20,
      end &- second == 4
    {
      found(.name, start, end)
      return
    }
    guard let last = nameEnd(text, start, isLabel: false) else { return }
    if last == end || text[last] == 0x20
      || Self.closings.contains(where: { UTF8Text.has($0, at: last, in: text) })
    {
      found(.name, start, last)
    }
  }

  /// The row's own name, address and the like, wherever they stand; blanks between characters
  /// do not hide them.
  mutating func findOwn(_ text: Span<UInt8>, _ own: OwnData) {
    for item in own.texts {
      let bytes = own.bytes.span.extracting(item.start..<item.end)
      guard bytes.count > 0 else { continue }
      var offset = 0
      while offset < text.count {
        if text[offset] == bytes[0], let ends = match(bytes, text, offset, kept: item.kept) {
          found(item.mask, ends.kept, ends.end)
          offset = ends.end
        } else {
          offset &+= 1
        }
      }
    }
  }

  /// Where a match of `bytes` ends, and where its readable part does.
  private func match(
    _ bytes: Span<UInt8>, _ text: Span<UInt8>, _ start: Int, kept: Int
  ) -> (kept: Int, end: Int)? {
    var offset = start
    var index = 0
    var keptEnd = start
    while index < bytes.count {
      if bytes[index] == 0x20 {
        index &+= 1
        continue
      }
      while offset < text.count, index > 0, text[offset] == 0x20 || text[offset] == 0x0a {
        offset &+= 1
      }
      guard offset < text.count, Self.folded(text[offset]) == Self.folded(bytes[index]) else {
        return nil
      }
      offset &+= 1
      index &+= 1
      if index <= kept { keptEnd = offset }
    }
    // A number must not go on: 「18号」 is not in 「118号」, nor 「502」 in 「5021」.
    if start > 0, kept == 0, bytes[0] &- 0x30 <= 9, text[start &- 1] &- 0x30 <= 9 { return nil }
    if offset < text.count, bytes[bytes.count &- 1] &- 0x30 <= 9, text[offset] &- 0x30 <= 9 {
      return nil
    }
    return (keptEnd, offset)
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
  }

  private static func scalars(_ text: String) -> Set<UInt32> {
    Set(text.unicodeScalars.map(\.value))
  }

  private static let nameFillers = scalars("：: 是叫为“\"「（(\n—-、")
  private static let buildings = [
    "花园", "公寓", "公司", "大厦", "大酒", "大药", "大桥", "小区", "小学", "广场", "新村", "新城", "名邸", "雅苑", "酒店", "饭店",
    "医院",
    "学校", "幼儿", "中学", "中心", "投资", "建筑", "建设", "建材", "物业", "置业", "实业", "集团", "有限", "科技", "商贸", "商行",
    "口腔", "诊所",
    "劳务", "工程", "嘉园", "公馆", "雅居", "佳苑",
  ].map { Array($0.utf8) }
  private static let besideFillers = scalars(" ，,：:（()）、/-—\n")
  private static let besideWords = [
    "联系电话", "联系方式", "手机号码", "手机号", "手机", "电话", "号码", "的", "tel", "Tel",
  ].map {
    Array($0.utf8)
  }
  private static let leadIns = scalars("人系是找为叫者主")
  /// What no name holds, even behind a label and a colon.
  private static let neverInNames = scalars("的了我你他她它这那不无未某称说")
  private static let closings = ["敬上", "谨上", "拜上", "敬启", "上", "敬", "，", "(", "（", "："].map {
    Array($0.utf8)
  }
  static let standIns = [
    "物业", "警察", "快递", "外卖", "救护", "城管", "救命", "本人", "没有", "不便", "不愿", "拒绝", "未提供", "暂无",
    "市民", "群众", "匿名", "居民", "业主", "村民", "网友", "女士", "先生", "同上", "不详", "保密", "热心", "部分", "多名", "全体",
  ].map { Array($0.utf8) }
  /// Surnames that end common words: 地方, 货车, 担任, 物管.
  private static let ambiguous = scalars("车方单任房管安常成连官党花关解曲盖商计查景保明文高")
}
