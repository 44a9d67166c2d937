public import Bytes
internal import Columns

/// Some rows of a file's column of any shape, as stored: for people who look into a file.
///
/// Tables have flat columns and lists of texts only, so deeper shapes and exact foreign types live
/// here rather than among the column types that every room would have to switch over.
public struct StoredColumn: Sendable {
  /// The number of rows.
  public let count: Int
  private let shape: ColumnShape
  private let part: ParquetReader.Part

  init(_ shape: ColumnShape, _ part: ParquetReader.Part) {
    self.shape = shape
    self.part = part
    count = part.positions?.count ?? part.values.count
  }

  /// A row's value.
  public subscript(row: Int) -> StoredValue {
    Self.value(part.values, part.positions?[row] ?? row, shape)
  }

  private static func value(_ column: NestedColumn, _ index: Int, _ shape: ColumnShape)
    -> StoredValue
  {
    switch (column, shape) {
    case (.values(let values), .leaf(let leaf)): return value(values, index, leaf)
    case (.list(let offsets, let validity, let elements), .list(_, _, let element)):
      guard validity.isValid(index) else { return .null }
      return .list(
        (offsets[index]..<offsets[index + 1]).map { value(elements, Int($0), element) })
    case (.structure(_, let validity, let columns), .structure(_, let members)):
      guard validity.isValid(index) else { return .null }
      return .structure(
        zip(columns, members).map {
          .init(name: $1.name, value: value($0, index, $1.shape))
        })
    default: preconditionFailure("a column of another shape")
    }
  }

  private static func value(_ column: Column, _ index: Int, _ leaf: LeafSchema) -> StoredValue {
    guard column.validity.isValid(index) else { return .null }
    switch column {
    case .bool(let values): return .bool(values.values[index])
    case .int32(let values): return value(Int64(values.values[index]), leaf.element, bits: 32)
    case .int64(let values): return value(values.values[index], leaf.element, bits: 64)
    case .double(let values): return .number(values.values[index])
    case .string(let texts):
      let bytes = texts.bytes[texts.range(index)]
      return String(validating: bytes, as: UTF8.self).map(StoredValue.text) ?? .bytes(Array(bytes))
    case .stringList: preconditionFailure("a leaf is no list")
    }
  }

  /// An integer by its meaning.
  static func value(_ stored: Int64, _ element: SchemaElement, bits: Int) -> StoredValue {
    switch element.meaning {
    case .date:
      return CivilTime.text(day: stored).map(StoredValue.text) ?? .integer(stored)
    case .time(let unit):
      let text = CivilTime.time(stored, unitsPerSecond: unit.unitsPerSecond)
      return text.map(StoredValue.text) ?? .integer(stored)
    case .timestamp(let isAdjusted, let unit):
      let text = CivilTime.text(stored, unitsPerSecond: unit.unitsPerSecond)
      return text.map { .text(isAdjusted ? $0 + "Z" : $0) } ?? .integer(stored)
    case .integer(let width, isSigned: false):
      if width == 64 && stored < 0 { return .unsigned(UInt64(bitPattern: stored)) }
      return .integer(bits == 32 ? Int64(UInt32(truncatingIfNeeded: stored)) : stored)
    default: return .integer(stored)
    }
  }
}

extension LogicalType.TimeUnit {
  /// How many of the unit make a second.
  var unitsPerSecond: Int64 {
    switch self {
    case .millis: 1000
    case .micros: 1_000_000
    case .nanos: 1_000_000_000
    }
  }
}

extension CivilTime {
  /// A date of the years 1 to 9999; nil for others, which have no usual writing.
  static func text(day: Int64) -> String? {
    guard let day = Int32(exactly: day), (-719_162...2_932_896).contains(day) else { return nil }
    return format(day: day)
  }

  /// A time with as many digits of a second as it needs; nil outside the years 1 to 9999.
  static func text(_ time: Int64, unitsPerSecond: Int64) -> String? {
    var (day, rest) = time.quotientAndRemainder(dividingBy: unitsPerSecond * 86_400)
    if rest < 0 {
      day -= 1
      rest += unitsPerSecond * 86_400
    }
    guard let date = text(day: day) else { return nil }
    return self.time(rest, unitsPerSecond: unitsPerSecond).map { date + " " + $0 }
  }

  /// A time of day with as many digits of a second as it needs; nil for what is none.
  static func time(_ time: Int64, unitsPerSecond: Int64) -> String? {
    guard (0..<unitsPerSecond * 86_400).contains(time) else { return nil }
    let seconds = Int(time / unitsPerSecond)
    let text = [seconds / 3600, seconds / 60 % 60, seconds % 60]
      .map { padded($0, 2) }.joined(separator: ":")
    let fraction = Int(time % unitsPerSecond)
    guard fraction > 0 else { return text }
    var digits = padded(fraction, String(unitsPerSecond).utf8.count - 1)
    while digits.hasSuffix("0") { digits.removeLast() }
    return text + "." + digits
  }
}

extension ParquetReader {
  /// Reads a column of any shape as stored, in part or whole.
  ///
  /// - Parameters:
  ///   - rowGroup: The row group.
  ///   - column: The position of the column in `fileColumns`.
  ///   - rows: The rows wanted, nil for all.
  /// - Throws: the column's refusal, and what `read` throws.
  public func readStored(
    rowGroup: Int, column: Int, rows: RowSelection? = nil
  ) throws(StorageError) -> StoredColumn {
    let found = fileColumns[column]
    guard let shape = found.shape else {
      let refusal = found.refusal ?? .unsupported("a column that is not read")
      throw refusal.at(path: file.path)
    }
    let part = try read(rowGroup: rowGroup, [(found.name, shape)], rows: rows)[0]
    return StoredColumn(shape, part)
  }
}
