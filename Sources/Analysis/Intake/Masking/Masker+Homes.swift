extension Masker {
  /// A flat told by its side: 「3幢四楼西户」, 「6幢东户」; `offset` is that of 户 or 室.
  mutating func sideDoor(_ text: Span<UInt8>, _ offset: Int) {
    let next = offset &+ 3
    guard offset >= 6,
      next >= text.count || !Self.afterFlats.contains(UTF8Text.scalar(text, next).value)
    else { return }
    let side = UTF8Text.scalar(before: offset, in: text)
    guard Self.sides.contains(side.value) else { return }
    var start = offset &- side.length
    var hasFloor = false
    let floor = UTF8Text.scalar(before: start, in: text)
    if Self.floors.contains(floor.value) {
      var cursor = start &- floor.length
      while cursor > 0, let length = Self.storey(text, before: cursor) { cursor &-= length }
      if cursor < start &- floor.length {
        start = cursor
        hasFloor = true
      }
    }
    let isIn = Self.houses.contains { UTF8Text.has($0, before: start, in: text) }
    if isIn || hasFloor { found(.door, start, next) }
  }

  private static func storey(_ text: Span<UInt8>, before end: Int) -> Int? {
    if text[end &- 1] &- 0x30 <= 9 { return 1 }
    let (value, length) = UTF8Text.scalar(before: end, in: text)
    return storeys.contains(value) ? length : nil
  }

  /// The house number of a home: 「家住青年路118号」; nil where nothing says that somebody lives there.
  func homeEnd(_ text: Span<UInt8>, _ group: NumberRun.Group) -> Int? {
    guard group.count <= 4, UTF8Text.has(Self.numberWord, at: group.end, in: text),
      isHouseNumber(text, group.end)
    else { return nil }
    let end = group.end &+ Self.numberWord.count
    if end < text.count, Self.afterNumbers.contains(UTF8Text.scalar(text, end).value) {
      return nil
    }
    var cursor = group.start
    for _ in 0..<16 where cursor >= 3 {
      if Self.homeWords.contains(where: { UTF8Text.has($0, before: cursor, in: text) }) {
        return end
      }
      let (value, length) = UTF8Text.scalar(before: cursor, in: text)
      if !UTF8Text.isHan(value), value != 0xff1a, value != 0x3a, value != 0x20 { return nil }
      cursor &-= length
    }
    return nil
  }

  /// The end of a room with its part: 「502-1室」.
  func partEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
    guard end &+ 1 < text.count, text[end] == UInt8(ascii: "-"), text[end &+ 1] &- 0x30 <= 9
    else { return end }
    var cursor = end &+ 1
    while cursor < text.count, text[cursor] &- 0x30 <= 9 { cursor &+= 1 }
    return cursor &- end <= 3 && UTF8Text.has(Self.roomWord, at: cursor, in: text)
      ? cursor &+ Self.roomWord.count : end
  }

  /// Whether a single digit is a village's house: 「12组8号」.
  func isSingleHouse(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    UTF8Text.has(Self.numberWord, at: end, in: text)
      && (UTF8Text.has(Self.groupWord, before: start, in: text)
        || start >= 3
          && lexicon.roles[UTF8Text.scalar(before: start, in: text).value].contains(.site))
  }

  private static func scalars(_ text: String) -> Set<UInt32> {
    Set(text.unicodeScalars.map(\.value))
  }

  private static let sides = scalars("东西南北中左右")
  private static let floors = scalars("楼层")
  private static let storeys = scalars("一二三四五六七八九十顶底")
  private static let houses = ["幢", "栋", "单元", "号楼", "座", "#", "梯", "门"].map { Array($0.utf8) }
  /// 户型, 户口, 室外: words that go on behind.
  private static let afterFlats = scalars("型口籍外内")
  private static let numberWord = Array("号".utf8)
  private static let groupWord = Array("组".utf8)
  private static let roomWord = Array("室".utf8)
  private static let afterNumbers = scalars("楼线井机店门院")
  private static let homeWords = ["家住", "住在", "住址", "居住于", "户籍地", "户籍地址", "居住地", "住于", "现住", "我家在"]
    .map {
      Array($0.utf8)
    }
}
