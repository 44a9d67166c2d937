/// A page for a terminal: headings, labelled values and tables, as wide as a screen shows them.
struct TerminalPage {
  /// How many columns a line takes at most, where its words allow it.
  static let width = 80
  /// Where values begin: four Chinese characters and their margins.
  private static let indent = 12

  private(set) var lines: [String] = []

  /// Begins a part of the page.
  mutating func heading(_ text: String) {
    if !lines.isEmpty { lines.append("") }
    lines.append("【\(text)】")
  }

  /// Adds a value under its name, on as many lines as it takes; nothing where there is none.
  mutating func field(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    var label = "  " + name
    for paragraph in value.split(separator: "\n", omittingEmptySubsequences: true) {
      for line in Self.wrapped(String(paragraph), to: Self.width - Self.indent) {
        let blanks = max(1, Self.indent - AlignedTable.width(of: label))
        lines.append(label + String(repeating: " ", count: blanks) + line)
        label = ""
      }
    }
  }

  /// Adds a table, at the place where values begin.
  mutating func table(_ table: AlignedTable) {
    lines += table.lines.map { String(repeating: " ", count: Self.indent) + $0 }
  }

  /// Adds a text below a value, so much further to the right.
  mutating func note(_ text: String, indent: Int) {
    for line in Self.wrapped(text, to: Self.width - Self.indent - indent) {
      lines.append(String(repeating: " ", count: Self.indent + indent) + line)
    }
  }

  /// A text in lines of a width.
  ///
  /// Chinese breaks between any two characters, but no line begins with a mark that closes; words
  /// of letters and digits stay whole where they fit.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line: [Unicode.Scalar] = []
    var used = 0
    for scalar in AlignedTable.printable(text).unicodeScalars {
      let taken = AlignedTable.width(of: String(scalar))
      if used + taken > width, !closing.contains(scalar) {
        var rest: [Unicode.Scalar] = []
        if isWord(scalar), let cut = line.lastIndex(where: { !isWord($0) }), cut > 0 {
          rest = Array(line[(cut + 1)...])
          line.removeSubrange((cut + 1)...)
        }
        lines.append(trimmed(line))
        line = rest
        used = rest.reduce(0) { $0 + AlignedTable.width(of: String($1)) }
      }
      if line.isEmpty, scalar == " " { continue }
      line.append(scalar)
      used += taken
    }
    if !line.isEmpty { lines.append(trimmed(line)) }
    return lines
  }

  private static let closing: Set<Unicode.Scalar> = [
    "，", "。", "；", "：", "、", "？", "！", "）", "”", "》", "〕", ",", ".", ";", ")",
  ]

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && scalar != " "
  }

  private static func trimmed(_ line: [Unicode.Scalar]) -> String {
    var output = String.UnicodeScalarView()
    output.append(contentsOf: line)
    var text = String(output)
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
