internal import Columns
internal import Tabular

/// A workbook as Excel 97 to 2003 kept it, which some vendors still export: one sheet, after [MS-XLS].
///
/// Texts stand once in a table of their own (SST) that runs on over CONTINUE records; numbers and
/// times are doubles, times with a date format.
struct LegacyWorkbookWriter {
  private enum Kind: UInt16 {
    case bof = 0x0809
    case eof = 0x000a
    case codePage = 0x0042
    case window1 = 0x003d
    case dateMode = 0x0022
    case font = 0x0031
    case format = 0x041e
    case xf = 0x00e0
    case style = 0x0293
    case boundSheet = 0x0085
    case sharedStrings = 0x00fc
    case resume = 0x003c
    case dimensions = 0x0200
    case label = 0x00fd
    case number = 0x0203
    case mergedCells = 0x00e5
    case window2 = 0x023e
  }

  /// The most bytes of one record's content.
  private static let recordBytes = 8_224
  private static let dateFormat: UInt16 = 164
  private static let plainXF: UInt16 = 15
  private static let timeXF: UInt16 = 16

  private let name: String
  private var texts: [String] = []
  private var indexes: [String: UInt32] = [:]
  private var textCount: UInt32 = 0
  private var cells: [UInt8] = []
  private var merged: [UInt8] = []
  private var mergedCount: UInt16 = 0
  private var rowCount = 0
  private var columnCount = 0

  /// Begins a workbook with a sheet of a name.
  init(sheet name: String) {
    self.name = name
  }

  /// Adds a row.
  mutating func append(_ row: [WorkbookCell]) {
    for (column, cell) in row.enumerated() { append(cell, column: column) }
    rowCount += 1
    columnCount = max(columnCount, row.count)
  }

  /// Adds a row with one text over several columns.
  mutating func append(title: String, over columns: Int) {
    append([.text(title)])
    for bound in [rowCount - 1, rowCount - 1, 0, columns - 1] {
      merged.appendLittle(UInt16(bound))
    }
    mergedCount += 1
  }

  /// The whole file.
  func bytes() -> [UInt8] {
    let head = globals()
    let strings = sharedStrings()
    var sheetPlace: [UInt8] = []
    let nameUnits = Array(name.utf16)
    // The sheet begins behind all globals, this record and the end record among them.
    sheetPlace.appendLittle(UInt32(head.count + 4 + 8 + 2 * nameUnits.count + strings.count + 4))
    sheetPlace += [0, 0, UInt8(nameUnits.count), 1]
    for unit in nameUnits { sheetPlace.appendLittle(unit) }
    var stream = head
    Self.append(.boundSheet, sheetPlace, to: &stream)
    stream += strings
    Self.append(.eof, [], to: &stream)
    appendSheet(to: &stream)
    return CompoundFileWriter.bytes(name: "Workbook", stream: stream)
  }

  private mutating func append(_ cell: WorkbookCell, column: Int) {
    switch cell {
    case .empty: return
    case .text(let text):
      if text.isEmpty { return }
      let index = indexes[text] ?? UInt32(texts.count)
      if index == texts.count {
        indexes[text] = index
        texts.append(text)
      }
      textCount += 1
      var content = place(column, Self.plainXF)
      content.appendLittle(index)
      Self.append(.label, content, to: &cells)
    case .integer(let value): append(Double(value), column, Self.plainXF)
    case .number(let value): append(value, column, Self.plainXF)
    case .date(let day): append(Double(day + 25_569), column, Self.timeXF)
    case .dateTime(let time):
      append(Double(time) / Double(CivilTime.day) + 25_569, column, Self.timeXF)
    }
  }

  private mutating func append(_ value: Double, _ column: Int, _ format: UInt16) {
    var content = place(column, format)
    content.appendLittle(value.bitPattern)
    Self.append(.number, content, to: &cells)
  }

  private func place(_ column: Int, _ format: UInt16) -> [UInt8] {
    var place: [UInt8] = []
    for half in [UInt16(rowCount), UInt16(column), format] { place.appendLittle(half) }
    return place
  }

  private func globals() -> [UInt8] {
    var stream = Self.beginning(0x0005)
    Self.append(.codePage, [0xb0, 0x04], to: &stream)
    Self.append(
      .window1, [0, 0, 0, 0, 0x40, 0x38, 0x20, 0x1c, 0x38, 0, 0, 0, 0, 0, 1, 0, 0x58, 2],
      to: &stream)
    Self.append(.dateMode, [0, 0], to: &stream)
    var font: [UInt8] = [0xdc, 0, 0, 0, 0xff, 0x7f, 0x90, 1, 0, 0, 0, 0, 134, 0, 2, 1]
    for unit in "宋体".utf16 { font.appendLittle(unit) }
    for _ in 0..<4 { Self.append(.font, font, to: &stream) }
    let pattern = Array("yyyy-mm-dd hh:mm:ss".utf8)
    var format: [UInt8] = []
    format.appendLittle(Self.dateFormat)
    format.appendLittle(UInt16(pattern.count))
    Self.append(.format, format + [0] + pattern, to: &stream)
    for _ in 0..<15 { Self.append(.xf, Self.cellFormat(0, flags: 0xfff5), to: &stream) }
    Self.append(.xf, Self.cellFormat(0, flags: 1), to: &stream)
    Self.append(.xf, Self.cellFormat(Self.dateFormat, flags: 1), to: &stream)
    Self.append(.style, [0, 0x80, 0, 0xff], to: &stream)
    return stream
  }

  private func appendSheet(to stream: inout [UInt8]) {
    stream += Self.beginning(0x0010)
    var size: [UInt8] = []
    size.appendLittle(UInt32(0))
    size.appendLittle(UInt32(rowCount))
    for half in [0, UInt16(columnCount), 0] { size.appendLittle(half) }
    Self.append(.dimensions, size, to: &stream)
    stream += cells
    Self.append(
      .window2, [0xb6, 6, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], to: &stream)
    if mergedCount > 0 {
      var content: [UInt8] = []
      content.appendLittle(mergedCount)
      Self.append(.mergedCells, content + merged, to: &stream)
    }
    Self.append(.eof, [], to: &stream)
  }

  /// The table of texts: a text that does not fit into its record goes on in the next one, which
  /// says again how wide its letters are.
  private func sharedStrings() -> [UInt8] {
    var stream: [UInt8] = []
    var content: [UInt8] = []
    content.appendLittle(textCount)
    content.appendLittle(UInt32(texts.count))
    var kind = Kind.sharedStrings
    func turn() {
      Self.append(kind, content, to: &stream)
      kind = .resume
      content = []
    }
    for text in texts {
      let units = Array(text.utf16)
      if content.count + 5 > Self.recordBytes { turn() }
      content.appendLittle(UInt16(units.count))
      content.append(1)
      for unit in units {
        if content.count + 2 > Self.recordBytes {
          turn()
          content.append(1)
        }
        content.appendLittle(unit)
      }
    }
    turn()
    return stream
  }

  private static func cellFormat(_ format: UInt16, flags: UInt16) -> [UInt8] {
    var content: [UInt8] = []
    for half in [0, format, flags] { content.appendLittle(half) }
    return content + [0x20, 0, 0, flags == 1 && format != 0 ? 4 : 0] + Array(repeating: 0, count: 8)
      + [0xc0, 0x20]
  }

  private static func beginning(_ type: UInt16) -> [UInt8] {
    var content: [UInt8] = []
    for half in [0x0600, type, 0x0dbb, 0x07cc] { content.appendLittle(half) }
    for word: UInt32 in [0x41, 6] { content.appendLittle(word) }
    var stream: [UInt8] = []
    append(.bof, content, to: &stream)
    return stream
  }

  private static func append(_ kind: Kind, _ content: [UInt8], to stream: inout [UInt8]) {
    stream.appendLittle(kind.rawValue)
    stream.appendLittle(UInt16(content.count))
    stream += content
  }
}
