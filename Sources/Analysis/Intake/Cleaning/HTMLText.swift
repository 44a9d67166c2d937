/// The little HTML that letter boxes write: tags, entities, bodies that were escaped as a whole.
enum HTMLText {
  /// What a tag leaves behind in the text.
  enum Effect: Sendable {
    case none, blank, line
  }

  /// The longest tag that counts as one; a `<` without its `>` in reach is text.
  private static let longestTag = 16_384

  /// The tag at a `<`, or nil when it is only a sign.
  static func tag(_ text: Span<UInt8>, _ offset: Int) -> (effect: Effect, length: Int)? {
    let count = text.count
    guard offset &+ 2 < count else { return nil }
    if UTF8Text.has(commentStart, at: offset, in: text) {
      let end = UTF8Text.find(commentEnd, in: text, from: offset &+ 4)
      return (.none, (end.map { $0 &+ 3 } ?? count) &- offset)
    }
    var cursor = offset &+ 1
    let closes = text[cursor] == UInt8(ascii: "/")
    if closes || text[cursor] == UInt8(ascii: "!") || text[cursor] == UInt8(ascii: "?") {
      cursor &+= 1
    }
    let nameStart = cursor
    while cursor < count, isNameByte(text[cursor]) { cursor &+= 1 }
    guard cursor > nameStart, isLetter(text[nameStart]) else { return nil }
    let name = String(decoding: lowercased(text, nameStart..<cursor), as: UTF8.self)
    guard let end = tagEnd(text, cursor) else { return nil }
    if !closes && (name == "script" || name == "style") {
      let closing = Array("</\(name)".utf8)
      var search = end
      while search < count {
        if text[search] == UInt8(ascii: "<"), matches(closing, text, search) {
          return (.none, (tagEnd(text, search &+ closing.count) ?? count) &- offset)
        }
        search &+= 1
      }
      return (.none, count &- offset)
    }
    return (effect(of: name), end &- offset)
  }

  private static func effect(of name: String) -> Effect {
    switch name {
    case "br", "p", "div", "li", "tr", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4",
      "h5", "h6", "hr", "section", "article", "pre":
      .line
    case "td", "th": .blank
    default: .none
    }
  }

  /// The offset behind the `>` that ends a tag; quotes may hold another.
  private static func tagEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var quote: UInt8 = 0
    var firstClose: Int?
    let limit = min(text.count, start &+ longestTag)
    var cursor = start
    while cursor < limit {
      let byte = text[cursor]
      if byte == UInt8(ascii: ">") {
        if quote == 0 { return cursor &+ 1 }
        if firstClose == nil { firstClose = cursor &+ 1 }
      } else if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "<") {
        return nil
      }
      cursor &+= 1
    }
    return firstClose
  }

  /// The scalar that an entity at a `&` stands for, and the bytes it takes.
  ///
  /// `&amp;nbsp;`, escaped twice, counts as the entity that was meant.
  static func entity(_ text: Span<UInt8>, _ offset: Int) -> (value: UInt32, length: Int)? {
    guard var found = singleEntity(text, offset &+ 1) else { return nil }
    var length = found.length &+ 1
    while found.value == 0x26, let inner = singleEntity(text, offset &+ length) {
      found = inner
      length &+= inner.length
    }
    return (found.value, length)
  }

  /// The entity whose name starts at an offset, behind its `&`.
  private static func singleEntity(
    _ text: Span<UInt8>, _ start: Int
  ) -> (value: UInt32, length: Int)? {
    var end = start
    let limit = min(text.count, start &+ 10)
    while end < limit, text[end] != UInt8(ascii: ";") {
      guard isNameByte(text[end]) || text[end] == UInt8(ascii: "#") else { return nil }
      end &+= 1
    }
    guard end < limit, end > start else { return nil }
    let length = end &- start &+ 1
    if text[start] == UInt8(ascii: "#") {
      guard let value = number(text, start &+ 1, end), Unicode.Scalar(value) != nil else {
        return nil
      }
      return (value, length)
    }
    var name: UInt64 = 0
    for index in start..<end { name = name << 8 | UInt64(text[index]) }
    guard end &- start <= 8, let value = named[name] else { return nil }
    return (value, length)
  }

  private static func number(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
    guard start < end else { return nil }
    var value: UInt32 = 0
    if text[start] | 0x20 == UInt8(ascii: "x") {
      guard start &+ 1 < end else { return nil }
      for index in (start &+ 1)..<end {
        guard let digit = TextCleaner.hexadecimal(text[index]) else { return nil }
        value = value << 4 | digit
        if value > 0x10ffff { return nil }
      }
    } else {
      for index in start..<end {
        guard (0x30...0x39).contains(text[index]) else { return nil }
        value = value * 10 + UInt32(text[index] &- 0x30)
        if value > 0x10ffff { return nil }
      }
    }
    return value
  }

  /// Whether a whole body was escaped: `&lt;p&gt;…` and not one tag of its own.
  static func isEscaped(_ text: Span<UInt8>) -> Bool {
    guard let first = UTF8Text.find(lessThan, in: text) else { return false }
    for index in 0..<text.count where text[index] == UInt8(ascii: "<") {
      if tag(text, index) != nil { return false }
    }
    var search = first
    while let at = UTF8Text.find(lessThan, in: text, from: search) {
      let next = at &+ lessThan.count
      if next < text.count, isLetter(text[next]) || text[next] == UInt8(ascii: "/") { return true }
      search = next
    }
    return false
  }

  /// Adds the text with its entities decoded once and nothing else changed.
  static func unescape(_ text: Span<UInt8>, to output: inout [UInt8]) {
    var offset = 0
    while offset < text.count {
      if text[offset] == UInt8(ascii: "&"), let entity = singleEntity(text, offset &+ 1) {
        UTF8Text.append(entity.value, to: &output)
        offset &+= entity.length &+ 1
      } else {
        output.append(text[offset])
        offset &+= 1
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte)
  }

  private static func lowercased(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    range.prefix(16).map { isLetter(text[$0]) ? text[$0] | 0x20 : text[$0] }
  }

  private static func matches(_ word: [UInt8], _ text: Span<UInt8>, _ offset: Int) -> Bool {
    guard offset &+ word.count <= text.count else { return false }
    for index in word.indices {
      let byte = text[offset &+ index]
      if (isLetter(byte) ? byte | 0x20 : byte) != word[index] { return false }
    }
    return true
  }

  private static let lessThan = Array("&lt;".utf8)
  private static let commentStart = Array("<!--".utf8)
  private static let commentEnd = Array("-->".utf8)

  /// Names of entities, their bytes packed into one number, and what they stand for.
  private static let named: [UInt64: UInt32] = {
    let table: [(String, UInt32)] = [
      ("amp", 0x26), ("lt", 0x3c), ("gt", 0x3e), ("quot", 0x22), ("apos", 0x27), ("nbsp", 0xa0),
      ("ensp", 0x2002), ("emsp", 0x2003), ("thinsp", 0x2009), ("zwnj", 0x200c), ("zwj", 0x200d),
      ("ldquo", 0x201c), ("rdquo", 0x201d), ("lsquo", 0x2018), ("rsquo", 0x2019),
      ("hellip", 0x2026), ("mdash", 0x2014), ("ndash", 0x2013), ("middot", 0xb7),
      ("bull", 0x2022), ("times", 0xd7), ("divide", 0xf7), ("deg", 0xb0), ("yen", 0xa5),
      ("copy", 0xa9), ("reg", 0xae), ("laquo", 0xab), ("raquo", 0xbb), ("sup2", 0xb2),
      ("sup3", 0xb3), ("plusmn", 0xb1), ("permil", 0x2030), ("rarr", 0x2192), ("larr", 0x2190),
      ("shy", 0xad), ("para", 0xb6), ("sect", 0xa7), ("frac12", 0xbd),
    ]
    var packed: [UInt64: UInt32] = [:]
    for (name, value) in table {
      packed[name.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }] = value
    }
    return packed
  }()
}
