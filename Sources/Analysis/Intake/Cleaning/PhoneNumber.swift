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
    /// Numbers of which one was written as a spreadsheet writes it, and could be put right.
    case mended
  }

  /// Adds the numbers of a cell to `output`, digits only, with a blank between two.
  ///
  /// `+86`, `0086` and a spreadsheet's `.0` fall away; an extension stays behind its number; a
  /// landline's lost zero is put back. What has fewer than five digits is no number.
  static func append(_ text: Span<UInt8>, to output: inout [UInt8]) -> Reading {
    let before = output.count
    if SpreadsheetNumber.isScientific(text) {
      guard let digits = SpreadsheetNumber.digits(text) else { return .damaged }
      _ = appendOne(digits.span, to: &output, first: before)
      return output.count > before ? .mended : .damaged
    }
    var isMended = false
    var start = 0
    var offset = 0
    while offset <= text.count {
      if offset == text.count || separates(text, offset) {
        isMended =
          appendOne(text.extracting(start..<offset), to: &output, first: before) || isMended
        start = offset &+ (offset < text.count && text[offset] >= 0xe0 ? 3 : 1)
        offset = start
      } else {
        offset &+= 1
      }
    }
    if output.count == before { return .none }
    return isMended ? .mended : .numbers
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

  /// Adds one number; gives whether its leading zero was put back.
  private static func appendOne(
    _ text: Span<UInt8>, to output: inout [UInt8], first: Int
  ) -> Bool {
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
    let hasLostZero = (count == 10 || count == 11) && AreaCode.hasLostZero(output[digitsStart...])
    if hasLostZero {
      output.insert(0x30, at: digitsStart)
      count &+= 1
    }
    if count < 5 || repeats(output, mark, digitsStart, count, first) {
      output.removeSubrange(mark...)
      return false
    }
    // Two mobile numbers divided by no more than a blank.
    if count == 22, output[digitsStart] == 0x31, output[digitsStart &+ 11] == 0x31 {
      output.insert(0x20, at: digitsStart &+ 11)
    }
    return hasLostZero
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

  private static let enumerationComma = Array("、".utf8)
  private static let fullComma = Array("，".utf8)
  private static let fullSemicolon = Array("；".utf8)
}
