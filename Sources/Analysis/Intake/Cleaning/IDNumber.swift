internal import Columns

/// Resident identity numbers (GB 11643): eighteen characters with a check digit, or the old fifteen.
enum IDNumber {
  /// What a cell turned out to be.
  enum Reading: Equatable {
    /// No number.
    case none
    /// A number, perhaps of another document, that cannot prove itself.
    case unchecked
    /// A number whose check digit is right; an old one is written in its new form.
    case valid
  }

  /// Whether eighteen digits may be what a spreadsheet left of a number: it keeps fifteen and puts
  /// zeros for the rest, as one real number in a thousand has them.
  static func isRounded(_ text: Span<UInt8>) -> Bool {
    guard text.count == 18 else { return false }
    for index in 0..<18 where text[index] &- 0x30 > 9 { return false }
    return text[15] == 0x30 && text[16] == 0x30 && text[17] == 0x30
  }

  /// Adds a cell's number to `output`, without blanks and dashes, its last letter a capital.
  static func append(_ text: Span<UInt8>, to output: inout [UInt8]) -> Reading {
    let start = output.count
    for index in 0..<text.count {
      let byte = text[index]
      switch byte {
      case 0x30...0x39, UInt8(ascii: "A")...UInt8(ascii: "Z"): output.append(byte)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): output.append(byte &- 0x20)
      default: break
      }
    }
    let count = output.count &- start
    if count == 0 { return .none }
    if count == 18, isValid(output.span.extracting(start..<output.count)) { return .valid }
    if count == 15, output[start...].allSatisfy({ (0x30...0x39).contains($0) }),
      hasBirthday(output.span.extracting(start..<output.count), at: 6, digits: 6)
    {
      output.insert(contentsOf: [0x31, 0x39], at: start &+ 6)
      output.append(checkCharacter(output.span.extracting(start..<output.count)))
      return .valid
    }
    return .unchecked
  }

  /// Whether eighteen characters are a number with a possible birthday and the right check digit.
  static func isValid(_ text: Span<UInt8>) -> Bool {
    guard text.count == 18, hasBirthday(text, at: 6, digits: 8) else { return false }
    for index in 0..<17 where !(0x30...0x39).contains(text[index]) { return false }
    let last = text[17] == UInt8(ascii: "x") ? UInt8(ascii: "X") : text[17]
    return checkCharacter(text) == last
  }

  /// The check character of the first seventeen digits: weights 2 to the power of place, modulo 11.
  static func checkCharacter(_ text: Span<UInt8>) -> UInt8 {
    var sum = 0
    for index in 0..<17 { sum &+= Int(text[index] &- 0x30) &* weights[index] }
    return checks[sum % 11]
  }

  /// Whether digits from an offset name a day since 1900: `yyyyMMdd`, or `yyMMdd` of the old form.
  static func hasBirthday(_ text: Span<UInt8>, at offset: Int, digits: Int) -> Bool {
    guard offset &+ digits <= text.count else { return false }
    var value = 0
    for index in offset..<(offset &+ digits) {
      let digit = text[index] &- 0x30
      if digit > 9 { return false }
      value = value &* 10 &+ Int(digit)
    }
    if digits == 6 { value += 19_000_000 }
    let year = value / 10_000
    return (1900...2099).contains(year)
      && CivilTime.exists(year: year, month: value / 100 % 100, day: value % 100)
  }

  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let checks = Array("10X98765432".utf8)
}
