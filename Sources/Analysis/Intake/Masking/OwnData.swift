/// What a row says about its own person, in the form in which texts are searched for it.
struct OwnData {
  /// A number by its digits' values, or a piece of text.
  struct Item {
    var start: Int
    var end: Int
    var mask: Mask
    /// How many bytes at the front stay readable: the road before a house number.
    var kept = 0
  }

  /// The bytes of all items.
  private(set) var bytes: [UInt8] = []
  /// Phones and documents, as digit values.
  private(set) var numbers: [Item] = []
  /// Names, plates, mail addresses, home addresses, as text.
  private(set) var texts: [Item] = []

  /// Forgets everything.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
  }

  /// Adds the digits of a number; what has fewer than five is too common to be searched.
  mutating func add(number text: Span<UInt8>, as mask: Mask) {
    let start = bytes.count
    for index in 0..<text.count where text[index] &- 0x30 <= 9 { bytes.append(text[index] &- 0x30) }
    if bytes.count &- start >= 5 {
      numbers.append(Item(start: start, end: bytes.count, mask: mask))
    } else {
      bytes.removeSubrange(start...)
    }
  }

  /// Adds each number of a list divided by blanks.
  mutating func add(numbers text: Span<UInt8>, as mask: Mask) {
    var start = 0
    for offset in 0...text.count where offset == text.count || text[offset] == 0x20 {
      if offset > start { add(number: text.extracting(start..<offset), as: mask) }
      start = offset &+ 1
    }
  }

  /// Adds a text as it stands.
  mutating func add(text: Span<UInt8>, as mask: Mask, keeping kept: Int = 0) {
    let start = bytes.count
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    texts.append(Item(start: start, end: bytes.count, mask: mask, kept: kept))
  }

  /// Adds a person's name without its form of address; firms and stand-ins are no names.
  mutating func add(name text: Span<UInt8>) {
    var start = 0
    for offset in 0...text.count {
      guard offset == text.count || Self.dividesNames(text, offset) else { continue }
      if offset > start { add(singleName: text.extracting(start..<offset)) }
      start = offset &+ (offset < text.count && text[offset] >= 0xe0 ? 3 : 1)
    }
  }

  private mutating func add(singleName text: Span<UInt8>) {
    var end = text.count
    for title in Self.titles where UTF8Text.has(title, before: end, in: text) {
      end &-= title.count
      break
    }
    let name = text.extracting(0..<end)
    // One character is left to the words around it; from six on it is a firm.
    guard end >= 4, end <= 18 || (end <= 40 && name[0] < 0x80) else { return }
    // Inspectors go by numbers, which stand everywhere.
    guard (0..<end).contains(where: { name[$0] > 0x39 }) else { return }
    if Self.standIns.contains(where: { $0.count == end && UTF8Text.has($0, at: 0, in: name) }) {
      return
    }
    if Self.firms.contains(where: { UTF8Text.has($0, before: end, in: name) }) { return }
    add(text: name, as: .name)
  }

  /// Adds a home address: its number from the first digit on, and the road before it for context.
  mutating func add(address text: Span<UInt8>) {
    guard let digit = (0..<text.count).first(where: { text[$0] &- 0x30 <= 9 }) else { return }
    var start = digit
    for _ in 0..<2 where start > 0 {
      start &-= UTF8Text.scalar(before: start, in: text).length
    }
    if start < digit {
      add(
        text: text.extracting(start..<text.count), as: .door, keeping: digit &- start)
    }
    if isExact(text.extracting(digit..<text.count)) {
      add(text: text.extracting(digit..<text.count), as: .door)
    }
  }

  /// Adds a room, when it is more than a bare small number.
  mutating func add(room text: Span<UInt8>) {
    if isExact(text) { add(text: text, as: .door) }
  }

  /// Whether an address names a door by itself: a room, or a building and more.
  private func isExact(_ text: Span<UInt8>) -> Bool {
    var groups = 0
    var isInside = false
    for index in 0..<text.count {
      let isDigit = text[index] &- 0x30 <= 9
      if isDigit, !isInside { groups &+= 1 }
      isInside = isDigit
    }
    return groups >= 2 || (groups == 1 && UTF8Text.find(Self.room, in: text) != nil)
  }

  private static func dividesNames(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    switch text[offset] {
    case UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: ";"): true
    case 0xe3: UTF8Text.has(comma, at: offset, in: text)
    default: false
    }
  }

  private static let room = Array("室".utf8)
  private static let comma = Array("、".utf8)
  private static let titles = [
    "先生", "女士", "小姐", "同志", "师傅", "老师", "阿姨", "大爷", "老板",
  ].map { Array($0.utf8) }
  private static let standIns = [
    "匿名", "市民", "群众", "居民", "业主", "村民", "网友", "来电人", "投诉人", "举报人", "诉求人", "先生", "女士", "不愿透露", "未知",
    "保密", "热心市民",
    "某先生", "某女士", "监督员", "采集员", "用户", "客户", "家长", "学生",
  ].map { Array($0.utf8) }
  private static let firms = [
    "公司", "集团", "中心", "医院", "学校", "委员会", "超市", "酒店", "饭店", "厂", "店", "局", "部", "办", "所", "院", "社",
    "委",
  ].map { Array($0.utf8) }
}
