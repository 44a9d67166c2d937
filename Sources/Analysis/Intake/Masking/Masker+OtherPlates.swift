extension Masker {
  /// Plates of digits: `使001234` of embassies, `苏12-01234` of farm machines.
  mutating func numericPlate(_ text: Span<UInt8>, _ sign: Int, _ start: Int) -> Int? {
    var cursor = start
    while cursor < text.count, text[cursor] &- 0x30 <= 9 { cursor &+= 1 }
    if Self.missionSigns.contains(UTF8Text.scalar(text, sign).value) {
      guard cursor &- start == 6 else { return nil }
      found(.plate, sign, cursor)
      return cursor
    }
    guard cursor &- start == 2, cursor < text.count,
      text[cursor] == UInt8(ascii: "-") || text[cursor] == 0x20
    else { return nil }
    let number = cursor &+ 1
    cursor = number
    var digits = 0
    while cursor < text.count, cursor &- number < 6 {
      if text[cursor] &- 0x30 <= 9 { digits &+= 1 } else if !isLatin(text[cursor]) { break }
      cursor &+= 1
    }
    guard cursor &- number == 5, digits >= 4 else { return nil }
    if cursor < text.count,
      lexicon.roles[UTF8Text.scalar(text, cursor).value].contains(.measure)
    {
      return nil
    }
    found(.plate, sign, cursor)
    return cursor
  }

  /// `泰州012345`, `海陵A01234` behind 号牌: plates of electric bicycles start with the place.
  mutating func localPlate(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var cursor = start
    var place = 0
    while cursor < text.count, place < 4 {
      let (value, length) = UTF8Text.scalar(text, cursor)
      guard UTF8Text.isHan(value), !lexicon.roles[value].contains(.function) else { break }
      cursor &+= length
      place &+= 1
    }
    guard (2...3).contains(place) else { return nil }
    let code = cursor
    if cursor < text.count, isLatin(text[cursor]) { cursor &+= 1 }
    let number = cursor
    while cursor < text.count, text[cursor] &- 0x30 <= 9 { cursor &+= 1 }
    guard (4...7).contains(cursor &- number), cursor &- code >= 5 else { return nil }
    if cursor < text.count,
      lexicon.roles[UTF8Text.scalar(text, cursor).value].contains(.measure)
    {
      return nil
    }
    found(.plate, start, cursor)
    return cursor
  }

  /// `南字第00123456号`: the number of a soldier's or officer's card.
  mutating func serviceNumber(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard start < text.count else { return nil }
    let (value, length) = UTF8Text.scalar(text, start)
    guard UTF8Text.isHan(value), UTF8Text.has(Self.series, at: start &+ length, in: text) else {
      return nil
    }
    let number = start &+ length &+ Self.series.count
    var cursor = number
    while cursor < text.count, text[cursor] &- 0x30 <= 9 { cursor &+= 1 }
    guard cursor &- number >= 5 else { return nil }
    if UTF8Text.has(Self.numberSign, at: cursor, in: text) { cursor &+= Self.numberSign.count }
    found(.idNumber, start, cursor)
    return cursor
  }

  private static let missionSigns = Set("使领".unicodeScalars.map(\.value))
  private static let series = Array("字第".utf8)
  private static let numberSign = Array("号".utf8)
}
