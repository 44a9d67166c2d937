extension Masker {
  /// The address around an `@`; gives the byte behind it.
  mutating func email(_ text: Span<UInt8>, _ at: Int) -> Int {
    var start = at
    while start > 0, isMailByte(text[start &- 1]) { start &-= 1 }
    if start == at { return at &+ 1 }
    var end = at &+ 1
    while end < text.count, isMailByte(text[end]) { end &+= 1 }
    while end > at &+ 1, text[end &- 1] == UInt8(ascii: ".") { end &-= 1 }
    guard end &- at >= 3 else { return at &+ 1 }
    found(.email, start, end)
    return end
  }

  private func isMailByte(_ byte: UInt8) -> Bool {
    isLatin(byte) || byte &- 0x30 <= 9 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "%")
  }

  /// `苏M12345`, `苏M·D12345`: the plate whose province ends at `start`; gives the byte behind it.
  mutating func plate(_ text: Span<UInt8>, _ province: Int, _ start: Int) -> Int? {
    var cursor = start
    if cursor < text.count, text[cursor] == 0x20 { cursor &+= 1 }
    guard cursor < text.count else { return nil }
    if text[cursor] &- 0x30 <= 9 { return numericPlate(text, province, cursor) }
    guard isLatin(text[cursor]) else { return nil }
    cursor = skipPlateMarks(text, cursor &+ 1)
    var count = 0
    var digits = 0
    while cursor < text.count, count < 7 {
      let byte = text[cursor]
      if isLatin(byte) {
        cursor &+= 1
      } else if let (_, length) = NumberRun.digit(text, cursor) {
        digits &+= 1
        cursor &+= length
      } else {
        break
      }
      count &+= 1
    }
    guard count >= 3, count <= 6, digits >= 2 else { return nil }
    if count <= 4 {
      guard let suffix = Self.plateSuffixes.first(where: { UTF8Text.has($0, at: cursor, in: text) })
      else { return nil }
      cursor &+= suffix.count
    }
    found(.plate, province, cursor)
    return cursor
  }

  private func skipPlateMarks(_ text: Span<UInt8>, _ start: Int) -> Int {
    var cursor = start
    while cursor < text.count {
      let (value, length) = UTF8Text.scalar(text, cursor)
      switch value {
      case 0x20, 0x2d, 0x2e, 0xb7, 0x2022, 0x30fb: cursor &+= length
      default: return cursor
      }
    }
    return cursor
  }

  /// What a cue at an offset announces; gives the byte behind it, nil when there is none.
  mutating func cue(_ text: Span<UInt8>, _ offset: Int, _ first: UInt32) -> Int? {
    var next = 0
    while let (word, start) = cueWord(text, offset, first, from: next) {
      next = word &+ 1
      switch MaskLexicon.Cue(rawValue: lexicon.cues.tag(word)) {
      case .naming: if let end = name(text, start, isLabel: true, isNaming: true) { return end }
      case .called:
        if offset == 0 || !UTF8Text.isHan(UTF8Text.scalar(before: offset, in: text).value),
          findsNames, let end = clauseName(text, start)
        {
          found(.name, start, end)
          return end
        }
      case .label: if let end = name(text, start, isLabel: true) { return end }
      case .relation: if let end = name(text, start, isLabel: false) { return end }
      case .surname: if let end = surnameAlone(text, start) { return end }
      case .plate: if let end = shortCode(text, start, .plate) { return end }
      case .account: if let end = shortCode(text, start, .account) { return end }
      case .document: if let end = shortCode(text, start, .idNumber) { return end }
      case nil: break
      }
    }
    return nil
  }

  /// The first cue word from number `next` on that stands at an offset, and the byte behind it.
  private func cueWord(
    _ text: Span<UInt8>, _ offset: Int, _ first: UInt32, from next: Int
  ) -> (word: Int, end: Int)? {
    let words = lexicon.cues.words(startingWith: first)
    var word = max(next, words.lowerBound)
    while word < words.upperBound {
      if lexicon.cues.has(word, at: offset, in: text) {
        return (word, offset &+ lexicon.cues.byteCount(word))
      }
      word &+= 1
    }
    return nil
  }

  /// `QQ123456`, `vx: abc_123`; gives the byte to go on at.
  mutating func latinAccount(_ text: Span<UInt8>, _ offset: Int) -> Int {
    if offset > 0, isLatin(text[offset &- 1]) { return offset &+ 1 }
    for word in Self.accountWords {
      guard offset &+ word.count <= text.count else { continue }
      var matches = true
      for index in word.indices where text[offset &+ index] | 0x20 != word[index] {
        matches = false
      }
      if matches, let end = shortCode(text, offset &+ word.count, .account) { return end }
    }
    return offset &+ 1
  }

  /// Letters and digits behind a cue, past its filler words.
  private mutating func shortCode(_ text: Span<UInt8>, _ start: Int, _ mask: Mask) -> Int? {
    var cursor = start
    var fillers = 0
    while cursor < text.count, fillers < 8 {
      let (value, length) = UTF8Text.scalar(text, cursor)
      guard Self.codeFillers.contains(value) else { break }
      cursor &+= length
      fillers &+= 1
    }
    if cursor &+ 2 < text.count, text[cursor] | 0x20 == UInt8(ascii: "i"),
      text[cursor &+ 1] | 0x20 == UInt8(ascii: "d"), Self.afterID.contains(text[cursor &+ 2])
    {
      cursor &+= 3
    }
    if mask == .idNumber, let end = serviceNumber(text, cursor) { return end }
    if mask == .plate, let end = localPlate(text, cursor) { return end }
    let from = cursor
    var digits = 0
    if mask == .plate, cursor &+ 1 < text.count, isLatin(text[cursor]) {
      cursor = skipPlateMarks(text, cursor &+ 1)
    }
    while cursor < text.count {
      let byte = text[cursor]
      if byte &- 0x30 <= 9 {
        digits &+= 1
      } else if !isLatin(byte), byte != UInt8(ascii: "_"), byte != UInt8(ascii: "-") {
        break
      }
      cursor &+= 1
    }
    let count = cursor &- from
    let fits =
      mask == .plate
      ? (4...9).contains(count) && digits >= 2 : count >= (mask == .idNumber ? 7 : 5)
    guard fits, digits > 0 || count >= 6 else { return nil }
    if cursor < text.count, UTF8Text.scalar(text, cursor).value == 0x5143 { return nil }  // 元
    let isMobile =
      mask == .account && count == 11 && digits == 11 && text[from] == UInt8(ascii: "1")
      && text[from &+ 1] >= UInt8(ascii: "3")
    found(isMobile ? .phone : mask, from, cursor)
    return cursor
  }

  /// What stands behind `id` where it is a word.
  private static let afterID: Set<UInt8> = [0x20, UInt8(ascii: ":")]
  private static let plateSuffixes = ["警", "学", "挂", "港", "澳", "使", "领"].map { Array($0.utf8) }
  private static let accountWords = ["qq", "vx", "wx", "wechat", "weixin", "v信"].map {
    Array($0.utf8)
  }
  private static let codeFillers = Set(
    "号码牌是为：: （(\"“群同-—\u{b7}帐账转给加了我联系尾记得".unicodeScalars.map(\.value))
}
