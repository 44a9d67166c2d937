internal import Columns

/// The least and the greatest of some values, and how many have none.
struct ValueBounds: Equatable, Sendable {
  /// A value at either end.
  enum Bound: Equatable, Sendable {
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case text([UInt8])

    /// Whether this comes before another of the same kind.
    func precedes(_ other: Bound) -> Bool {
      switch (self, other) {
      case (.bool(let left), .bool(let right)): !left && right
      case (.int(let left), .int(let right)): left < right
      case (.double(let left), .double(let right)): left < right
      case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
      default: preconditionFailure("bounds of different kinds")
      }
    }
  }

  var minimum: Bound?
  var maximum: Bound?
  /// Entries, those without a value included.
  var entryCount = 0
  var nullCount = 0
  var nanCount = 0

  /// Takes in the bounds of further values.
  mutating func merge(_ other: ValueBounds) {
    if let value = other.minimum, minimum.map(value.precedes) ?? true { minimum = value }
    if let value = other.maximum, maximum.map({ $0.precedes(value) }) ?? true { maximum = value }
    entryCount += other.entryCount
    nullCount += other.nullCount
    nanCount += other.nanCount
  }

  /// The lower bound as the catalog wants it.
  var minimumValue: Value? {
    guard case .text(let bytes)? = minimum else { return minimum.map(Self.value) }
    return .string(String(decoding: TextBound.lower(bytes), as: UTF8.self))
  }

  /// The upper bound as the catalog wants it.
  var maximumValue: Value? {
    guard case .text(let bytes)? = maximum else { return maximum.map(Self.value) }
    return TextBound.upper(bytes).map { .string(String(decoding: $0, as: UTF8.self)) }
  }

  private static func value(_ bound: Bound) -> Value {
    switch bound {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .text(let bytes): .string(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The lower bound as stored for a type.
  func storedMinimum(_ type: ColumnType) -> [UInt8]? {
    switch minimum {
    // Readers may take zero for either sign, so the lower of the two is written.
    case .double(let value): Self.stored(.double(value == 0 ? -0.0 : value), type)
    case .text(let bytes): TextBound.lower(bytes)
    case let bound: bound.map { Self.stored($0, type) }
    }
  }

  /// The upper bound as stored for a type.
  func storedMaximum(_ type: ColumnType) -> [UInt8]? {
    switch maximum {
    case .double(let value): Self.stored(.double(value == 0 ? 0.0 : value), type)
    case .text(let bytes): TextBound.upper(bytes)
    case let bound: bound.map { Self.stored($0, type) }
    }
  }

  private static func stored(_ bound: Bound, _ type: ColumnType) -> [UInt8] {
    switch bound {
    case .bool(let value): [value ? 1 : 0]
    case .int(let value):
      type == .int32 || type == .date
        ? bytes(of: Int32(truncatingIfNeeded: value).littleEndian) : bytes(of: value.littleEndian)
    case .double(let value): bytes(of: value.bitPattern.littleEndian)
    case .text(let bytes): bytes
    }
  }

  private static func bytes<Integer>(of value: Integer) -> [UInt8] {
    withUnsafeBytes(of: value) { Array($0) }
  }

  /// The statistics as stored for a type.
  func metadata(_ type: ColumnType) -> StatisticsMetadata {
    var output = StatisticsMetadata()
    output.nullCount = Int64(nullCount)
    output.minimum = storedMinimum(type)
    output.maximum = storedMaximum(type)
    if output.minimum != nil { output.isMinimumExact = isExact(minimum, output.minimum) }
    if output.maximum != nil { output.isMaximumExact = isExact(maximum, output.maximum) }
    if type == .double { output.nanCount = Int64(nanCount) }
    return output
  }

  private func isExact(_ bound: Bound?, _ stored: [UInt8]?) -> Bool {
    guard case .text(let bytes)? = bound else { return true }
    return bytes == stored
  }
}
