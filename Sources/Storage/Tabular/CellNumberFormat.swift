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
}
