/// Digits of any script that stand close together, with what divides them.
struct NumberRun {
  /// What stands between two groups.
  enum Gap: UInt8 {
    /// Nothing: the first group.
    case none
    /// Blanks, dashes, brackets.
    case soft
    /// A point.
    case point
    /// A comma, a slash, a line end: what divides the items of a list.
    case list
  }

  /// Digits without anything between them.
  struct Group {
    /// The index of its first digit.
    var first: Int
    /// How many digits it has.
    var count: Int
    /// Its first byte.
    var start: Int
    /// The byte behind its last.
    var end: Int
    /// What stands before it.
    var gap: Gap
    /// Whether it is accounted for.
    var isTaken = false
  }

  /// The values of all digits.
  private(set) var digits: [UInt8] = []
  /// The first byte of each digit, and the byte behind it.
  private(set) var starts: [Int] = []
  private(set) var ends: [Int] = []
  /// The groups.
  var groups: [Group] = []

  /// Reads the run that starts at an offset, with a digit; gives the byte behind it.
  mutating func read(_ text: Span<UInt8>, _ start: Int) -> Int {
    digits.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    groups.removeAll(keepingCapacity: true)
    var offset = start
    var end = start
    var gap = Gap.none
    var separators = 0
    while offset < text.count {
      if let (digit, length) = Self.digit(text, offset, after: end == offset && end > start),
        !Self.startsWord(text, offset, length, after: digits.count)
      {
        if groups.isEmpty || separators > 0 {
          groups.append(Group(first: digits.count, count: 0, start: offset, end: offset, gap: gap))
        }
        digits.append(digit)
        starts.append(offset)
        offset &+= length
        end = offset
        ends.append(end)
        groups[groups.count &- 1].count &+= 1
        groups[groups.count &- 1].end = end
        gap = .none
        separators = 0
      } else if separators < 3, let (kind, length) = Self.separator(text, offset) {
        if kind.rawValue > gap.rawValue { gap = kind }
        separators &+= 1
        offset &+= length
      } else {
        break
      }
    }
    return end
  }

  /// Whether a Chinese numeral behind ASCII digits starts a word, as 一 in 「14001234567一直」.
  private static func startsWord(
    _ text: Span<UInt8>, _ offset: Int, _ length: Int, after count: Int
  ) -> Bool {
    guard length == 3, count > 0, text[offset &- 1] &- 0x30 <= 9, offset &+ 3 < text.count else {
      return false
    }
    return (0xe4...0xe9).contains(text[offset &+ 3]) && digit(text, offset &+ 3) == nil
  }

  /// The last of the groups from `group` on that together have `count` digits, none taken and
  /// none divided like a list; nil where no group ends there.
  ///
  /// Digits spelled one by one may be divided by commas.
  func composite(from group: Int, count: Int, across list: Bool = true) -> Int? {
    var total = 0
    var index = group
    var isSpelled = true
    while index < groups.count {
      let next = groups[index]
      if next.isTaken { return nil }
      if next.count > 1 { isSpelled = false }
      if index > group, next.gap == .list, !(isSpelled && list) { return nil }
      total &+= next.count
      if total == count { return index }
      if total > count { return nil }
      index &+= 1
    }
    return nil
  }

  /// The value of some digits; at most eighteen.
  func value(_ first: Int, _ count: Int) -> Int {
    var value = 0
    for index in first..<(first &+ count) { value = value &* 10 &+ Int(digits[index]) }
    return value
  }

  /// The digit at an offset.
  ///
  /// The letter O counts as a zero inside a number.
  static func digit(
    _ text: Span<UInt8>, _ offset: Int, after isInside: Bool = false
  ) -> (value: UInt8, length: Int)? {
    let byte = text[offset]
    if byte < 0x80 {
      if byte &- 0x30 <= 9 { return (byte &- 0x30, 1) }
      if isInside, byte | 0x20 == UInt8(ascii: "o"), offset &+ 1 < text.count,
        text[offset &+ 1] &- 0x30 <= 9 || text[offset &+ 1] == byte
      {
        return (0, 1)
      }
      return nil
    }
    if byte < 0xe2 || byte > 0xe9 { return nil }
    let (scalar, length) = UTF8Text.scalar(text, offset)
    guard let value = digit(of: scalar) else { return nil }
    return (value, length)
  }

  private static func digit(of scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x2460...0x2468: UInt8(scalar &- 0x245f)
    case 0x2776...0x277e: UInt8(scalar &- 0x2775)
    case 0x24ea, 0x24ff, 0x3007, 0x25cb, 0x96f6: 0
    case 0x4e00, 0x5e7a, 0x58f9: 1
    case 0x4e8c, 0x8d30: 2
    case 0x4e09, 0x53c1: 3
    case 0x56db, 0x8086: 4
    case 0x4e94, 0x4f0d: 5
    case 0x516d, 0x9646: 6
    case 0x4e03, 0x67d2: 7
    case 0x516b, 0x634c: 8
    case 0x4e5d, 0x7396: 9
    default: nil
    }
  }

  private static func separator(_ text: Span<UInt8>, _ offset: Int) -> (Gap, Int)? {
    let byte = text[offset]
    switch byte {
    case 0x20, UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "_"),
      UInt8(ascii: "+"), UInt8(ascii: "~"):
      return (.soft, 1)
    case UInt8(ascii: "."): return (.point, 1)
    case UInt8(ascii: ","), UInt8(ascii: "/"), 0x0a: return (.list, 1)
    case 0xc2 where offset &+ 1 < text.count && text[offset &+ 1] == 0xb7: return (.soft, 2)
    case 0xe2, 0xe3, 0xef:
      let (scalar, length) = UTF8Text.scalar(text, offset)
      switch scalar {
      // Dashes, bullets, full-width brackets, the parts of a keycap emoji.
      case 0x2010...0x2015, 0x2022, 0x2212, 0xff08, 0xff09, 0x30fb, 0xfe0f, 0x20e3:
        return (.soft, length)
      case 0xff0c, 0x3001: return (.list, length)
      default: return nil
      }
    default: return nil
    }
  }
}
