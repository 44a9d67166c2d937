/// Turns a cell's text into the form that is stored: one way to write a blank, a digit, a line end.
///
/// Removes control, zero-width and direction characters, collapses and trims blanks, makes
/// full-width letters and digits half-width, decodes HTML entities and the `_x000D_` of
/// spreadsheets. What is left is valid UTF-8 when the input was.
struct TextCleaner {
  /// What a text is used for.
  struct Style: OptionSet, Sendable {
    let rawValue: UInt8
    /// Line ends are kept (as one LF); else they are blanks.
    static let lines = Style(rawValue: 1)
    /// Chinese punctuation stays full-width.
    static let prose = Style(rawValue: 2)
    /// Tags are stripped; those that end a line end one.
    static let html = Style(rawValue: 4)
  }

  private var pendingBlank = false
  private var pendingLine = false
  private let start: Int
  private let style: Style

  private init(start: Int, style: Style) {
    self.start = start
    self.style = style
  }

  /// Adds the cleaned form of `text` to `output`.
  ///
  /// - Complexity: O(*n*); plain stretches are copied whole.
  static func append(_ text: Span<UInt8>, to output: inout [UInt8], style: Style) {
    if style.contains(.html), HTMLText.isEscaped(text) {
      var plain: [UInt8] = []
      HTMLText.unescape(text, to: &plain)
      var cleaner = TextCleaner(start: output.count, style: style)
      cleaner.run(plain.span, &output)
    } else {
      var cleaner = TextCleaner(start: output.count, style: style)
      cleaner.run(text, &output)
    }
  }

  private mutating func run(_ text: Span<UInt8>, _ output: inout [UInt8]) {
    let count = text.count
    let isPlain = Self.isPlain
    var offset = 0
    while offset < count {
      let plainStart = offset
      while offset < count && isPlain[Int(text[offset])] { offset &+= 1 }
      if offset > plainStart {
        settle(&output)
        text.extracting(plainStart..<offset).withUnsafeBufferPointer {
          output.append(contentsOf: $0)
        }
        if offset == count { return }
      }
      offset &+= special(text, offset, &output)
    }
  }

  /// Handles the character at an offset that may not be plain; gives the bytes consumed.
  private mutating func special(
    _ text: Span<UInt8>, _ offset: Int, _ output: inout [UInt8]
  ) -> Int {
    switch text[offset] {
    case 0x20, 0x09:
      pendingBlank = true
      return 1
    case 0x0a, 0x0b, 0x0c, 0x0d:
      pendingLine = true
      return 1
    case UInt8(ascii: "&"):
      if let entity = HTMLText.entity(text, offset) {
        put(entity.value, &output)
        return entity.length
      }
    case UInt8(ascii: "_"):
      if let value = Self.spreadsheetEscape(text, offset) {
        put(value, &output)
        return 7
      }
    case UInt8(ascii: "<"):
      if style.contains(.html), let tag = HTMLText.tag(text, offset) {
        switch tag.effect {
        case .none: break
        case .blank: pendingBlank = true
        case .line: pendingLine = true
        }
        return tag.length
      }
    default: break
    }
    let (value, length) = UTF8Text.scalar(text, offset)
    put(value, &output)
    return length
  }

  /// Adds one scalar in its cleaned form.
  private mutating func put(_ value: UInt32, _ output: inout [UInt8]) {
    switch value {
    case 0x20, 0x09, 0xa0, 0x1680, 0x2000...0x200a, 0x202f, 0x205f, 0x3000, 0x3164:
      pendingBlank = true
    case 0x0a...0x0d, 0x85, 0x2028, 0x2029:
      pendingLine = true
    case 0...0x1f, 0x7f...0x9f, 0xad, 0x180e, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f,
      0xfeff, 0xfff9...0xfffc, 0xfffe, 0xffff:
      return
    case 0xff01...0xff5e:
      settle(&output)
      let narrow = value &- 0xfee0
      let keeps = style.contains(.prose) && Self.isProsePunctuation(narrow)
      UTF8Text.append(keeps ? value : narrow, to: &output)
    default:
      settle(&output)
      UTF8Text.append(value, to: &output)
    }
  }

  /// Writes the blank or line end that stands before the next visible character.
  private mutating func settle(_ output: inout [UInt8]) {
    guard pendingBlank || pendingLine else { return }
    if output.count > start {
      output.append(pendingLine && style.contains(.lines) ? 0x0a : 0x20)
    }
    pendingBlank = false
    pendingLine = false
  }

  /// ，！？：；（）～ and quotes belong to Chinese prose; ＋－．／＠＃ and the like to numbers.
  private static func isProsePunctuation(_ narrow: UInt32) -> Bool {
    switch UInt8(truncatingIfNeeded: narrow) {
    case UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
      UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "~"), UInt8(ascii: "$"), UInt8(ascii: "^"),
      UInt8(ascii: "`"), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  /// The value of `_x000D_` and its like: only of control characters and of `_` itself.
  private static func spreadsheetEscape(_ text: Span<UInt8>, _ offset: Int) -> UInt32? {
    guard offset &+ 7 <= text.count, text[offset &+ 1] | 0x20 == UInt8(ascii: "x"),
      text[offset &+ 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for index in 2..<6 {
      guard let digit = hexadecimal(text[offset &+ index]) else { return nil }
      value = value << 4 | digit
    }
    return value < 0x20 || value == 0x5f || value == 0x7f ? value : nil
  }

  /// The value of a hexadecimal digit.
  static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- 0x30)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- 87)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- 55)
    default: nil
    }
  }

  /// True for bytes that can be copied without a look at the character they belong to.
  private static let isPlain: [Bool] = (0..<256).map { byte in
    switch byte {
    case 0...0x20, 0x7f, 0x26, 0x5f, 0x3c: false
    case 0xc2, 0xe1, 0xe2, 0xe3, 0xef: false
    default: true
    }
  }
}
