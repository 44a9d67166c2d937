/// What stands behind a place's name and belongs to it: 12号楼, 与乙路交叉口, 东侧, 3组.
///
/// The number of a building stays; rooms are masked before, and end the span.
struct PlaceTail {
  private(set) var pattern: PlacePattern
  /// The offset behind it.
  private(set) var end: Int32

  private static let buildings = words("号楼 栋 幢 座 # 号院")
  private static let groups = words("组 队 村民小组 社")
  private static let stops = words("公交站 公交车站 公交站台 站台 站牌 候车亭 公交站牌 公交候车亭")
  private static let sides = words(
    "对面 对过 斜对面 附近 旁边 旁 隔壁 门口 大门口 大门 楼下 后面 前面 背后 周边 周围 入口 出口 边上 沿线 一带")
  private static let directions = words(
    "东 南 西 北 东南 东北 西南 西北")
  private static let directed = words("侧 边 面 门 大门 头 首 角 边上 端 向")
  private static let joints = words("与 和 跟 及 、 /")
  private static let meetings = words(
    "交叉口 交叉路口 交汇处 交汇口 交界处 交界 路口 十字路口 丁字路口 交叉处 十字口 交汇")
  private static let roads = words("路 街 大道 巷 公路 道")

  private static func words(_ list: String) -> [[UInt8]] {
    list.split(separator: " ").map { Array($0.utf8) }.sorted { $0.count > $1.count }
  }

  init(_ text: [UInt8], _ start: Int32, _ end: Int32, rank: PlaceFinder.Rank, isWater: Bool) {
    self.end = end
    pattern = rank <= .town ? .division : isWater ? .river : .name
    let offset = Int(end)
    if readNumber(text, offset, isRoad: rank == .road && !isWater) { return }
    if rank == .road, readCrossing(text, offset) { return }
    if let length = Self.length(Self.stops, text, offset) {
      set(.busStop, offset + length)
    } else if let length = Self.side(text, offset), rank > .town {
      set(isWater ? .river : .landmark, offset + length)
    }
  }

  private mutating func set(_ pattern: PlacePattern, _ end: Int) {
    self.pattern = pattern
    self.end = Int32(end)
  }

  /// The length of the longest word of a list that stands at an offset.
  private static func length(_ words: [[UInt8]], _ text: [UInt8], _ offset: Int) -> Int? {
    for word in words where PlaceContext.begins(text, offset, with: word) { return word.count }
    return nil
  }

  /// The value of a digit of either width at an offset, and its bytes.
  private static func digit(_ text: [UInt8], _ offset: Int) -> Int? {
    guard offset < text.count else { return nil }
    if text[offset] &- 0x30 < 10 { return 1 }
    guard offset + 2 < text.count, text[offset] == 0xEF, text[offset + 1] == 0xBC,
      text[offset + 2] &- 0x90 < 10
    else { return nil }
    return 3
  }

  private static let numerals: [[UInt8]] = words("一 二 三 四 五 六 七 八 九 十")
  private static let ordinal: [UInt8] = Array("第".utf8)
  private static let houseNumber: [UInt8] = Array("号".utf8)

  /// Reads 12号楼, 12号, 第3组, 三组.
  private mutating func readNumber(_ text: [UInt8], _ start: Int, isRoad: Bool) -> Bool {
    var offset = start
    if PlaceContext.begins(text, offset, with: Self.ordinal) { offset += Self.ordinal.count }
    let first = offset
    while offset - first < 15, let length = Self.digit(text, offset) { offset += length }
    if offset == first {
      while offset - first < 9, let length = Self.length(Self.numerals, text, offset) {
        offset += length
      }
      guard offset > first, let length = Self.length(Self.groups, text, offset) else {
        return false
      }
      set(.villageGroup, offset + length)
      return true
    }
    if let length = Self.length(Self.groups, text, offset) {
      set(.villageGroup, offset + length)
    } else if let length = Self.length(Self.buildings, text, offset) {
      set(.building, offset + length)
    } else if PlaceContext.begins(text, offset, with: Self.houseNumber) {
      set(isRoad ? .roadNumber : .building, offset + Self.houseNumber.count)
    } else {
      return false
    }
    return true
  }

  /// Reads 与乙路交叉口, 乙路路口, 路口.
  private mutating func readCrossing(_ text: [UInt8], _ start: Int) -> Bool {
    if let length = Self.length(Self.meetings, text, start) {
      set(.crossing, start + length)
      return true
    }
    guard let joint = Self.length(Self.joints, text, start) else { return false }
    var offset = start + joint
    // The other road: up to eight characters that end like one.
    for _ in 0..<8 {
      guard PlaceContext.han(at: offset, in: text.span) != 0 else { return false }
      if let road = Self.length(Self.roads, text, offset),
        let meeting = Self.length(Self.meetings, text, offset + road)
      {
        set(.crossing, offset + road + meeting)
        return true
      }
      offset += 3
    }
    return false
  }

  private static func side(_ text: [UInt8], _ start: Int) -> Int? {
    if let direction = length(directions, text, start),
      let side = length(directed, text, start + direction)
    {
      return direction + side
    }
    return length(sides, text, start)
  }
}
