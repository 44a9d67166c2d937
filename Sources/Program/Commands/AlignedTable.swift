/// Lines of cells under one another, as wide as a terminal shows them.
struct AlignedTable {
  private var rows: [[String]] = []
  /// The columns whose cells stand at the right, as numbers do.
  var rightAligned: Set<Int> = []

  /// Adds a line.
  mutating func append(_ cells: [String]) { rows.append(cells) }

  /// The lines, two blanks between columns and none at the end.
  var lines: [String] {
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.enumerated() {
        let width = Self.width(of: cell)
        if index < widths.count { widths[index] = max(widths[index], width) }
        if index >= widths.count { widths.append(width) }
      }
    }
    return rows.map { row in
      var line = ""
      for (index, cell) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[index] - Self.width(of: cell))
        if index > 0 { line += "  " }
        line += rightAligned.contains(index) ? blanks + cell : cell + blanks
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }

  /// The columns of a terminal that a text takes: two for Chinese characters, none for marks that
  /// stand over others.
  static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// A text cut to a width, with `…` where something is missing.
  static func cut(_ text: String, to limit: Int) -> String {
    guard width(of: text) > limit else { return text }
    var output = ""
    var used = 0
    for scalar in text.unicodeScalars {
      used += width(of: scalar)
      if used > limit - 1 { break }
      output.unicodeScalars.append(scalar)
    }
    return output + "…"
  }

  /// A text without what would move a terminal's cursor, line feeds included.
  static func printable(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\n": output += "\\n"
      case .control where scalar == "\r": output += "\\r"
      case .control where scalar == "\t": output += "\\t"
      case .control, .format, .lineSeparator, .paragraphSeparator:
        output += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// The wide and full-width characters of Unicode's `EastAsianWidth.txt`, whole blocks at a time.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
    0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
    0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1f9ff,
    0x20000...0x3fffd,
  ]
}
