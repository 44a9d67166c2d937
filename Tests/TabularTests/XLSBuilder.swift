import TestSupport

/// Builds BIFF8 workbooks record by record.
struct XLSBuilder {
  /// A sheet: its records without their frame.
  struct Sheet {
    var name: String
    var state: UInt8 = 0
    var type: UInt8 = 0
    var records: [[UInt8]] = []
  }

  var isFrom1904 = false
  /// The number formats of the cell formats, by their place.
  var formats: [Int] = [0]
  var customFormats: [(id: Int, code: String)] = []
  /// The record of shared texts, with what continues it.
  var sharedTexts: [UInt8] = []
  var sheets: [Sheet] = []
  var version = 0x0600
  /// A record after the first.
  var second: [UInt8] = []

  /// The workbook's stream.
  func stream() -> [UInt8] {
    var start = Self.record(0x809, Self.number(version) + Self.number(5) + [0, 0, 0, 0]) + second
    start +=
      Self.record(0x42, Self.number(1200)) + Self.record(0x22, Self.number(isFrom1904 ? 1 : 0))
    for format in customFormats {
      start += Self.record(0x41e, Self.number(format.id) + Self.text(format.code))
    }
    for format in formats {
      start += Self.record(
        0xe0, Self.number(0) + Self.number(format) + [UInt8](repeating: 0, count: 16))
    }
    let tail = sharedTexts + Self.record(0x0a, [])
    let parts = sheets.map { sheet in
      Self.record(0x809, Self.number(0x600) + Self.number(0x10) + [0, 0, 0, 0])
        + sheet.records.flatMap { $0 } + Self.record(0x0a, [])
    }
    func lists(_ offsets: [Int]) -> [UInt8] {
      sheets.indices.flatMap { index in
        Self.record(
          0x85,
          CompoundFileBuilder.bytes(UInt32(offsets[index]))
            + [sheets[index].state, sheets[index].type]
            + Self.text(sheets[index].name, lengthBytes: 1))
      }
    }
    var at = start.count + lists(sheets.map { _ in 0 }).count + tail.count
    var offsets: [Int] = []
    for part in parts {
      offsets.append(at)
      at += part.count
    }
    return start + lists(offsets) + tail + parts.flatMap { $0 }
  }

  /// The workbook in a compound file.
  func build() -> [UInt8] {
    CompoundFileBuilder(streams: [("Workbook", stream()), ("\u{5}SummaryInformation", [1, 2, 3])])
      .build()
  }

  // MARK: - Records

  static func record(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    number(type) + number(payload.count) + payload
  }

  static func number(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }

  static func double(_ value: Double) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64($0 * 8)) }
  }

  /// A text with its length and flags; narrow where all characters have one byte.
  static func text(_ text: String, lengthBytes: Int = 2) -> [UInt8] {
    let units = Array(text.utf16)
    let isWide = units.contains { $0 > 255 }
    let length = lengthBytes == 1 ? [UInt8(units.count)] : number(units.count)
    return length + [isWide ? 1 : 0]
      + units.flatMap { isWide ? number(Int($0)) : [UInt8($0)] }
  }

  static func cell(_ type: Int, _ row: Int, _ column: Int, _ value: [UInt8], format: Int = 0)
    -> [UInt8]
  {
    record(type, number(row) + number(column) + number(format) + value)
  }

  static func number(_ row: Int, _ column: Int, _ value: Double, format: Int = 0) -> [UInt8] {
    cell(0x203, row, column, double(value), format: format)
  }

  static func label(_ row: Int, _ column: Int, _ value: String) -> [UInt8] {
    cell(0x204, row, column, text(value))
  }

  /// A formula whose result is given in eight bytes.
  static func formula(_ row: Int, _ column: Int, _ result: [UInt8]) -> [UInt8] {
    cell(0x06, row, column, result + [0, 0, 0, 0, 0, 0, 3, 0, 0x1e, 1, 0])
  }

  /// The record of shared texts in one piece.
  static func sharedTexts(_ texts: [String]) -> [UInt8] {
    let count = CompoundFileBuilder.bytes(UInt32(texts.count))
    return record(0xfc, count + count + texts.flatMap { text($0) })
  }

  /// Shared texts with looks and readings, cut into records anywhere, also inside characters' runs
  /// with a change between narrow and wide ones.
  static func sharedTexts(_ texts: [String], cutBy random: inout SeededGenerator) -> [UInt8] {
    var pieces: [[UInt8]] = [[]]
    var room = 0
    func renew() { room = Int.random(in: 3..<40, using: &random) }
    func put(_ bytes: [UInt8]) {
      for byte in bytes {
        if room <= 0 {
          pieces.append([])
          renew()
        }
        pieces[pieces.count - 1].append(byte)
        room -= 1
      }
    }
    room = 9
    let count = CompoundFileBuilder.bytes(UInt32(texts.count))
    put(count + count)
    for text in texts {
      let units = Array(text.utf16)
      let runs = Bool.random(using: &random) ? Int.random(in: 0..<4, using: &random) : 0
      let extra = Bool.random(using: &random) ? Int.random(in: 0..<30, using: &random) : 0
      var isWide = units.contains { $0 > 255 } || Bool.random(using: &random)
      // The text before the first cut must be narrow enough for its flag.
      put(number(units.count))
      put([(isWide ? 1 : 0) | (runs > 0 ? 8 : 0) | (extra > 0 ? 4 : 0)])
      if runs > 0 { put(number(runs)) }
      if extra > 0 { put(CompoundFileBuilder.bytes(UInt32(extra))) }
      for (index, unit) in units.enumerated() {
        if room < (isWide ? 2 : 1) {
          pieces.append([])
          renew()
          isWide = units[index...].contains { $0 > 255 } || Bool.random(using: &random)
          if units[index...].prefix(room / 2).allSatisfy({ $0 < 256 }) && room < 20 {
            isWide = Bool.random(using: &random)
            if !isWide, let wide = units[index...].firstIndex(where: { $0 > 255 }) {
              room = min(room, wide - index + 1)
            }
          }
          pieces[pieces.count - 1].append(isWide ? 1 : 0)
          room -= 1
        }
        pieces[pieces.count - 1] += isWide ? number(Int(unit)) : [UInt8(unit)]
        room -= isWide ? 2 : 1
      }
      put([UInt8](repeating: 0xee, count: runs * 4 + extra))
    }
    return pieces.enumerated().flatMap { record($0.offset == 0 ? 0xfc : 0x3c, $0.element) }
  }
}
