public import Tabular

/// The rules by which delimited text is cut and split, one byte after the other, for comparison.
public struct SlowDelimitedReader {
  /// A row as the rules give it, its cells still in the text's encoding.
  public struct Row: Sendable {
    /// Where it lies in the text, without its line's end.
    public let range: Range<Int>
    /// The line it starts on, from 1.
    public let line: Int
    /// Its cells.
    public let cells: [[UInt8]]
    /// What is wrong with its quotes.
    public let problem: RowProblem
  }

  private let text: [UInt8]
  private let delimiter: UInt8
  private let lineEnd: UInt8
  private let quotedLines: Int

  /// Reads a text by its delimiter and line end, LF or CR.
  public init(
    _ text: [UInt8], delimiter: UInt8 = UInt8(ascii: ","), lineEnd: UInt8 = 10, quotedLines: Int
  ) {
    self.text = text
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    self.quotedLines = quotedLines
  }

  /// All rows that hold anything.
  public func rows() -> [Row] {
    var output: [Row] = []
    var at = 0
    var line = 1
    var widths: [Int] = []
    while at < text.count {
      let last = widths.suffix(3).sorted()
      let (end, cells, problem) = row(at, width: last.isEmpty ? 0 : last[last.count / 2])
      if end > at {
        output.append(Row(range: at..<end, line: line, cells: cells, problem: problem))
        if !text[at..<end].contains(34) { widths.append(delimiters(at, end) + 1) }
      }
      let next = afterLineEnd(end)
      line += text[at..<next].count { $0 == lineEnd }
      at = next
    }
    return output
  }

  /// Whether the row ends here: at the text's end, before its line end, or before CR LF.
  private func isRowEnd(_ at: Int) -> Bool {
    if at >= text.count || text[at] == lineEnd { return true }
    return lineEnd == 10 && text[at] == 13 && (at + 1 == text.count || text[at + 1] == 10)
  }

  private func afterLineEnd(_ at: Int) -> Int {
    var next = at
    if lineEnd == 10 && next < text.count && text[next] == 13 { next += 1 }
    if next < text.count && text[next] == lineEnd { next += 1 }
    return next
  }

  private func delimiters(_ start: Int, _ end: Int) -> Int {
    text[start..<end].count { $0 == delimiter }
  }

  /// Whether the first and the last line of a field that ran on have all the cells of a row.
  private func swallowsRows(_ rowStart: Int, _ start: Int, _ end: Int, width: Int) -> Bool {
    guard width >= 8, let firstEnd = text[start..<end].firstIndex(of: lineEnd) else { return false }
    var lastStart = end
    while text[lastStart - 1] != lineEnd { lastStart -= 1 }
    let lastEnd = text[end...].firstIndex(of: lineEnd) ?? text.count
    return delimiters(rowStart, firstEnd) + 1 >= width
      && delimiters(lastStart, lastEnd) + 1 == width
  }

  private func row(_ start: Int, width: Int) -> (end: Int, cells: [[UInt8]], RowProblem) {
    var cells: [[UInt8]] = []
    var at = start
    var isStray = false
    while true {
      var cell: [UInt8] = []
      if at < text.count && text[at] == 34 {
        guard let (content, end, hadStray) = quoted(at),
          !swallowsRows(start, at, end, width: width)
        else {
          // Broken: the rest of this line is the row's rest.
          var end = at
          while end < text.count && text[end] != lineEnd { end += 1 }
          if lineEnd == 10 && end > at && text[end - 1] == 13 { end -= 1 }
          let rest = splitBroken(Array(text[at..<end]))
          return (end, cells + rest, .unterminatedQuote)
        }
        cell = content
        at = end
        isStray = isStray || hadStray
      } else {
        while !isRowEnd(at) && text[at] != delimiter {
          cell.append(text[at])
          at += 1
        }
        if cell.last == 34 { isStray = true }
      }
      cells.append(cell)
      if isRowEnd(at) { return (at, cells, isStray ? .strayQuote : .none) }
      at += 1
    }
  }

  /// A quoted field's content and where it ends; nil when it is broken.
  private func quoted(_ start: Int) -> ([UInt8], end: Int, isStray: Bool)? {
    var content: [UInt8] = []
    var at = start + 1
    var lines = 0
    var isStray = false
    while at < text.count {
      if text[at] == lineEnd {
        lines += 1
        if lines > quotedLines { return nil }
      }
      if text[at] != 34 {
        content.append(text[at])
        at += 1
      } else if at + 1 < text.count && text[at + 1] == 34 {
        content.append(34)
        at += 2
      } else if isRowEnd(at + 1) || text[at + 1] == delimiter {
        return (content, at + 1, isStray)
      } else {
        if lines > 0 { return nil }
        isStray = true
        content.append(34)
        at += 1
      }
    }
    return nil
  }

  /// The cells of a broken row from its broken field on: quotes still hide delimiters.
  private func splitBroken(_ line: [UInt8]) -> [[UInt8]] {
    var cells: [[UInt8]] = []
    var at = 0
    while true {
      var cell: [UInt8] = []
      if at < line.count && line[at] == 34 {
        at += 1
        while at < line.count {
          if line[at] == 34 {
            if at + 1 < line.count && line[at + 1] == 34 {
              at += 1
            } else if at + 1 == line.count || line[at + 1] == delimiter {
              at += 1
              break
            }
          }
          cell.append(line[at])
          at += 1
        }
      } else {
        while at < line.count && line[at] != delimiter {
          cell.append(line[at])
          at += 1
        }
      }
      cells.append(cell)
      if at >= line.count { return cells }
      at += 1
    }
  }
}
