internal import Columns
internal import Glibc

extension CellNumberFormat {
  /// Appends a number as it is to be read.
  ///
  /// Dates are written `2026-11-22 09:05:00`, whole numbers without exponent, others with the fewest
  /// digits. What is no number stays as it is.
  func append(
    _ number: UnsafeBufferPointer<UInt8>, isFrom1904: Bool, to output: inout [UInt8]
  ) {
    // Nearly all numbers are written as they are to be read.
    if self == .number && Self.isPlain(number) {
      output.append(contentsOf: number)
    } else if let value = Double(decimal: number), value.isFinite {
      append(value, isFrom1904: isFrom1904, to: &output)
    } else {
      output.append(contentsOf: number)
    }
  }

  /// Appends a finite number as it is to be read.
  func append(_ value: Double, isFrom1904: Bool, to output: inout [UInt8]) {
    if self == .number, let whole = Int(exactly: value), whole.magnitude < 1_000_000_000_000_000 {
      output.append(contentsOf: String(whole).utf8)
      return
    }
    switch self {
    case .date: if Self.appendDate(value, isFrom1904: isFrom1904, to: &output) { return }
    case .elapsed:
      if value >= 0 && value < 1e6 {
        return Self.appendClock(Int((value * 86_400).rounded()), to: &output)
      }
    case .padded(let width):
      if value >= 0, let whole = Int(exactly: value), whole < 1_000_000_000_000_000 {
        output.append(contentsOf: CivilTime.padded(whole, width).utf8)
        return
      }
    case .number: break
    }
    output.append(contentsOf: Self.plain(value).utf8)
  }

  /// Whether a number has at most 15 digits and no other form than the one it is to be read in.
  ///
  /// A decimal of 15 digits survives the way to a double and back, and no shorter one does instead.
  private static func isPlain(_ number: UnsafeBufferPointer<UInt8>) -> Bool {
    guard number.count > 0, number.count <= 17 else { return false }
    let isNegative = number[0] == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    var point = -1
    for at in start..<number.count where number[at] &- 48 > 9 {
      guard number[at] == UInt8(ascii: "."), point < 0 else { return false }
      point = at
    }
    let digitCount = number.count - start - (point < 0 ? 0 : 1)
    guard digitCount > 0, digitCount <= 15 else { return false }
    if point < 0 && !isNegative { return true }
    // One zero before the point, none at its end, no negative zero.
    let wholeCount = (point < 0 ? number.count : point) - start
    if wholeCount == 0 || (number[start] == 48 && wholeCount > 1) { return false }
    let last = number[number.count - 1]
    return point < 0 ? number[start] != 48 : last != 48 && last != UInt8(ascii: ".")
  }

  /// Appends the date and time of a serial number; the time alone below the first day; nothing, and
  /// false, out of range.
  private static func appendDate(_ serial: Double, isFrom1904: Bool, to output: inout [UInt8])
    -> Bool
  {
    guard serial >= 0, serial < 2_958_466 else { return false }
    let seconds = Int((serial * 86_400).rounded())
    guard seconds < 2_958_466 * 86_400 else { return false }
    if seconds < 86_400 && !isFrom1904 {
      appendClock(seconds, to: &output)
      return true
    }
    var days = seconds / 86_400
    if isFrom1904 {
      days -= 24_107
    } else {
      // The 1900 system counts a 29 February 1900 that never was as day 60.
      days -= days < 60 ? 25_568 : 25_569
    }
    let (year, month, day) = CivilTime.date(Int32(days))
    guard year <= 9999 else { return false }
    appendPair(year / 100, to: &output)
    appendPair(year % 100, to: &output)
    output.append(UInt8(ascii: "-"))
    appendPair(month, to: &output)
    output.append(UInt8(ascii: "-"))
    appendPair(day, to: &output)
    output.append(UInt8(ascii: " "))
    appendClock(seconds % 86_400, to: &output)
    return true
  }

  private static func appendClock(_ seconds: Int, to output: inout [UInt8]) {
    let hours = seconds / 3600
    if hours < 100 {
      appendPair(hours, to: &output)
    } else {
      output.append(contentsOf: String(hours).utf8)
    }
    output.append(UInt8(ascii: ":"))
    appendPair(seconds / 60 % 60, to: &output)
    output.append(UInt8(ascii: ":"))
    appendPair(seconds % 60, to: &output)
  }

  @inline(__always)
  private static func appendPair(_ number: Int, to output: inout [UInt8]) {
    output.append(UInt8(truncatingIfNeeded: 48 &+ number / 10))
    output.append(UInt8(truncatingIfNeeded: 48 &+ number % 10))
  }

  /// A number without exponent, with the fewest digits that read back the same.
  static func plain(_ value: Double) -> String {
    let text = "\(value)"
    guard let mark = text.firstIndex(of: "e") else {
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    guard let exponent = Int(text[text.index(after: mark)...]) else { return text }
    let isNegative = text.hasPrefix("-")
    let digits = text[..<mark].filter(\.isNumber)
    let shown: String
    if exponent < 0 {
      shown = "0." + String(repeating: "0", count: -exponent - 1) + digits
    } else {
      // One digit stands before the point.
      let missing = exponent + 1 - digits.count
      shown =
        missing >= 0
        ? digits + String(repeating: "0", count: missing)
        : digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }
    return isNegative ? "-" + shown : shown
  }
}
