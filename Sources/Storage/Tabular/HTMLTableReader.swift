internal import Bytes

/// Reads the rows of the tables of an HTML page.
///
/// Tables inside tables are part of their cell's text. A cell that spans several columns or rows
/// leaves the others empty. Tags are found in the file's own bytes: neither `<` nor `>` nor `&` is
/// part of a longer character in GB18030.
struct HTMLTableReader {
  /// The largest page that is read, as it is or packed; it is held in memory.
  private static let maximumBytes = (plain: 512 << 20, packed: 128 << 20)

  private let source: TabularSource
  private var bytes: [UInt8] = []
  private var at = 0
  private var tableDepth = 0
  private var row: Row?
  private var cell: Cell?
  /// For each column how many more rows a cell above reaches into.
  private var reach: [Int] = []
  private var lines = (at: 0, number: 1)

  /// A row that is being read.
  private struct Row {
    var start: Int
    var cells: [[UInt8]] = []
    var faults = 0
  }

  /// A cell that is being read.
  private struct Cell {
    var text = HTMLText()
    var columnSpan: Int
    var rowSpan: Int
  }

  init(_ source: TabularSource) { self.source = source }

  mutating func read(blockRows: Int, _ body: (RawRows) throws -> Void) throws {
    try readPage()
    var builder = RawRowsBuilder(
      sheet: 0, blockRows: blockRows, limits: source.limits,
      originalForm: source.originalForm)
    while at < bytes.count {
      let tagStart = search(UInt8(ascii: "<"), from: at)
      appendText(at..<tagStart)
      at = tagStart
      guard at < bytes.count else { break }
      let tag = readTag()
      try handle(tag, start: tagStart, &builder, body)
    }
    endRow(at: bytes.count, &builder)
    try builder.emit(isLast: true, body)
  }

  private mutating func readPage() throws(StorageError) {
    let stream = try source.textStream()
    var limit = Self.maximumBytes.packed
    if case .plain = source.content { limit = Self.maximumBytes.plain }
    var textBytes = 0
    while true {
      let before = bytes.count
      try stream.read(4 << 20, into: &bytes)
      if bytes.count == before { return }
      let hasTag = search(UInt8(ascii: "<"), from: before) < bytes.count
      textBytes = hasTag ? 0 : textBytes + bytes.count - before
      if bytes.count > limit || textBytes > source.limits.rowBytes {
        throw StorageError(
          .limitExceeded, "the page, or a text in it, is too large: export it as CSV")
      }
    }
  }

  private func search(_ byte: UInt8, from start: Int) -> Int {
    bytes.withUnsafeBufferPointer { ByteSearch.first(byte, or: byte, in: $0, from: start) }
  }

  // MARK: - Tags

  private mutating func readTag() -> HTMLTag {
    if bytes[at...].starts(with: "<!--".utf8) {
      var end = at + 4
      while end < bytes.count {
        end = search(UInt8(ascii: ">"), from: end)
        if end < bytes.count, bytes[..<end].suffix(2).elementsEqual("--".utf8) { break }
        end += 1
      }
      at = min(end + 1, bytes.count)
      return HTMLTag()
    }
    var end = at + 1
    var quote: UInt8 = 0
    // A quote that is never closed ends with the tag's line.
    while end < bytes.count {
      let byte = bytes[end]
      if quote != 0 {
        if byte == quote || byte == 10 { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        break
      } else if (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"))
        && bytes[end - 1] == UInt8(ascii: "=")
      {
        quote = byte
      }
      end += 1
    }
    let tag = HTMLTag(bytes[at..<end])
    at = min(end + 1, bytes.count)
    if !tag.isEnd && (tag.name == "script" || tag.name == "style") { skipElement(tag.name) }
    return tag
  }

  private mutating func skipElement(_ name: String) {
    while at < bytes.count {
      at = search(UInt8(ascii: "<"), from: at)
      guard at < bytes.count else { return }
      let end = search(UInt8(ascii: ">"), from: at)
      let tag = HTMLTag(bytes[at..<end])
      at = min(end + 1, bytes.count)
      if tag.isEnd && tag.name == name { return }
    }
  }

  private mutating func handle(
    _ tag: HTMLTag, start: Int, _ builder: inout RawRowsBuilder, _ body: (RawRows) throws -> Void
  ) throws {
    switch (tag.name, tag.isEnd) {
    case ("table", false): tableDepth += 1
    case ("table", true):
      tableDepth = max(0, tableDepth - 1)
      if tableDepth == 0 {
        endRow(at: start, &builder)
        reach = []
      }
    case ("tr", _) where tableDepth <= 1:
      endRow(at: tag.isEnd ? at : start, &builder)
      if !tag.isEnd { row = Row(start: start) }
      try builder.emit(isLast: false, body)
    case ("td", false) where tableDepth <= 1, ("th", false) where tableDepth <= 1:
      endCell()
      if row == nil { row = Row(start: start) }
      fillFromAbove()
      cell = Cell(
        columnSpan: min(source.limits.columns, max(1, tag.number("colspan") ?? 1)),
        rowSpan: max(1, tag.number("rowspan") ?? 1))
    case ("td", true) where tableDepth <= 1, ("th", true) where tableDepth <= 1: endCell()
    case ("br", _): cell?.text.appendLineEnd()
    case ("p", true), ("div", true), ("tr", true), ("td", true), ("th", true), ("li", true):
      cell?.text.appendBlank()
    default: break
    }
  }

  // MARK: - Cells and rows

  private mutating func appendText(_ range: Range<Int>) {
    guard cell != nil, !range.isEmpty else { return }
    let raw = Array(bytes[range])
    let (utf8, faults) =
      source.encoding == "gb18030" ? GB18030.decode(raw) : UTF8Check.mended(raw)
    cell?.text.append(utf8)
    row?.faults += faults
  }

  private mutating func endCell() {
    guard let ending = cell.take(), let column = row?.cells.count else { return }
    // A row of more cells than that is refused, however many there are.
    guard column <= source.limits.columns else { return }
    row?.cells.append(ending.text.finish())
    let span = min(ending.columnSpan, source.limits.columns - column)
    guard span > 0 else { return }
    for _ in 1..<span { row?.cells.append([]) }
    guard ending.rowSpan > 1 else { return }
    while reach.count < column + span { reach.append(0) }
    for index in column..<column + span { reach[index] = ending.rowSpan }
  }

  /// Leaves empty the columns into which a cell above reaches.
  private mutating func fillFromAbove() {
    while let column = row?.cells.count, column < reach.count, reach[column] > 0,
      column < source.limits.columns
    {
      row?.cells.append([])
    }
  }

  private mutating func endRow(at end: Int, _ builder: inout RawRowsBuilder) {
    endCell()
    guard let ending = row.take() else { return }
    for index in reach.indices where reach[index] > 0 { reach[index] -= 1 }
    // What spans reach into is work, also for rows that are dropped.
    builder.rowsBytes += 4 * (reach.count + ending.cells.count)
    while reach.last == 0 { reach.removeLast() }
    if ending.cells.allSatisfy(\.isEmpty) { return }
    for text in ending.cells { builder.append(cell: text) }
    while lines.at < ending.start {
      if bytes[lines.at] == 10 { lines.number += 1 }
      lines.at += 1
    }
    builder.endRow(
      line: lines.number,
      byteRange: .init(offset: source.markCount + ending.start, length: end - ending.start),
      problem: ending.faults > 0 ? .invalidBytes : .none, trimming: true,
      original: Array(bytes[ending.start..<end]))
  }
}
