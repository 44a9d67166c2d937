extension Masker {
  /// The last group of the account that the run's groups make together behind 账号 or 卡号.
  func account(_ context: NumberContext) -> Int? {
    guard context.hasCardCueBeside else { return nil }
    var total = run.groups[0].count
    var last = 0
    while last &+ 1 < run.groups.count, run.groups[last &+ 1].gap == .soft {
      last &+= 1
      total &+= run.groups[last].count
    }
    return last > 0 && (12...21).contains(total) ? last : nil
  }

  /// `+86-523-86880001`: the country's code, the area code without its zero, the number.
  func foreignForm(_ index: Int) -> Int? {
    let code = run.groups[index]
    guard (2...4).contains(code.count), run.value(code.first, code.count) == 86,
      index &+ 2 < run.groups.count
    else { return nil }
    let (area, number) = (run.groups[index &+ 1], run.groups[index &+ 2])
    let fits =
      area.gap == .soft && number.gap == .soft && (2...3).contains(area.count)
      && run.digits[area.first] != 0 && (7...8).contains(number.count)
    return fits && !area.isTaken && !number.isTaken ? index &+ 2 : nil
  }

  /// A mobile number in groups that would be something else by themselves: `142-04246931`; spelled
  /// numbers may be divided by commas: 「一四零，零零六七，八八九九」.
  func dividedMobile(_ text: Span<UInt8>, _ index: Int, _ context: NumberContext) -> Int? {
    let group = run.groups[index]
    guard group.count >= 3, group.count < 11, run.digits[group.first] == 1,
      run.digits[group.first &+ 1] >= 3
    else { return nil }
    if let last = run.composite(from: index, count: 11, across: false),
      !context.isMeasured(text, run.groups[last].end)
    {
      return last
    }
    guard index &+ 2 < run.groups.count, group.count == 3 else { return nil }
    for next in index...(index &+ 2) {
      let part = run.groups[next]
      guard part.count == (next == index ? 3 : 4), !part.isTaken,
        part.end &- part.start == 3 &* part.count || context.hasPhoneCue
      else { return nil }
    }
    return index &+ 2
  }

  /// Whether nothing but a slash divides a group from the next: `0523/86880001`.
  func isSlashed(_ text: Span<UInt8>, _ index: Int) -> Bool {
    let end = run.groups[index].end
    return text[end] == UInt8(ascii: "/") && run.groups[index &+ 1].start == end &+ 1
  }

  /// The end of a phone with the extension behind it: `86880001转801`.
  func extensionEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
    var cursor = end
    for word in Self.extensionWords where UTF8Text.has(word, at: end, in: text) {
      cursor &+= word.count
      break
    }
    if cursor == end { return end }
    let start = cursor
    while cursor < text.count, text[cursor] &- 0x30 <= 9 { cursor &+= 1 }
    guard (2...5).contains(cursor &- start) else { return end }
    if cursor < text.count,
      lexicon.roles[UTF8Text.scalar(text, cursor).value].contains(.measure)
    {
      return end
    }
    return cursor
  }

  /// `224001使`: six digits before the sign of an embassy or consulate.
  func isEmbassy(_ text: Span<UInt8>, _ group: NumberRun.Group) -> Bool {
    guard Self.missions.contains(where: { UTF8Text.has($0, at: group.end, in: text) }) else {
      return false
    }
    let next = group.end &+ 3
    return next >= text.count || !Self.afterMissions.contains(UTF8Text.scalar(text, next).value)
  }

  private static let extensionWords = ["转分机", "转", "分机"].map { Array($0.utf8) }
  private static let missions = ["使", "领"].map { Array($0.utf8) }
  /// 使用, 使得, 领取: what makes a word of 使 and 领.
  private static let afterMissions = Set("用得人其劲取导到了走券".unicodeScalars.map(\.value))
}
