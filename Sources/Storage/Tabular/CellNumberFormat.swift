internal import Columns
internal import Glibc

/// How the numbers in a workbook's cell are to be understood, told from its format code.
enum CellNumberFormat: Equatable, Sendable {
  /// As they are.
  case number
  /// Days since the start of the workbook's date system.
  case date
  /// A length of time in days, shown in hours.
  case elapsed
  /// A code with leading zeros up to a width.
  case padded(Int)

  /// A format by its number; those from 27 on are what Chinese, Japanese and Korean versions use.
  init(builtIn id: Int) {
    switch id {
    case 14...22, 27...36, 45, 47, 50...58: self = .date
    case 46: self = .elapsed
    default: self = .number
    }
  }

  /// A format by its code, such as `yyyy"年"m"月"d"日"`.
  init(code: String) {
    var plain = ""
    var isQuoted = false
    var isEscaped = false
    var bracket: String?
    var isElapsed = false
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        isQuoted = character != "\""
      } else if let open = bracket {
        if character == "]" {
          isElapsed = isElapsed || (!open.isEmpty && Set(open).isSubset(of: ["h", "m", "s"]))
          bracket = nil
        } else {
          bracket = open + String(character)
        }
      } else if character == "\\" || character == "_" || character == "*" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted = true
      } else if character == "[" {
        bracket = ""
      } else if character == ";" {
        break
      } else {
        plain.append(character)
      }
    }
    if isElapsed {
      self = .elapsed
    } else if !plain.contains("general"), plain.contains(where: { "ymdhs".contains($0) }) {
      self = .date
    } else if plain.count > 1 && plain.allSatisfy({ $0 == "0" }) {
      self = .padded(plain.count)
    } else {
      self = .number
    }
  }

  /// Appends a number as it is to be read: dates as `2026-11-22 09:05:00`, whole numbers without
  /// exponent, others with the fewest digits.
  func append(_ number: ArraySlice<UInt8>, isFrom1904: Bool, to output: inout [UInt8]) {
    if self == .number && number.count <= 15 && Int(decimal: number) != nil {
      output += number
      return
    }
    guard let value = Double(String(decoding: number, as: UTF8.self)), value.isFinite else {
      output += number
      return
    }
    append(value, isFrom1904: isFrom1904, to: &output)
  }

  /// Appends a number as it is to be read.
  func append(_ value: Double, isFrom1904: Bool, to output: inout [UInt8]) {
    if self == .number, let whole = Int(exactly: value), whole.magnitude < 1_000_000_000_000_000 {
      output.append(contentsOf: String(whole).utf8)
      return
    }
    switch self {
    case .date:
      if let text = Self.date(value, isFrom1904: isFrom1904) {
        output.append(contentsOf: text.utf8)
        return
      }
    case .elapsed:
      if value >= 0 && value < 1e6 {
        output.append(contentsOf: Self.clock(Int((value * 86_400).rounded())).utf8)
        return
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

  /// The date and time of a serial number; the time alone below the first day; nil out of range.
  static func date(_ serial: Double, isFrom1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let seconds = Int((serial * 86_400).rounded())
    guard seconds < 2_958_466 * 86_400 else { return nil }
    if seconds < 86_400 && !isFrom1904 { return clock(seconds) }
    var days = seconds / 86_400
    if isFrom1904 {
      days -= 24_107
    } else {
      // The 1900 system counts a 29 February 1900 that never was as day 60.
      days -= days < 60 ? 25_568 : 25_569
    }
    guard let day = Int32(exactly: days) else { return nil }
    return CivilTime.format(day: day) + " " + clock(seconds % 86_400)
  }

  private static func clock(_ seconds: Int) -> String {
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    return parts.map { CivilTime.padded($0, 2) }.joined(separator: ":")
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
