internal import Language

/// Reads what tells neighbours apart: building, village group, house number, side.
enum PlaceNumbers {
  /// Full-width digits become ASCII; punctuation stays.
  static let plain = TextNormalizer()

  /// Sets what a text names and the facts do not have yet.
  static func read(_ text: Span<UInt32>, into facts: inout RequestFacts) {
    var index = 0
    while index < text.count {
      let scalar = text[index]
      if scalar &- 0x30 < 10 {
        index = readNumber(text, index, into: &facts)
        continue
      }
      if facts.side == 0 { readSide(text, index, into: &facts) }
      index += 1
    }
  }

  private static func readNumber(
    _ text: Span<UInt32>, _ start: Int, into facts: inout RequestFacts
  ) -> Int {
    var end = start
    var number: Int32 = 0
    while end < text.count, text[end] &- 0x30 < 10 {
      if end - start < 5 { number = number * 10 + Int32(text[end] &- 0x30) }
      end += 1
    }
    guard end - start <= 4, number > 0 else { return end }
    let next = end < text.count ? text[end] : 0
    let afterNext = end + 1 < text.count ? text[end + 1] : 0
    let before = start > 0 ? text[start - 1] : 0
    switch next {
    case 0x680B, 0x5E62, 0x5EA7, 0x23:  // 栋 幢 座 #
      set(&facts.building, number)
    case 0x53F7:  // 号
      if afterNext == 0x697C {  // 楼
        set(&facts.building, number)
      } else if before == 0x8DEF || before == 0x8857 || before == 0x5DF7 || before == 0x9053 {
        set(&facts.houseNumber, number)  // 路 街 巷 道
      }
    case 0x7EC4, 0x961F:  // 组 队
      set(&facts.group, number)
    case 0x6751:  // 村, as in 第3村民小组
      if afterNext == 0x6C11 { set(&facts.group, number) }
    case 0x2D:  // -
      if afterNext &- 0x30 < 10, isEndOfName(before) { set(&facts.building, number) }
    default: break
    }
    return end
  }

  private static func set(_ value: inout Int32, _ number: Int32) {
    if value == 0 { value = number }
  }

  private static func isEndOfName(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x82D1, 0x56ED, 0x6751, 0x533A, 0x5EAD, 0x5E9C, 0x5BD3, 0x90B8, 0x9986, 0x57CE, 0x5C45,
      0x91CC, 0x671F:
      true  // 苑园村区庭府寓邸馆城居里期
    default: false
    }
  }

  private static func readSide(_ text: Span<UInt32>, _ index: Int, into facts: inout RequestFacts) {
    let direction: UInt64
    switch text[index] {
    case 0x4E1C: direction = 1  // 东
    case 0x5357: direction = 2  // 南
    case 0x897F: direction = 3  // 西
    case 0x5317: direction = 4  // 北
    default: return
    }
    guard index + 1 < text.count else { return }
    switch text[index + 1] {
    case 0x95E8: facts.side = 10 + direction  // 门
    case 0x4FA7: facts.side = 20 + direction  // 侧
    case 0x5927:  // 大(门)
      if index + 2 < text.count, text[index + 2] == 0x95E8 { facts.side = 10 + direction }
    default: return
    }
  }
}
