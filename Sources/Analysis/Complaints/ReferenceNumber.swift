internal import Bytes
internal import Columns

/// Numbers of matters and assignments that people read, type and dictate.
///
/// A number is two letters, six digits of a date, nine digits taken from the id, and two check
/// digits by ISO 7064 MOD 97-10 over all that stands before them, letters counting 10 to 35, as in
/// an IBAN. Any one wrong character and any two that changed places are found. The letters in front
/// keep spreadsheets from taking it for a number.
public enum ReferenceNumber {
  /// The letters in front of a matter's number (事项).
  public static let matterPrefix = "SX"
  /// The letters in front of an assignment's number (交办).
  public static let assignmentPrefix = "JB"

  /// The number of an id on a day.
  ///
  /// - Parameters:
  ///   - prefix: Two capital letters.
  ///   - id: The id; nine digits are derived from its SHA-256, so that neighbours differ.
  ///   - day: The day, days since 1970-01-01.
  public static func make(prefix: String, id: Int64, day: Int32) -> String {
    precondition(prefix.utf8.count == 2 && prefix.utf8.allSatisfy(isLetter), "two letters")
    let date = CivilTime.date(day)
    var number: UInt64 = 0
    for byte in SHA256.hash("\(prefix)\u{0}\(id)").prefix(8) { number = number << 8 | UInt64(byte) }
    let body =
      prefix + CivilTime.padded(date.year % 100, 2) + CivilTime.padded(date.month, 2)
      + CivilTime.padded(date.day, 2) + CivilTime.padded(Int(number % 1_000_000_000), 9)
    let check = 98 - remainder(of: body.utf8, shiftedBy: 2)
    return body + CivilTime.padded(check, 2)
  }

  /// Whether a text is a number with the right check digits.
  public static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 19, bytes[..<2].allSatisfy(isLetter),
      bytes[2...].allSatisfy({ $0 &- 48 < 10 })
    else { return false }
    return remainder(of: bytes, shiftedBy: 0) == 1
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte &- 65 < 26 }

  private static func remainder(of bytes: some Sequence<UInt8>, shiftedBy zeros: Int) -> Int {
    var rest = 0
    for byte in bytes {
      rest = isLetter(byte) ? (rest * 100 + Int(byte) - 55) % 97 : (rest * 10 + Int(byte) - 48) % 97
    }
    for _ in 0..<zeros { rest = rest * 10 % 97 }
    return rest
  }
}
