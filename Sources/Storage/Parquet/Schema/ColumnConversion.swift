internal import Bytes
internal import Columns

/// How stored values become values of a column.
enum ColumnConversion: Equatable, Sendable {
  case bool
  case int32
  /// Unsigned 32-bit integers, which need 64 bits with a sign.
  case unsigned32
  case int64
  /// Unsigned 64-bit integers; those over 63 bits are refused.
  case unsigned64
  /// Microseconds are `value * multiplier / divisor + shift`.
  case timestamp(multiplier: Int64, divisor: Int64, shift: Int64)
  case float
  case double
  case text
  /// Bytes that need not be text; never a column of a table.
  case bytes

  /// Asia/Shanghai is eight hours before UTC; `ColumnType.timestamp` is its wall clock.
  private static let wallClockShift: Int64 = 8 * 3600 * 1_000_000

  /// The conversion of a leaf, and the type of its column.
  ///
  /// - Throws: `unsupported`, naming what the leaf is.
  static func of(_ element: SchemaElement) throws(StorageError)
    -> (conversion: ColumnConversion, type: ColumnType)
  {
    guard let type = element.type else { throw .corrupt("a leaf has no type") }
    switch (type, element.meaning) {
    case (_, .decimal): throw .unsupported("DECIMAL columns")
    case (_, .time): throw .unsupported("TIME columns")
    case (.int96, _): throw .unsupported("INT96 columns")
    case (.boolean, _): return (.bool, .bool)
    case (.int32, .date): return (.int32, .date)
    case (.int32, .integer(32, isSigned: false)): return (.unsigned32, .int64)
    case (.int32, .integer(_, _)), (.int32, nil): return (.int32, .int32)
    case (.int64, .timestamp(let isAdjusted, let unit)):
      return (timestamp(unit, isAdjustedToUTC: isAdjusted), .timestamp)
    case (.int64, .integer(_, isSigned: false)): return (.unsigned64, .int64)
    case (.int64, .integer(_, _)), (.int64, nil): return (.int64, .int64)
    case (.float, nil): return (.float, .double)
    case (.double, nil): return (.double, .double)
    case (.byteArray, .string), (.byteArray, .enumeration), (.byteArray, .json), (.byteArray, nil):
      return (.text, .string)
    case (.fixedLengthByteArray, nil): throw .unsupported("FIXED_LEN_BYTE_ARRAY columns")
    case (_, let meaning):
      throw .unsupported("\(meaning?.name ?? "unannotated") columns stored as \(type.name)")
    }
  }

  /// The conversion that changes nothing, for showing what is stored.
  ///
  /// - Throws: `unsupported`, naming what the leaf is.
  static func stored(_ element: SchemaElement) throws(StorageError) -> ColumnConversion {
    guard let type = element.type else { throw .corrupt("a leaf has no type") }
    switch (type, element.meaning) {
    case (_, .decimal): throw .unsupported("DECIMAL columns")
    case (.int96, _): throw .unsupported("INT96 columns")
    case (.fixedLengthByteArray, let meaning):
      throw .unsupported("\(meaning.map { "\($0.name) columns stored as " } ?? "")\(type.name)")
    case (.boolean, _): return .bool
    case (.int32, _): return .int32
    case (.int64, _): return .int64
    case (.float, _): return .float
    case (.double, _): return .double
    case (.byteArray, .string), (.byteArray, .enumeration), (.byteArray, .json): return .text
    case (.byteArray, _): return .bytes
    }
  }

  private static func timestamp(_ unit: LogicalType.TimeUnit, isAdjustedToUTC: Bool)
    -> ColumnConversion
  {
    let shift = isAdjustedToUTC ? wallClockShift : 0
    return switch unit {
    case .millis: .timestamp(multiplier: 1000, divisor: 1, shift: shift)
    case .micros: .timestamp(multiplier: 1, divisor: 1, shift: shift)
    case .nanos: .timestamp(multiplier: 1, divisor: 1000, shift: shift)
    }
  }

  /// Converts 64-bit integers as stored.
  func convert(_ values: [Int64]) throws(StorageError) -> [Int64] {
    switch self {
    case .unsigned64:
      for value in values where value < 0 {
        throw .unsupported("unsigned integers over 63 bits")
      }
      return values
    case .timestamp(let multiplier, let divisor, let shift):
      if multiplier == 1 && divisor == 1 && shift == 0 { return values }
      var output: [Int64] = []
      output.reserveCapacity(values.count)
      for value in values {
        let (product, isOver) = value.multipliedReportingOverflow(by: multiplier)
        // Division rounds down, also before 1970.
        let quotient = product >= 0 ? product / divisor : (product &- divisor &+ 1) / divisor
        let (sum, isSumOver) = quotient.addingReportingOverflow(shift)
        if isOver || isSumOver { throw .corrupt("a timestamp beyond 64 bits of microseconds") }
        output.append(sum)
      }
      return output
    default: return values
    }
  }
}
