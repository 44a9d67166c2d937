/// How the record ids of a sample are built, by which those are told that a spreadsheet damaged.
///
/// A spreadsheet keeps fifteen digits of a number and drops its leading zeros. Of an id alone that
/// cannot be told for certain; of a column of ids it can.
struct RecordIDForm: Sendable {
  /// How many digits a spreadsheet keeps.
  static let keptDigits = 15

  private var ids = 0
  private var longIDs = 0
  private var longRounded = 0
  private var widths: [Int: Int] = [:]
  private var zeroLed = 0

  /// Looks at an id.
  mutating func add(_ text: [UInt8]) {
    if text.isEmpty { return }
    ids += 1
    guard text.allSatisfy({ $0 &- 0x30 <= 9 }) else { return }
    widths[text.count, default: 0] += 1
    if text[0] == 0x30 { zeroLed += 1 }
    if text.count > Self.keptDigits {
      longIDs += 1
      if Self.zeros(text.span) { longRounded += 1 }
    }
  }

  /// The width to which ids are filled with zeros: known where nearly all are digits of one width
  /// and some of them start with zero.
  var width: Int? {
    guard ids >= 20, zeroLed * 20 >= ids else { return nil }
    return widths.first { $0.value * 10 >= ids * 9 }?.key
  }

  /// Whether an id of digits has lost what stood behind its fifteenth digit.
  ///
  /// Where a fifth of the sample's long ids end in zeros there, all of those were rounded. Else one
  /// is taken for rounded only when chance would hardly give as many zeros.
  func isRounded(_ digits: Span<UInt8>) -> Bool {
    guard digits.count > Self.keptDigits, Self.zeros(digits) else { return false }
    let zeroCount = digits.count - Self.keptDigits
    if longIDs < 5 { return zeroCount >= 2 }
    return longRounded * 5 >= longIDs || zeroCount >= 4
  }

  private static func zeros(_ digits: Span<UInt8>) -> Bool {
    for index in keptDigits..<digits.count where digits[index] != 0x30 { return false }
    return true
  }
}
