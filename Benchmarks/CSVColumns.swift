internal import Columns
internal import Tabular

/// A CSV file as typed columns in memory.
///
/// A column is a timestamp, a number or text by what all its cells look like; an empty cell is no
/// value. Numbers of more than nine digits are texts: ids and telephone numbers.
struct CSVColumns {
  let batch: RecordBatch

  init(path: String) throws {
    var names: [String] = []
    var texts: [StringColumn] = []
    try TabularSource.open(path: path).readRows { rows in
      for row in 0..<rows.rowCount {
        if names.isEmpty {
          names = rows.texts(row: row)
          texts = names.map { _ in StringColumn() }
          continue
        }
        for column in texts.indices {
          let cell = rows.cell(row: row, column: column)
          if cell.isEmpty {
            texts[column].appendNull()
          } else {
            texts[column].append(utf8: rows.cells.bytes.span.extracting(cell))
          }
        }
      }
    }
    guard !names.isEmpty else { throw BenchmarkFault("\(path) has no rows") }
    var fields: [Field] = []
    var columns: [Column] = []
    for (name, text) in zip(names, texts) {
      let type = Self.type(text)
      fields.append(Field(name, type))
      columns.append(Self.column(text, type))
    }
    batch = RecordBatch(schema: Schema(fields), columns: columns)
  }

  private static func type(_ texts: StringColumn) -> ColumnType {
    for type in [ColumnType.timestamp, .int64, .double] {
      let fits = (0..<texts.count).allSatisfy { row in
        !texts.validity.isValid(row) || texts.withBytes(row) { Self.fits($0, type) }
      }
      if fits { return type }
    }
    return .string
  }

  private static func fits(_ text: Span<UInt8>, _ type: ColumnType) -> Bool {
    var digitCount = 0
    var pointCount = 0
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digitCount += 1
      case UInt8(ascii: "."): pointCount += 1
      case UInt8(ascii: "-") where index == 0 || type == .timestamp: break
      case UInt8(ascii: ":"), UInt8(ascii: " "):
        if type != .timestamp { return false }
      default: return false
      }
    }
    switch type {
    case .timestamp: return text.count == 19 && digitCount == 14
    case .int64: return digitCount > 0 && digitCount < 10 && pointCount == 0
    default: return digitCount > 0 && pointCount < 2
    }
  }

  private static func column(_ texts: StringColumn, _ type: ColumnType) -> Column {
    let rows = 0..<texts.count
    switch type {
    case .timestamp:
      return .int64(
        ValueColumn(rows.map { timestamp(texts, $0) }, validity: texts.validity))
    case .int64:
      return .int64(
        ValueColumn(rows.map { Int64(texts.text($0)) ?? 0 }, validity: texts.validity))
    case .double:
      return .double(
        ValueColumn(rows.map { Double(texts.text($0)) ?? 0 }, validity: texts.validity))
    default: return .string(texts)
    }
  }

  private static func timestamp(_ texts: StringColumn, _ row: Int) -> Int64 {
    guard texts.validity.isValid(row) else { return 0 }
    return texts.withBytes(row) { text in
      func number(_ range: Range<Int>) -> Int {
        range.reduce(0) { $0 * 10 + Int(text[$1]) - 48 }
      }
      let day = CivilTime.days(year: number(0..<4), month: number(5..<7), day: number(8..<10))
      return CivilTime.timestamp(
        day, hour: number(11..<13), minute: number(14..<16), second: number(17..<19))
    }
  }
}
