internal import Bytes

/// What the values of a column mean.
enum LogicalType: Equatable, Sendable {
  /// The unit of a time.
  enum TimeUnit: Int, Sendable {
    case millis = 1, micros, nanos

    /// The name in the specification.
    var name: String { ["MILLIS", "MICROS", "NANOS"][rawValue - 1] }
  }

  case string
  case map
  case list
  case enumeration
  case decimal
  case date
  case time(TimeUnit)
  case timestamp(isAdjustedToUTC: Bool, unit: TimeUnit)
  case integer(bitWidth: Int, isSigned: Bool)
  case json
  /// Any other, by its field id in the union.
  case other(Int)

  private static let otherNames = [
    11: "UNKNOWN", 13: "BSON", 14: "UUID", 15: "FLOAT16", 16: "VARIANT", 17: "GEOMETRY",
    18: "GEOGRAPHY", 19: "FILE",
  ]

  /// The name in the specification.
  var name: String {
    switch self {
    case .string: "STRING"
    case .map: "MAP"
    case .list: "LIST"
    case .enumeration: "ENUM"
    case .decimal: "DECIMAL"
    case .date: "DATE"
    case .time(let unit): "TIME(\(unit.name))"
    case .timestamp(let adjusted, let unit):
      "TIMESTAMP(\(unit.name), isAdjustedToUTC=\(adjusted))"
    case .integer(let bitWidth, let isSigned): "\(isSigned ? "INT" : "UINT")_\(bitWidth)"
    case .json: "JSON"
    case .other(let id): Self.otherNames[id] ?? "logical type \(id)"
    }
  }

  /// The meaning that an older writer gave by converted type only.
  ///
  /// Times of day by the wall clock and instants in UTC were one converted type; what DuckDB and
  /// Polars do is done here too: the values are taken for the wall clock.
  init?(convertedType: Int32) {
    switch convertedType {
    case 0: self = .string
    case 1, 2: self = .map
    case 3: self = .list
    case 4: self = .enumeration
    case 5: self = .decimal
    case 6: self = .date
    case 7: self = .time(.millis)
    case 8: self = .time(.micros)
    case 9: self = .timestamp(isAdjustedToUTC: false, unit: .millis)
    case 10: self = .timestamp(isAdjustedToUTC: false, unit: .micros)
    case 11...14: self = .integer(bitWidth: 8 << Int(convertedType - 11), isSigned: false)
    case 15...18: self = .integer(bitWidth: 8 << Int(convertedType - 15), isSigned: true)
    case 19: self = .json
    case 20: self = .other(13)
    default: return nil
    }
  }

  init?(_ reader: inout CompactReader) throws(StorageError) {
    var found: LogicalType?
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 7: found = .time(try Self.time(&reader, field).unit)
      case 8:
        let (isAdjusted, unit) = try Self.time(&reader, field)
        found = .timestamp(isAdjustedToUTC: isAdjusted, unit: unit)
      case 10: found = try Self.integer(&reader, field)
      default:
        found = Self.plain[field.id] ?? .other(field.id)
        try reader.skip(field)
      }
    }
    guard let found else { return nil }
    self = found
  }

  private static let plain: [Int: LogicalType] = [
    1: .string, 2: .map, 3: .list, 4: .enumeration, 5: .decimal, 6: .date, 12: .json,
  ]

  /// What a TIME and a TIMESTAMP say alike.
  private static func time(_ reader: inout CompactReader, _ field: CompactReader.Field)
    throws(StorageError) -> (isAdjustedToUTC: Bool, unit: TimeUnit)
  {
    guard field.type == .structure else { throw .corrupt("a TIME is not a structure") }
    var isAdjusted = false
    var unit: TimeUnit?
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch (field.id, field.type) {
      case (1, _): isAdjusted = try reader.bool(field)
      case (2, .structure):
        try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
          unit = TimeUnit(rawValue: field.id)
          try reader.skip(field)
        }
      default: try reader.skip(field)
      }
    }
    guard let unit else { throw .corrupt("a TIME has no unit") }
    return (isAdjusted, unit)
  }

  private static func integer(_ reader: inout CompactReader, _ field: CompactReader.Field)
    throws(StorageError) -> LogicalType
  {
    guard field.type == .structure else { throw .corrupt("an INTEGER is not a structure") }
    var bitWidth = 0
    var isSigned = true
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: bitWidth = Int(try reader.integer(field))
      case 2: isSigned = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
    guard [8, 16, 32, 64].contains(bitWidth) else {
      throw .corrupt("an INTEGER has \(bitWidth) bits")
    }
    return .integer(bitWidth: bitWidth, isSigned: isSigned)
  }

  func write(to writer: inout CompactWriter) {
    switch self {
    case .string: writer.write(1) { _ in }
    case .list: writer.write(3) { _ in }
    case .date: writer.write(6) { _ in }
    case .timestamp(let isAdjusted, let unit):
      writer.write(8) { timestamp in
        timestamp.write(1, bool: isAdjusted)
        timestamp.write(2) { $0.write(unit.rawValue) { _ in } }
      }
    case .integer(let bitWidth, let isSigned):
      writer.write(10) { integer in
        integer.write(1, int8: Int8(bitWidth))
        integer.write(2, bool: isSigned)
      }
    default: preconditionFailure("never written: \(name)")
    }
  }
}
