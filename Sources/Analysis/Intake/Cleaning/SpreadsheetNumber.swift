/// Numbers as spreadsheets and their libraries write out what should have stayed a text.
enum SpreadsheetNumber {
  /// Whether a text is a number with an exponent, such as `1.4E+10`.
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

  /// The digits of a whole number with an exponent; nil where some of them are lost.
  ///
  /// None is lost when all stand there: `1.3812345678E+10`. A number of seven digits and more with
  /// a bare `E` was written by a program that prints as many as there are, and leaves out zeros at
  /// the end: `1.38123456E10`. A spreadsheet writes `E+` and rounds to what fits: `1.38E+10`. More
  /// than fifteen digits were never kept.
  static func digits(_ text: Span<UInt8>) -> [UInt8]? {
    guard isScientific(text) else { return nil }
    var digits: [UInt8] = []
    var point: Int?
    var index = 0
    while text[index] | 0x20 != UInt8(ascii: "e") {
      if text[index] == UInt8(ascii: ".") {
        if point != nil { return nil }
        point = digits.count
      } else {
        digits.append(text[index])
      }
      index &+= 1
    }
    let hasSign = text[index &+ 1] == UInt8(ascii: "+")
    var exponent = 0
    for rest in (index &+ (hasSign ? 2 : 1))..<text.count {
      exponent = exponent * 10 + Int(text[rest] &- 0x30)
    }
    let missing = exponent - (digits.count - (point ?? digits.count))
    guard point == 1 || point == nil && digits.count == 1, digits.first != 0x30, missing >= 0,
      digits.count + missing <= 15, missing == 0 || !hasSign && digits.count >= 7
    else { return nil }
    return digits + [UInt8](repeating: 0x30, count: missing)
  }

  /// How many bytes at a text's end are the point and zeros of a whole number: `12345.0`.
  static func zeroFraction(_ text: Span<UInt8>) -> Int {
    var end = text.count
    while end > 0, text[end &- 1] == 0x30 { end &-= 1 }
    guard end >= 2, end < text.count, text[end &- 1] == UInt8(ascii: "."), text.count &- end <= 2
    else { return 0 }
    for index in 0..<(end &- 1) where text[index] &- 0x30 > 9 { return 0 }
    return text.count &- end &+ 1
  }

  /// What stands inside the marks that keep a spreadsheet from reading a text as a number: `="012"`
  /// and `'012`.
  static func marked(_ text: Span<UInt8>) -> Range<Int>? {
    guard text.count >= 2 else { return nil }
    if text[0] == UInt8(ascii: "'") {
      return text[1] &- 0x30 <= 9 ? 1..<text.count : nil
    }
    guard text.count >= 4, text[0] == UInt8(ascii: "="), text[1] == UInt8(ascii: "\""),
      text[text.count &- 1] == UInt8(ascii: "\"")
    else { return nil }
    return 2..<(text.count &- 1)
  }
}
