extension Masker {
  /// Rooms in the run of digits last read: the room is masked, the building stays.
  mutating func doors(_ text: Span<UInt8>) {
    for index in run.groups.indices where !run.groups[index].isTaken {
      let group = run.groups[index]
      guard group.count <= 5 else { continue }
      if let end = roomEnd(text, group, index).map({ partEnd(text, $0) })
        ?? homeEnd(text, group)
      {
        var start = group.start
        // 「A302室」「302-1室」: what hangs on the room belongs to it.
        while start > 0, isLatin(text[start &- 1]) { start &-= 1 }
        found(.door, start, end)
        run.groups[index].isTaken = true
      }
    }
  }

  /// The end of the room that a group names; nil when it names none.
  private func roomEnd(_ text: Span<UInt8>, _ group: NumberRun.Group, _ index: Int) -> Int? {
    let next = group.end
    if group.count >= 2, UTF8Text.has(Words.room, at: next, in: text),
      !isLayout(text, next &+ 3)
    {
      return next &+ 3
    }
    for word in Words.numberedRooms where UTF8Text.has(word, at: next, in: text) {
      return group.count >= 2 ? next &+ word.count : nil
    }
    if group.count >= 3, UTF8Text.has(Words.flat, at: next, in: text) {
      let (after, _) = next &+ 3 < text.count ? UTF8Text.scalar(text, next &+ 3) : (0, 0)
      if !Words.afterFlat.contains(after) { return next &+ 3 }
    }
    // A house of a village: 「五组12号」.
    if group.count <= 3, UTF8Text.has(Words.house, at: next, in: text),
      UTF8Text.has(Words.villageGroup, before: group.start, in: text), group.start >= 4,
      text[group.start &- 4] >= 0x80 || text[group.start &- 4] &- 0x30 <= 9
    {
      let (after, _) = next &+ 3 < text.count ? UTF8Text.scalar(text, next &+ 3) : (0, 0)
      return Words.afterHouse.contains(after) ? nil : next &+ 3
    }
    guard group.count == 3 || group.count == 4, isRoomNumber(group) else { return nil }
    guard
      followsBuilding(text, group) || endsTriple(text, index) || continuesDoors(group, index)
        || Self.besideHome.contains(where: { UTF8Text.has($0, before: group.start, in: text) }),
      !isYear(text, group)
    else {
      return nil
    }
    for word in Words.doorEnds where UTF8Text.has(word, at: next, in: text) {
      return next &+ word.count
    }
    // 「602天天跳绳」 is no measure of days.
    return lexicon.roles[next < text.count ? UTF8Text.scalar(text, next).value : 0]
      .contains(.measure) && !UTF8Text.has(Words.daily, at: next, in: text) ? nil : next
  }

  /// Whether a group goes on with a list of rooms: 「15幢201、202」.
  private func continuesDoors(_ group: NumberRun.Group, _ index: Int) -> Bool {
    guard index > 0, group.gap == .list, run.groups[index &- 1].isTaken,
      run.groups[index &- 1].count == group.count
    else { return false }
    return ranges.last.map { $0.mask == .door && $0.end == run.groups[index &- 1].end } ?? false
  }

  /// Floor and flat: the last two digits count from 01 to 20.
  private func isRoomNumber(_ group: NumberRun.Group) -> Bool {
    let value = run.value(group.first, group.count)
    return (1...20).contains(value % 100) && value / 100 >= 1 && value / 100 <= 60
  }

  /// Whether four digits are rather a year: set apart, or followed by a month.
  private func isYear(_ text: Span<UInt8>, _ group: NumberRun.Group) -> Bool {
    guard group.count == 4, (1990...2039).contains(run.value(group.first, 4)) else { return false }
    if group.start > 0, text[group.start &- 1] == 0x20 || text[group.start &- 1] == 0x8c {
      return true
    }
    guard group.end < text.count else { return false }
    let next = text[group.end]
    return next == UInt8(ascii: "-") || next == UInt8(ascii: ".") || next == UInt8(ascii: "/")
  }

  /// Whether a building, stair or house number stands right before a group.
  private func followsBuilding(_ text: Span<UInt8>, _ group: NumberRun.Group) -> Bool {
    var end = group.start
    // 「22幢甲602」
    if end >= 3, Words.wings.contains(UTF8Text.scalar(before: end, in: text).value) { end &-= 3 }
    while end > 0 {
      if text[end &- 1] == 0x20 || text[end &- 1] == UInt8(ascii: "-")
        || text[end &- 1] == UInt8(ascii: ",")
      {
        end &-= 1
      } else if UTF8Text.has(Words.comma, before: end, in: text)
        || UTF8Text.has(Words.dash, before: end, in: text)
      {
        end &-= 3
      } else {
        break
      }
    }
    for word in Words.buildings where UTF8Text.has(word, before: end, in: text) {
      let digit = end &- word.count &- 1
      return digit >= 0
        && (text[digit] &- 0x30 <= 9 || text[digit] >= 0x80 || isLatin(text[digit])
          || text[digit] == UInt8(ascii: "#"))
    }
    return UTF8Text.has(Words.house, before: end, in: text) && isHouseNumber(text, end &- 3)
  }

  /// Whether the digits before an offset are a house number: a road or village stands before them.
  func isHouseNumber(_ text: Span<UInt8>, _ end: Int) -> Bool {
    var start = end
    while start > 0, text[start &- 1] &- 0x30 <= 9 { start &-= 1 }
    guard start < end, start >= 3 else { return false }
    return lexicon.roles[UTF8Text.scalar(before: start, in: text).value].contains(.site)
  }

  /// Whether a group ends `3-2-502`, or `12-302` behind the name of a compound.
  private func endsTriple(_ text: Span<UInt8>, _ index: Int) -> Bool {
    var first = index
    while first > 0, index &- first < 2, run.groups[first].gap == .soft,
      text[run.groups[first].start &- 1] == UInt8(ascii: "-"),
      run.groups[first &- 1].count <= 2, !run.groups[first &- 1].isTaken
    {
      first &-= 1
    }
    if first == index { return false }
    var start = run.groups[first].start
    // 「b18-7-602」「B1-1502」
    if start >= 1, isLatin(text[start &- 1]), start == 1 || !isLatin(text[start &- 2]) {
      return true
    }
    // 「1号楼-2-301」
    if start >= 1, text[start &- 1] == UInt8(ascii: "-") { start &-= 1 }
    if start == 0 { return true }
    guard start >= 3 else { return false }
    let before = UTF8Text.scalar(before: start, in: text).value
    if Words.beforePairs.contains(before) { return true }
    if lexicon.roles[before].contains(.site) { return true }
    let year = run.value(run.groups[index].first, run.groups[index].count)
    return index &- first == 2 && UTF8Text.isHan(before) && !(1900...2099).contains(year)
  }

  /// Whether 室 goes on as in 「3室2厅」.
  private func isLayout(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard start < text.count else { return false }
    let (value, length) = UTF8Text.scalar(text, start)
    // 「804室厨房」 and 「804室卫生间」 are in a room.
    if value == 0x5385 { return true }  // 厅
    guard NumberRun.digit(text, start) != nil || value == 0x4e24, start &+ length < text.count
    else { return false }
    return Words.layout.contains(UTF8Text.scalar(text, start &+ length).value)
  }

  /// Neighbours in the house, told by their room.
  private static let besideHome = ["楼上", "楼下", "对门", "隔壁", "家住"].map { Array($0.utf8) }

  func isLatin(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

  private enum Words {
    static let room = Array("室".utf8)
    static let numberedRooms = ["号室", "号房", "房间", "室内"].map { Array($0.utf8) }
    static let flat = Array("房".utf8)
    static let afterFlat = Set("产屋价款租地型东子贷源主客改".unicodeScalars.map(\.value))
    static let doorEnds = ["号", "户", "房"].map { Array($0.utf8) }
    static let buildings = ["幢", "栋", "号楼", "座", "单元", "#", "号院", "楼", "梯", "门洞", "门"].map {
      Array($0.utf8)
    }
    static let house = Array("号".utf8)
    static let villageGroup = Array("组".utf8)
    static let afterHouse = Set("楼线路电井机工院".unicodeScalars.map(\.value))
    static let daily = Array("天天".utf8)
    static let wings = scalars("甲乙丙丁东西")
    /// What a building's and a room's number stand behind without any word: 「，12-302漏水」「家住3-1203」.
    static let beforePairs = scalars("，。；！住")
    static let comma = Array("，".utf8)
    static let dash = Array("—".utf8)
    static let layout = scalars("厅卫厨")

    private static func scalars(_ text: String) -> Set<UInt32> {
      Set(text.unicodeScalars.map(\.value))
    }
  }
}
