/// Takes a JSON object apart into its members, as texts.
struct JSONObjectScanner {
  /// A member's key and value, both in `text`.
  struct Member {
    var key: Range<Int>
    var value: Range<Int>
  }

  /// The keys and values of the object scanned last, as they are to be read.
  private(set) var text: [UInt8] = []
  private(set) var members: [Member] = []
  private let maximumDepth: Int
  private var bytes: [UInt8] = []
  private var at = 0

  init(maximumDepth: Int) { self.maximumDepth = maximumDepth }

  /// Scans an object's UTF-8; false when the bytes are not one JSON object.
  mutating func scan(_ object: [UInt8]) -> Bool {
    bytes = object
    at = 0
    text.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    guard take(UInt8(ascii: "{")) else { return false }
    if take(UInt8(ascii: "}")) { return isAtEnd }
    while true {
      guard let key = scanText(isRaw: false), take(UInt8(ascii: ":")), let value = scanValue()
      else {
        return false
      }
      members.append(Member(key: key, value: value))
      if take(UInt8(ascii: "}")) { return isAtEnd }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  private var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return at == bytes.count
    }
  }

  private mutating func skipBlanks() {
    while at < bytes.count,
      bytes[at] == 32 || bytes[at] == 9 || bytes[at] == 10 || bytes[at] == 13
    { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// A value as text: nothing for null, arrays and objects as compact JSON.
  private mutating func scanValue() -> Range<Int>? {
    skipBlanks()
    guard at < bytes.count else { return nil }
    let start = text.count
    switch bytes[at] {
    case UInt8(ascii: "\""): return scanText(isRaw: false)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      return scanNested(depth: 2) ? start..<text.count : nil
    default:
      guard scanWord() else { return nil }
      if text[start...].elementsEqual("null".utf8) { text.removeLast(4) }
      return start..<text.count
    }
  }

  /// A number, `true`, `false` or `null`, copied as it is.
  private mutating func scanWord() -> Bool {
    let start = at
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        at += 1
        continue
      default: break
      }
      break
    }
    let word = bytes[start..<at]
    guard let first = word.first else { return false }
    let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    if isDigit || first == UInt8(ascii: "-") {
      guard Self.isNumber(word) else { return false }
    } else if !["true", "false", "null"].contains(where: { word.elementsEqual($0.utf8) }) {
      return false
    }
    text += word
    return true
  }

  /// Whether the bytes are a number as RFC 8259 writes it.
  private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    func digits() -> Int {
      let count = rest.prefix { $0 >= 48 && $0 < 58 }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole == 1 || (whole > 1 && !startsWithZero) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  /// An array or object without its blanks.
  private mutating func scanNested(depth: Int) -> Bool {
    guard depth <= maximumDepth else { return false }
    let isObject = bytes[at] == UInt8(ascii: "{")
    let end = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    text.append(bytes[at])
    at += 1
    if take(end) {
      text.append(end)
      return true
    }
    while true {
      if isObject {
        skipBlanks()
        guard scanText(isRaw: true) != nil, take(UInt8(ascii: ":")) else { return false }
        text.append(UInt8(ascii: ":"))
      }
      skipBlanks()
      guard at < bytes.count else { return false }
      switch bytes[at] {
      case UInt8(ascii: "\""): guard scanText(isRaw: true) != nil else { return false }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard scanNested(depth: depth + 1) else { return false }
      default: guard scanWord() else { return false }
      }
      if take(end) {
        text.append(end)
        return true
      }
      guard take(UInt8(ascii: ",")) else { return false }
      text.append(UInt8(ascii: ","))
    }
  }

  /// A text; raw with its quotes and escapes, else as it is meant.
  private mutating func scanText(isRaw: Bool) -> Range<Int>? {
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return nil }
    let start = text.count
    let rawStart = at
    at += 1
    while at < bytes.count {
      let plainEnd = bytes.withUnsafeBufferPointer {
        ByteSearch.first(UInt8(ascii: "\""), or: UInt8(ascii: "\\"), in: $0, from: at)
      }
      if !isRaw { text += bytes[at..<plainEnd] }
      at = plainEnd
      guard at < bytes.count else { return nil }
      if bytes[at] == UInt8(ascii: "\"") {
        at += 1
        if isRaw { text += bytes[rawStart..<at] }
        return start..<text.count
      }
      guard at + 1 < bytes.count else { return nil }
      if isRaw {
        at += 2
      } else if !scanEscape() {
        return nil
      }
    }
    return nil
  }

  private mutating func scanEscape() -> Bool {
    let byte = bytes[at + 1]
    at += 2
    switch byte {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"): return scanUnicodeEscape()
    default: return false
    }
    return true
  }

  /// A `\u` escape or a pair of them; half a pair stands as U+FFFD.
  private mutating func scanUnicodeEscape() -> Bool {
    guard var point = hexadecimal(at) else { return false }
    at += 4
    if (0xd800..<0xdc00).contains(point), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u"), let low = hexadecimal(at + 2),
      (0xdc00..<0xe000).contains(low)
    {
      point = 0x10000 + (point - 0xd800) << 10 + (low - 0xdc00)
      at += 6
    }
    UTF8Text.append((0xd800..<0xe000).contains(point) ? 0xfffd : point, to: &text)
    return true
  }

  private func hexadecimal(_ start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for digit in bytes[start..<start + 4] {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(digit &- 48)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(digit &- 87)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(digit &- 55)
      default: return nil
      }
    }
    return value
  }
}
