internal import Bytes

/// Reads JSON5 into values that know where they stand.
///
/// Not hot: configuration files are small.
struct ConfigurationParser {
  private static let maximumDepth = 64

  let path: String
  let bytes: [UInt8]
  var offset = 0
  private var line = 1
  private var lineStart = 0
  private var depth = 0

  init(bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
      offset = 3
      lineStart = 3
    }
  }

  mutating func parseFile() throws(StorageError) -> ConfigurationValue {
    if String(validating: bytes, as: UTF8.self) == nil {
      throw fault("the file is not UTF-8: save it as UTF-8")
    }
    try skipBlanks()
    let value = try parseValue(keyPath: "")
    try skipBlanks()
    if let byte = peek { throw fault("text after the end of the value: \(shown(byte))") }
    return value
  }

  // MARK: - Characters

  var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Goes past a byte, counting lines.
  mutating func advance() {
    if bytes[offset] == 10
      || (bytes[offset] == 13 && !(offset + 1 < bytes.count && bytes[offset + 1] == 10))
    {
      line += 1
      lineStart = offset + 1
    }
    offset += 1
  }

  /// The line and column, from 1, columns counted in characters (scalars).
  private var position: (line: Int, column: Int) {
    var column = 1
    for byte in bytes[lineStart..<offset] where byte & 0xc0 != 0x80 { column += 1 }
    return (line, column)
  }

  func fault(_ detail: String) -> StorageError {
    let (line, column) = position
    return StorageError(
      .configuration, at: .init(path: path, line: line), "\(detail) (column \(column))")
  }

  private func shown(_ byte: UInt8) -> String {
    let rest = String(decoding: bytes[offset..<min(bytes.count, offset + 4)], as: UTF8.self)
    guard byte >= 32, let first = rest.first else { return "byte \(byte)" }
    return "\"\(first)\""
  }

  /// Goes past blanks, line ends and comments.
  private mutating func skipBlanks() throws(StorageError) {
    while let byte = peek {
      switch byte {
      case 9, 10, 11, 12, 13, 32: advance()
      case 0xc2 where starts(with: [0xc2, 0xa0]): offset += 2
      case 0xe2 where starts(with: [0xe2, 0x80, 0xa8]) || starts(with: [0xe2, 0x80, 0xa9]):
        offset += 3
      case 0xe3 where starts(with: [0xe3, 0x80, 0x80]): offset += 3
      case 0xef where starts(with: [0xef, 0xbb, 0xbf]): offset += 3
      case UInt8(ascii: "/") where starts(with: Array("//".utf8)):
        while let next = peek, next != 10, next != 13 { advance() }
      case UInt8(ascii: "/") where starts(with: Array("/*".utf8)): try skipBlockComment()
      default: return
      }
    }
  }

  private mutating func skipBlockComment() throws(StorageError) {
    let start = fault("a comment is never closed with */")
    offset += 2
    while offset < bytes.count {
      if starts(with: Array("*/".utf8)) {
        offset += 2
        return
      }
      advance()
    }
    throw start
  }

  func starts(with text: [UInt8]) -> Bool { bytes[offset...].starts(with: text) }

  // MARK: - Values

  private mutating func parseValue(keyPath: String) throws(StorageError) -> ConfigurationValue {
    guard let byte = peek else { throw fault("the file ends where a value should stand") }
    let start = position
    let content: ConfigurationValue.Content
    switch byte {
    case UInt8(ascii: "{"): content = try parseObject(keyPath: keyPath)
    case UInt8(ascii: "["): content = try parseArray(keyPath: keyPath)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): content = .string(try parseString())
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      content = .number(try parseNumber())
    default: content = try parseWord()
    }
    return ConfigurationValue(
      content: content, path: path, keyPath: keyPath, line: start.line, column: start.column)
  }

  private mutating func enter() throws(StorageError) {
    depth += 1
    if depth > Self.maximumDepth {
      throw fault("values nest deeper than \(Self.maximumDepth)")
    }
    advance()
  }

  private mutating func parseObject(keyPath: String)
    throws(StorageError) -> ConfigurationValue.Content
  {
    try enter()
    var members: [ConfigurationValue.Member] = []
    var lines: [String: Int] = [:]
    while true {
      try skipBlanks()
      if try closes(UInt8(ascii: "}"), "an object") { break }
      let start = position
      let key = try parseKey()
      let path = keyPath.isEmpty ? key : "\(keyPath).\(key)"
      if let first = lines[key] {
        throw StorageError(
          .configuration, at: .init(path: self.path, line: start.line, column: path),
          "the key \"\(key)\" comes twice, first on line \(first)")
      }
      lines[key] = start.line
      try skipBlanks()
      guard peek == UInt8(ascii: ":") else { throw fault("\":\" is missing after \"\(key)\"") }
      offset += 1
      try skipBlanks()
      let value = try parseValue(keyPath: path)
      members.append(.init(key: key, line: start.line, column: start.column, value: value))
      try skipBlanks()
      if peek == UInt8(ascii: ",") {
        offset += 1
      } else if peek != UInt8(ascii: "}") {
        throw fault("\",\" or \"}\" is missing after \"\(key)\"")
      }
    }
    depth -= 1
    return .object(members)
  }

  private mutating func parseArray(keyPath: String)
    throws(StorageError) -> ConfigurationValue.Content
  {
    try enter()
    var elements: [ConfigurationValue] = []
    while true {
      try skipBlanks()
      if try closes(UInt8(ascii: "]"), "an array") { break }
      elements.append(try parseValue(keyPath: "\(keyPath)[\(elements.count + 1)]"))
      try skipBlanks()
      if peek == UInt8(ascii: ",") {
        offset += 1
      } else if peek != UInt8(ascii: "]") {
        throw fault("\",\" or \"]\" is missing in an array")
      }
    }
    depth -= 1
    return .array(elements)
  }

  private mutating func closes(_ end: UInt8, _ what: String)
    throws(StorageError) -> Bool
  {
    guard let byte = peek else { throw fault("\(what) is never closed") }
    guard byte == end else { return false }
    offset += 1
    return true
  }

  private mutating func parseKey() throws(StorageError) -> String {
    guard let byte = peek else { throw fault("an object is never closed") }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try parseString() }
    let start = offset
    while let next = peek, isWordByte(next) { offset += 1 }
    if start == offset { throw fault("\(shown(byte)) stands where a key should") }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  /// Letters, digits, `_`, `$`, and everything beyond ASCII, so that Chinese keys need no quotes.
  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  private mutating func parseWord() throws(StorageError) -> ConfigurationValue.Content {
    let start = offset
    while let next = peek, isWordByte(next) { offset += 1 }
    let word = String(decoding: bytes[start..<offset], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "": throw fault("\(peek.map { shown($0) } ?? "nothing") stands where a value should")
    default:
      offset = start
      throw fault("\(word) is no value: texts need quotes")
    }
  }
}
