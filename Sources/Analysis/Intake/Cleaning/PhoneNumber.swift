/// Telephone numbers as cells hold them: spaced, dashed, prefixed, several at once, or ruined.
enum PhoneNumber {
  /// What a cell turned out to be.
  enum Reading: Equatable {
    /// No number.
    case none
    /// A number that a spreadsheet rounded away: `1.4E+10`.
    case damaged
    /// Numbers, in digits only, joined by a blank.
    case numbers
  }

  /// Adds the numbers of a cell to `output`, digits only, with a blank between two.
  ///
  /// `+86`, `0086` and a spreadsheet's `.0` fall away; an extension stays behind its number. What
  /// has fewer than five digits is no number.
  static func append(_ text: Span<UInt8>, to output: inout [UInt8]) -> Reading {
    if isScientific(text) { return .damaged }
    let before = output.count
    var start = 0
    var offset = 0
    while offset <= text.count {
      if offset == text.count || separates(text, offset) {
        appendOne(text.extracting(start..<offset), to: &output, first: before)
        start = offset &+ (offset < text.count && text[offset] >= 0xe0 ? 3 : 1)
        offset = start
      } else {
        offset &+= 1
      }
    }
    return output.count > before ? .numbers : .none
  }

  private static func separates(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    switch text[offset] {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "/"), UInt8(ascii: "|"): true
    case 0xe3: UTF8Text.has(enumerationComma, at: offset, in: text)
    case 0xef:
      UTF8Text.has(fullComma, at: offset, in: text)
        || UTF8Text.has(fullSemicolon, at: offset, in: text)
    default: false
    }
  }

  private static func appendOne(
    _ text: Span<UInt8>, to output: inout [UInt8], first: Int
  ) {
    var end = text.count
    if end > 2, text[end &- 1] == 0x30, text[end &- 2] == UInt8(ascii: ".") { end &-= 2 }
    let mark = output.count
    if mark > first { output.append(0x20) }
    let digitsStart = output.count
    for index in 0..<end where (0x30...0x39).contains(text[index]) { output.append(text[index]) }
    var count = output.count &- digitsStart
    let prefix = countryPrefix(output, digitsStart, count)
    if prefix > 0 {
      output.removeSubrange(digitsStart..<(digitsStart &+ prefix))
      count &-= prefix
    }
    if count < 5 || repeats(output, mark, digitsStart, count, first) {
      output.removeSubrange(mark...)
      return
    }
    // Two mobile numbers divided by no more than a blank.
    if count == 22, output[digitsStart] == 0x31, output[digitsStart &+ 11] == 0x31 {
      output.insert(0x20, at: digitsStart &+ 11)
    }
  }

  /// How many leading digits are the country's: `86`, `086`, `0086`.
  private static func countryPrefix(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int {
    for (prefix, length) in [(2, 13), (3, 14), (4, 15), (1, 12)] where count == length {
      let leads = bytes[start..<(start + prefix)]
      let isCountry = prefix == 1 ? leads.elementsEqual([0x30]) : leads.suffix(2) == [0x38, 0x36]
      if isCountry, bytes[start + prefix] == 0x31, bytes[start + prefix + 1] >= 0x33 {
        return prefix
      }
    }
    return 0
  }

  /// Whether the number that starts at `digitsStart` stands among those before it.
  private static func repeats(
    _ bytes: [UInt8], _ mark: Int, _ digitsStart: Int, _ count: Int, _ first: Int
  ) -> Bool {
    var start = first
    while start < mark {
      var end = start
      while end < mark, bytes[end] != 0x20 { end &+= 1 }
      if end &- start == count,
        bytes[start..<end] == bytes[digitsStart..<(digitsStart &+ count)]
      {
        return true
      }
      start = end &+ 1
    }
    return false
  }

  /// Whether a number was written like `1.4E+10`.
  static func isScientific(_ text: Span<UInt8>) -> Bool {
    var hasDigit = false
    for index in 0..<text.count {
      switch text[index] {
      case 0x30...0x39, UInt8(ascii: "."): hasDigit = true
      case UInt8(ascii: "E"), UInt8(ascii: "e"):
        var next = index &+ 1
        if next < text.count, text[next] == UInt8(ascii: "+") { next &+= 1 }
        guard hasDigit, next < text.count, text.count &- next <= 3 else { return false }
        for rest in next..<text.count where !(0x30...0x39).contains(text[rest]) { return false }
        return true
      default: return false
      }
    }
    return false
  }

  private static let enumerationComma = Array("、".utf8)
  private static let fullComma = Array("，".utf8)
  private static let fullSemicolon = Array("；".utf8)
}
