/// Cuts delimited text into rows without decoding it.
///
/// The delimiter, quotes and line ends are never part of a longer character in UTF-8, and in
/// GB18030 only `|` is. A quoted field starts with a quote right after a delimiter or the row's
/// start. It ends at a quote before a delimiter or the row's end; two quotes are one; any other
/// quote stands for itself and marks the row. A field that never ends, or that shows such a quote
/// after it has run into another line, costs its own row only: the next line starts afresh. So does
/// one that ends in another line, when the first and the last of its lines have all the cells of a row
/// each.
struct RecordCutter {
  /// A row: where it lies in the buffer, without its line's end, and what is known of it.
  struct Record {
    var start: Int
    var end: Int
    var line: Int
    var hasQuotes: Bool
    var problem: RowProblem
  }

  /// How the text at hand is built.
  struct Dialect {
    var delimiter: UInt8
    /// LF, or CR in files that know no LF.
    var lineEnd: UInt8 = 10
    var quotedLines: Int
    var rowBytes: Int
  }

  /// How the search for a quoted field's end went.
  private enum Closing {
    case closed(after: Int, lines: Int, isStray: Bool)
    case broken
    case needsMore
  }

  /// A stretch of text read as the inside of a quoted field that has run into another line, in
  /// which nothing closes or breaks it.
  ///
  /// A field that is opened inside it finds its end where the stretch ends, so that fields that
  /// never close do not each search the same lines.
  private struct Run {
    var start = Int.max
    var end = 0
    /// The line that `end` lies on.
    var line = 0
  }

  let dialect: Dialect
  /// The line the next row starts on, from 1.
  private(set) var line = 1
  private var run = Run()
  /// The last rows without quotes in the buffer at hand, the latest first, until they are counted.
  private var plain = (0..<0, 0..<0, 0..<0)
  /// How many cells the last three rows without quotes have, the latest last.
  private var widths: [Int] = []
  /// How many cells a row has, as most of the last three without quotes tell; 0 before the first.
  private var width = 0

  init(_ dialect: Dialect) { self.dialect = dialect }

  /// Cuts as many rows as are complete and appends them.
  ///
  /// - Parameters:
  ///   - buffer: The text from the start of a row on.
  ///   - start: Where the first row starts.
  ///   - isLast: Whether nothing follows the buffer.
  /// - Returns: Where the first row starts that is not complete.
  mutating func cut(
    _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool,
    into records: inout [Record]
  ) -> Int {
    run = Run()
    var rowStart = start
    while rowStart < buffer.count {
      guard let (record, next, lines) = cutRow(buffer, at: rowStart, isLast: isLast) else { break }
      if record.end > record.start {
        records.append(record)
        if !record.hasQuotes { plain = (record.start..<record.end, plain.0, plain.1) }
      }
      line += lines
      rowStart = next
    }
    countPlain(buffer)
    return rowStart
  }

  /// Counts the cells of the last rows without quotes, once.
  private mutating func countPlain(_ buffer: UnsafeBufferPointer<UInt8>) {
    if plain.0.isEmpty { return }
    for range in [plain.2, plain.1, plain.0] where !range.isEmpty {
      widths.append(cellCount(buffer, range, atMost: .max))
    }
    plain = (0..<0, 0..<0, 0..<0)
    widths.removeFirst(max(0, widths.count - 3))
    width = widths.sorted()[widths.count / 2]
  }

  /// How many cells a stretch has if its quotes mean nothing.
  private func cellCount(
    _ buffer: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, atMost limit: Int
  ) -> Int {
    var count = 1
    var at = range.lowerBound
    while count < limit {
      at = ByteSearch.first(dialect.delimiter, or: dialect.lineEnd, in: buffer, from: at)
      if at >= range.upperBound { break }
      if buffer[at] == dialect.delimiter { count += 1 }
      at += 1
    }
    return count
  }

  /// Whether a field that ends lines after it opened has swallowed rows: the line it opens on has
  /// the cells of a row, and the line it ends on has just as many; nil when that line's end is
  /// not known yet.
  ///
  /// Not asked of tables of few columns, whose texts may hold as many delimiters by themselves.
  private mutating func swallowsRows(
    _ buffer: UnsafeBufferPointer<UInt8>, row: Int, openedAt: Int, closedAt: Int, isLast: Bool
  ) -> Bool? {
    countPlain(buffer)
    if width < 8 { return false }
    let lineEnd = dialect.lineEnd
    let firstEnd = ByteSearch.first(lineEnd, or: lineEnd, in: buffer, from: openedAt)
    if cellCount(buffer, row..<firstEnd, atMost: width) < width { return false }
    let lastEnd = ByteSearch.first(lineEnd, or: lineEnd, in: buffer, from: closedAt)
    if lastEnd == buffer.count && !isLast { return nil }
    var lastStart = closedAt
    while buffer[lastStart - 1] != lineEnd { lastStart -= 1 }
    return cellCount(buffer, lastStart..<lastEnd, atMost: width + 1) == width
  }

  /// Cuts one row; nil when it is not complete.
  private mutating func cutRow(_ buffer: UnsafeBufferPointer<UInt8>, at rowStart: Int, isLast: Bool)
    -> (Record, next: Int, lines: Int)?
  {
    var record = Record(
      start: rowStart, end: rowStart, line: line, hasQuotes: false, problem: .none)
    var lines = 0
    var at = rowStart
    while true {
      at = ByteSearch.first(dialect.lineEnd, or: UInt8(ascii: "\""), in: buffer, from: at)
      if at == buffer.count {
        if !isLast { return nil }
        record.end = trimmedEnd(buffer, record.start, at)
        return (record, at, lines)
      }
      if buffer[at] == dialect.lineEnd {
        record.end = trimmedEnd(buffer, record.start, at)
        return (record, at + 1, lines + 1)
      }
      record.hasQuotes = true
      let opens = at == rowStart || buffer[at - 1] == dialect.delimiter
      if !opens {
        guard let ends = endsField(buffer, after: at, isLast: isLast) else { return nil }
        if ends && record.problem == .none { record.problem = .strayQuote }
        at += 1
        continue
      }
      var closing = findClosing(buffer, openedAt: at, line: line + lines, isLast: isLast)
      if case .closed(let after, let crossed, _) = closing, crossed > 0 {
        guard
          let swallows = swallowsRows(
            buffer, row: rowStart, openedAt: at, closedAt: after, isLast: isLast)
        else { return nil }
        if swallows { closing = .broken }
      }
      switch closing {
      case .needsMore: return nil
      case .closed(let after, let crossed, let isStray):
        at = after
        lines += crossed
        if isStray { record.problem = .strayQuote }
      case .broken:
        record.problem = .unterminatedQuote
        let end = ByteSearch.first(dialect.lineEnd, or: dialect.lineEnd, in: buffer, from: at)
        record.end = trimmedEnd(buffer, record.start, end)
        return end == buffer.count ? (record, end, lines) : (record, end + 1, lines + 1)
      }
    }
  }

  private mutating func findClosing(
    _ buffer: UnsafeBufferPointer<UInt8>, openedAt: Int, line openedLine: Int, isLast: Bool
  ) -> Closing {
    var isStray = false
    var at = openedAt + 1
    while true {
      at = ByteSearch.first(dialect.lineEnd, or: UInt8(ascii: "\""), in: buffer, from: at)
      if at - openedAt > dialect.rowBytes { return .broken }
      if at == buffer.count { return isLast ? .broken : .needsMore }
      if buffer[at] == dialect.lineEnd { break }
      if isDouble(buffer, at) {
        at += 2
        continue
      }
      guard let ends = endsField(buffer, after: at, isLast: isLast) else { return .needsMore }
      if ends { return .closed(after: at + 1, lines: 0, isStray: isStray) }
      isStray = true
      at += 1
    }
    if at + 1 < run.start || at + 1 > run.end {
      run = Run(start: at + 1, end: at + 1, line: openedLine + 1)
    }
    return goOn(buffer, openedAt: openedAt, line: openedLine, isStray: isStray, isLast: isLast)
  }

  /// Goes on looking for a field's end where the run ends.
  private mutating func goOn(
    _ buffer: UnsafeBufferPointer<UInt8>, openedAt: Int, line openedLine: Int, isStray: Bool,
    isLast: Bool
  ) -> Closing {
    while run.line - openedLine <= dialect.quotedLines {
      run.end = ByteSearch.first(
        dialect.lineEnd, or: UInt8(ascii: "\""), in: buffer, from: run.end)
      if run.end - openedAt > dialect.rowBytes { return .broken }
      if run.end == buffer.count { return isLast ? .broken : .needsMore }
      if buffer[run.end] == dialect.lineEnd {
        run.line += 1
        run.end += 1
      } else if isDouble(buffer, run.end) {
        run.end += 2
      } else {
        guard let ends = endsField(buffer, after: run.end, isLast: isLast) else {
          return .needsMore
        }
        return ends
          ? .closed(after: run.end + 1, lines: run.line - openedLine, isStray: isStray) : .broken
      }
    }
    return .broken
  }

  private func isDouble(_ buffer: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    at + 1 < buffer.count && buffer[at + 1] == UInt8(ascii: "\"")
  }

  /// Whether a delimiter or the row's end follows the quote at `at`; nil when that is not known yet.
  private func endsField(_ buffer: UnsafeBufferPointer<UInt8>, after at: Int, isLast: Bool) -> Bool?
  {
    if at + 1 == buffer.count { return isLast ? true : nil }
    let next = buffer[at + 1]
    if next == dialect.delimiter || next == dialect.lineEnd { return true }
    guard next == 13 else { return false }
    if at + 2 == buffer.count { return isLast ? true : nil }
    return buffer[at + 2] == dialect.lineEnd
  }

  private func trimmedEnd(_ buffer: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    end > start && dialect.lineEnd == 10 && buffer[end - 1] == 13 ? end - 1 : end
  }
}
