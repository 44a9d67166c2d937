internal import Bytes

/// Reads XML piece by piece, as far as workbooks need it: elements, attributes and text.
///
/// Names are told apart without their prefix. Document types, and with them entities of one's own,
/// are refused. Tags and attributes are not checked beyond what is asked of them.
struct XMLReader {
  enum Token {
    case start
    case end
    case text
    case endOfFile
  }

  /// The longest tag; text may be of any length and comes in parts.
  private static let maximumTag = 1 << 20
  private static let pieceBytes = 256 << 10

  private let stream: any ByteStream
  private var buffer: [UInt8] = []
  private var at = 0
  private var isAtEnd = false
  private var base = 0
  /// The tag or text at hand, in `buffer`.
  private var tokenStart = 0
  private var tokenEnd = 0
  private var name = 0..<0
  private var isCData = false
  /// Whether the element at hand has no content and no end of its own.
  private(set) var isEmptyElement = false

  init(_ stream: any ByteStream) { self.stream = stream }

  /// What is buffered, to be scanned without tokens; of use until the next token is asked for.
  var buffered: [UInt8] { buffer }
  /// Where in it the next token starts.
  var place: Int { at }
  /// Passes over what has been scanned without tokens.
  mutating func goOn(from place: Int) { at = place }

  /// How many bytes have been read up to the end of the token at hand.
  var offset: Int { base + at }
  /// Where the token at hand starts.
  var tokenOffset: Int { base + tokenStart }

  /// Goes on to the next tag or text.
  mutating func next() throws(StorageError) -> Token {
    isEmptyElement = false
    while true {
      if at == buffer.count, try !fill(from: at) { return .endOfFile }
      if buffer[at] != UInt8(ascii: "<") {
        try readText()
        return .text
      }
      // `<!--`, `<![CDATA[` and `<!DOCTYPE` need a look ahead.
      while buffer.count - at < 9, try fill(from: at) {}
      switch at + 1 < buffer.count ? buffer[at + 1] : 0 {
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"):
        if starts(with: "<!--") {
          try skip(past: "-->")
        } else if starts(with: "<![CDATA[") {
          at += 9
          tokenStart = at
          try find("]]>")
          tokenEnd = at - 3
          isCData = true
          return .text
        } else {
          throw StorageError(
            .unsupported, "the XML has a document type, which is not read: save the workbook again")
        }
      case UInt8(ascii: "/"):
        try readTag()
        name = localName(from: tokenStart + 2)
        return .end
      default:
        try readTag()
        name = localName(from: tokenStart + 1)
        isEmptyElement = buffer[tokenEnd - 2] == UInt8(ascii: "/")
        return .start
      }
    }
  }

  /// Whether the element at hand has a name.
  @inline(__always)
  func isNamed(_ wanted: StaticString) -> Bool {
    guard name.count == wanted.utf8CodeUnitCount else { return false }
    return wanted.withUTF8Buffer { wanted in
      for index in 0..<wanted.count where buffer[name.lowerBound + index] != wanted[index] {
        return false
      }
      return true
    }
  }

  /// Where the value of an attribute of the tag at hand lies in `bytes`.
  func attribute(_ wanted: StaticString) -> Range<Int>? {
    var at = name.upperBound
    let end = tokenEnd - 1
    while at < end {
      while at < end && Self.isBlank(buffer[at]) { at += 1 }
      var nameStart = at
      while at < end && buffer[at] != UInt8(ascii: "=") && !Self.isBlank(buffer[at]) {
        if buffer[at] == UInt8(ascii: ":") { nameStart = at + 1 }
        at += 1
      }
      let nameEnd = at
      while at < end && (Self.isBlank(buffer[at]) || buffer[at] == UInt8(ascii: "=")) { at += 1 }
      guard at < end else { return nil }
      let quote = buffer[at]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
      let valueStart = at + 1
      at = valueStart
      while at < end && buffer[at] != quote { at += 1 }
      let matches =
        nameEnd - nameStart == wanted.utf8CodeUnitCount
        && wanted.withUTF8Buffer { buffer[nameStart..<nameEnd].elementsEqual($0) }
      if matches { return valueStart..<at }
      at += 1
    }
    return nil
  }

  /// An attribute's value with references resolved.
  func string(_ wanted: StaticString) -> String? {
    guard let range = attribute(wanted) else { return nil }
    var value: [UInt8] = []
    XMLText.appendDecoded(buffer[range], to: &value)
    return String(decoding: value, as: UTF8.self)
  }

  /// An attribute's whole number.
  func integer(_ wanted: StaticString) -> Int? {
    guard let range = attribute(wanted) else { return nil }
    return Int(decimal: buffer[range])
  }

  /// The bytes that ranges refer to; of use until the next token is asked for.
  subscript(_ range: Range<Int>) -> ArraySlice<UInt8> { buffer[range] }

  /// Appends the text at hand with references resolved.
  func appendText(to output: inout [UInt8]) {
    let text = buffer[tokenStart..<tokenEnd]
    if isCData { output += text } else { XMLText.appendDecoded(text, to: &output) }
  }

  // MARK: - Buffer

  /// Reads more, keeping the bytes from `start` on, which move to the front; false at the end.
  private mutating func fill(from start: Int) throws(StorageError) -> Bool {
    if isAtEnd { return false }
    if start > 0 {
      buffer.removeFirst(start)
      base += start
      at -= start
      tokenStart -= start
    }
    let before = buffer.count
    try stream.read(Self.pieceBytes, into: &buffer)
    isAtEnd = buffer.count == before
    return !isAtEnd
  }

  /// Takes text up to the next tag or the end of the piece, but no half reference or character.
  private mutating func readText() throws(StorageError) {
    tokenStart = at
    isCData = false
    var end = search(UInt8(ascii: "<"), from: at)
    while end == buffer.count {
      // Keep back what may be the start of a reference, a CR LF or an escape.
      let tail = buffer[max(at, end - 16)..<end]
      let held = tail.firstIndex { $0 == UInt8(ascii: "&") || $0 == 13 || $0 >= 0x80 || $0 == 95 }
      if let held, held > at, !isAtEnd {
        end = held
        break
      }
      if held == nil && end > at { break }
      let known = end - at
      let hasMore = try fill(from: at)
      tokenStart = at
      guard hasMore else {
        end = buffer.count
        break
      }
      end = search(UInt8(ascii: "<"), from: at + known)
    }
    at = end
    tokenEnd = end
  }

  private mutating func readTag() throws(StorageError) {
    tokenStart = at
    var from = at + 1
    var quote: UInt8 = 0
    while true {
      let end = search(UInt8(ascii: ">"), from: from)
      passQuotes(from..<end, &quote)
      if end < buffer.count {
        // A `>` inside an attribute's quotes does not end the tag.
        if quote != 0 {
          from = end + 1
          continue
        }
        at = end + 1
        tokenEnd = at
        return
      }
      from = end - at
      guard buffer.count - at <= Self.maximumTag, try fill(from: at) else {
        throw StorageError(.corrupt, "the XML ends inside a tag, or a tag never ends")
      }
      tokenStart = at
      from += at
    }
  }

  /// Tells inside which quotes the end of a range lies, given the same of its start.
  private func passQuotes(_ range: Range<Int>, _ quote: inout UInt8) {
    for index in range {
      let byte = buffer[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
  }

  private mutating func skip(past mark: StaticString) throws(StorageError) {
    tokenStart = at
    while true {
      let end = search(UInt8(ascii: ">"), from: at)
      if end < buffer.count {
        at = end + 1
        if ends(with: mark) { return }
        continue
      }
      // Keep three bytes, in which the mark may start.
      at = end
      guard try fill(from: max(0, end - 3)) else {
        throw StorageError(.corrupt, "the XML ends inside a comment")
      }
    }
  }

  private mutating func find(_ mark: StaticString) throws(StorageError) {
    while true {
      let end = search(UInt8(ascii: ">"), from: at)
      if end < buffer.count {
        at = end + 1
        if at - tokenStart >= 3 && ends(with: mark) { return }
        continue
      }
      at = end
      guard buffer.count - tokenStart <= Self.maximumTag << 5, try fill(from: tokenStart) else {
        throw StorageError(.corrupt, "the XML ends inside a text")
      }
    }
  }

  private func search(_ byte: UInt8, from start: Int) -> Int {
    buffer.withUnsafeBufferPointer { ByteSearch.first(byte, or: byte, in: $0, from: start) }
  }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { buffer[at...].starts(with: $0) }
  }

  private func ends(with mark: StaticString) -> Bool {
    at >= mark.utf8CodeUnitCount
      && mark.withUTF8Buffer { buffer[(at - $0.count)..<at].elementsEqual($0) }
  }

  private func localName(from start: Int) -> Range<Int> {
    var start = start
    var end = start
    while end < tokenEnd - 1 {
      let byte = buffer[end]
      if Self.isBlank(byte) || byte == UInt8(ascii: "/") { break }
      end += 1
      if byte == UInt8(ascii: ":") { start = end }
    }
    return start..<end
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 13 || byte == 9
  }
}
