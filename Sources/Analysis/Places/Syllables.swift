/// Which characters sound alike, for finding names that were written by ear.
///
/// Tones do not count, and neither does what most people of the south write one for the other:
/// zh and z, ch and c, sh and s, -ing and -in, -eng and -en.
struct Syllables: Sendable {
  /// A class for each ideograph from U+4E00 on; 0 for those that are not in the table.
  private let classes: [UInt16]

  private static let first: UInt32 = 0x4E00
  private static let count = 0x5200

  init() {
    var classes = [UInt16](repeating: 0, count: Self.count)
    var numbers: [String: UInt16] = [:]
    for line in Self.table.split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 2 else { continue }
      let sound = Self.merged(String(parts[0]))
      let number = numbers[sound] ?? UInt16(numbers.count + 1)
      numbers[sound] = number
      for scalar in parts[1].unicodeScalars { classes[Int(scalar.value - Self.first)] = number }
    }
    self.classes = classes
  }

  private static func merged(_ syllable: String) -> String {
    var letters = Array(syllable.utf8)
    if letters.count > 2, letters[1] == UInt8(ascii: "h") { letters.remove(at: 1) }
    if letters.suffix(3) == Array("ing".utf8) || letters.suffix(3) == Array("eng".utf8) {
      letters.removeLast()
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// A number that characters of one sound share; a character that is not in the table has its own.
  @inline(__always)
  func sound(of scalar: UInt32) -> UInt64 {
    let index = Int(scalar &- Self.first)
    guard scalar >= Self.first, index < Self.count, classes[index] != 0 else {
      return UInt64(scalar) << 16
    }
    return UInt64(classes[index])
  }

  /// Whether two characters sound alike.
  func areAlike(_ a: UInt32, _ b: UInt32) -> Bool { sound(of: a) == sound(of: b) }
}
