/// What stands around a name and says whether it is the place meant.
struct PlaceContext: Sendable {
  /// Words that tell where somebody comes from, not where something happened.
  static let originWords = [
    "户籍在", "户籍地", "户籍是", "户籍为", "户籍所在", "户口在", "户口是", "户口所在", "户口本", "老家", "籍贯", "原籍", "祖籍", "娘家",
  ]

  /// Characters after a short name that make it part of a longer one, such as a road's.
  private let roads: Set<UInt32>
  /// Characters that may stand between a short name and one of `roads`.
  private let roadParts: Set<UInt32>
  /// Characters before a short name after which a place is to be expected.
  private let leads: Set<UInt32>

  init() {
    roads = Self.set("路街巷弄河港桥道湾湖园苑庄村人话")
    roadParts = Self.set("大东西南北中新小公花")
    leads = Self.set("在到住于来市区县省镇往去自由从是为")
  }

  private static func set(_ characters: String) -> Set<UInt32> {
    Set(characters.unicodeScalars.map(\.value))
  }

  /// Whether a name of two characters stands for itself and not within another word.
  ///
  /// - Parameters:
  ///   - text: The text it stands in.
  ///   - start: Where it starts.
  ///   - end: Where it ends.
  ///   - followsName: Whether another name ends where it starts.
  func standsAlone(in text: Span<UInt8>, _ start: Int, _ end: Int, followsName: Bool) -> Bool {
    let next = Self.han(at: end, in: text)
    if roads.contains(next) { return false }
    if roadParts.contains(next), roads.contains(Self.han(at: end + 3, in: text)) { return false }
    if followsName { return true }
    let previous = Self.han(before: start, in: text)
    return previous == 0 || leads.contains(previous)
  }

  /// The ideograph that starts at an offset; 0 where there is none.
  static func han(at offset: Int, in text: Span<UInt8>) -> UInt32 {
    guard offset >= 0, offset &+ 3 <= text.count else { return 0 }
    return scalar(text[offset], text[offset &+ 1], text[offset &+ 2])
  }

  /// The ideograph that ends at an offset; 0 where there is none.
  static func han(before offset: Int, in text: Span<UInt8>) -> UInt32 {
    han(at: offset &- 3, in: text)
  }

  private static func scalar(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
    guard first & 0xF0 == 0xE0, second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return 0 }
    let value =
      UInt32(first & 0xF) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
    return value &- 0x4E00 < 0x5200 ? value : 0
  }

  /// Whether two spans lie in one clause: near each other, with no stop or comma between.
  static func sameClause(_ first: Range<Int>, _ second: Range<Int>, in text: Span<UInt8>) -> Bool {
    let from = min(first.upperBound, second.upperBound)
    let to = max(first.lowerBound, second.lowerBound)
    if to - from > 30 { return false }
    var offset = from
    while offset < to {
      if text[offset] & 0xC0 != 0x80, han(at: offset, in: text) == 0 { return false }
      offset += 3
    }
    return true
  }
}

extension PlaceContext {
  /// Words before the road that crosses or bounds another.
  private static let joints: [[UInt8]] = ["与", "和", "跟", "及", "至", "到", "靠近", "靠", "、"].map {
    Array($0.utf8)
  }
  /// Words after it.
  private static let meetings: [[UInt8]] =
    ["交叉", "交汇", "交界", "路口", "口", "十字", "丁字", "段", "之间", "中间", "相交", "的交"].map { Array($0.utf8) }

  /// Whether a name only bounds the place: 乙路 in 甲路与乙路交叉口, 甲路至乙路段.
  static func isSecondary(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
    joints.contains { ends(text, start, with: $0) }
      && meetings.contains { begins(text, end, with: $0) }
  }

  /// Whether what stands before an offset ends with a word.
  static func ends(_ text: [UInt8], _ offset: Int, with word: [UInt8]) -> Bool {
    guard offset >= word.count else { return false }
    for index in 0..<word.count where text[offset - word.count + index] != word[index] {
      return false
    }
    return true
  }

  /// Whether a word stands at an offset.
  static func begins(_ text: [UInt8], _ offset: Int, with word: [UInt8]) -> Bool {
    guard offset + word.count <= text.count else { return false }
    for index in 0..<word.count where text[offset + index] != word[index] { return false }
    return true
  }
}
