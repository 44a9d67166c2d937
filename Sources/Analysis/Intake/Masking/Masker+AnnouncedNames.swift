extension Masker {
  /// The names that go on behind one: 「业主游勇、游刚」; gives the byte behind the last.
  mutating func namesListed(_ text: Span<UInt8>, _ start: Int) -> Int {
    var last = start
    while UTF8Text.has(Self.enumerationComma, at: last, in: text) {
      let next = last &+ Self.enumerationComma.count
      guard
        let end = clauseName(text, next) ?? announcedEnd(text, next, isLabel: true),
        end &- next >= 6
      else { return last }
      let follows = end < text.count ? UTF8Text.scalar(text, end).value : 0
      guard !UTF8Text.isHan(follows) || Self.afterLists.contains(follows) else { return last }
      found(.name, next, end)
      last = end
    }
    return last
  }

  /// The end of a name in parts: 阿依古丽·买买提; nil when no point divides the characters.
  func foreignEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var cursor = start
    var count = 0
    var points = 0
    while cursor < text.count, count < 16 {
      let (value, length) = UTF8Text.scalar(text, cursor)
      if value == 0xb7 || value == 0x2022 || value == 0x30fb {
        guard count >= 2 else { return nil }
        points &+= 1
      } else if !UTF8Text.isHan(value) || endsForeign(value, isBehindPoint: points > 0) {
        break
      } else if points == 0, count >= 6 {
        return nil
      }
      cursor &+= length
      count &+= 1
    }
    return points > 0 && count >= 5 ? cursor : nil
  }

  /// Whether a character ends a name in parts: grammar, and behind the point what stands nowhere in a name.
  private func endsForeign(_ value: UInt32, isBehindPoint: Bool) -> Bool {
    let roles = lexicon.roles[value]
    return roles.contains(.function)
      || isBehindPoint && (value == 0x4e0d || roles.isSuperset(of: [.notFirst, .notSecond]))  // 不
  }

  /// The end of a name whose characters are set apart by blanks: 「王 明」「李 秀 英」.
  func spacedEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard start &+ 7 <= text.count,
      lexicon.roles[UTF8Text.scalar(text, start).value].contains(.surname)
    else { return nil }
    var end = start &+ 3
    for _ in 0..<2 {
      guard end &+ 4 <= text.count, text[end] == 0x20,
        UTF8Text.isHan(UTF8Text.scalar(text, end &+ 1).value)
      else { break }
      end &+= 4
    }
    guard end > start &+ 3, end == text.count || !UTF8Text.isHan(UTF8Text.scalar(text, end).value)
    else { return nil }
    return end
  }

  /// The surname behind 「我姓」, when no word goes on with it.
  mutating func surnameAlone(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard findsNames, start &+ 3 <= text.count,
      lexicon.roles[UTF8Text.scalar(text, start).value].contains(.surname)
    else { return nil }
    let end = start &+ 3
    let next = end < text.count ? UTF8Text.scalar(text, end).value : 0
    guard !UTF8Text.isHan(next) || next == 0x7684 else { return nil }
    found(.name, start, end)
    return givenAlone(text, end)
  }

  /// The given name behind a surname told alone: 「姓卜，名一凡」.
  private mutating func givenAlone(_ text: Span<UInt8>, _ surname: Int) -> Int {
    guard UTF8Text.has(Self.givenCue, at: surname, in: text) else { return surname }
    let start = surname &+ Self.givenCue.count
    var end = start
    while end < text.count, end &- start <= 6, UTF8Text.isHan(UTF8Text.scalar(text, end).value) {
      end &+= 3
    }
    guard end > start, end &- start <= 6 else { return surname }
    found(.name, start, end)
    return end
  }

  private static let givenCue = Array("，名".utf8)
  private static let enumerationComma = Array("、".utf8)
  private static let afterLists: Set<UInt32> = Set("等和与的都两三四五均".unicodeScalars.map(\.value))
}
