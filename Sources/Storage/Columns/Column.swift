/// A column of any type, switched on once per batch.
public enum Column: Equatable, Sendable {
  /// `bool`.
  case bool(ValueColumn<Bool>)
  /// `int32` and `date`.
  case int32(ValueColumn<Int32>)
  /// `int64` and `timestamp`.
  case int64(ValueColumn<Int64>)
  /// `double`.
  case double(ValueColumn<Double>)
  /// `string`.
  case string(StringColumn)
  /// `stringList`.
  case stringList(StringListColumn)

  /// An empty column for a type.
  public init(empty type: ColumnType) {
    switch type {
    case .bool: self = .bool(ValueColumn())
    case .int32, .date: self = .int32(ValueColumn())
    case .int64, .timestamp: self = .int64(ValueColumn())
    case .double: self = .double(ValueColumn())
    case .string: self = .string(StringColumn())
    case .stringList: self = .stringList(StringListColumn())
    }
  }

  /// A column without a single value.
  public init(nulls count: Int, of type: ColumnType) {
    let none = Validity(mask: Array(repeating: false, count: count))
    let texts = StringColumn(
      bytes: [], offsets: Array(repeating: 0, count: count + 1), validity: none)
    switch type {
    case .bool: self = .bool(ValueColumn(Array(repeating: false, count: count), validity: none))
    case .int32, .date:
      self = .int32(ValueColumn(Array(repeating: 0, count: count), validity: none))
    case .int64, .timestamp:
      self = .int64(ValueColumn(Array(repeating: 0, count: count), validity: none))
    case .double: self = .double(ValueColumn(Array(repeating: 0, count: count), validity: none))
    case .string: self = .string(texts)
    case .stringList:
      self = .stringList(
        StringListColumn(elements: StringColumn(), offsets: texts.offsets, validity: none))
    }
  }

  /// The number of rows.
  public var count: Int {
    switch self {
    case .bool(let column): column.count
    case .int32(let column): column.count
    case .int64(let column): column.count
    case .double(let column): column.count
    case .string(let column): column.count
    case .stringList(let column): column.count
    }
  }

  /// Which rows hold a value.
  public var validity: Validity {
    switch self {
    case .bool(let column): column.validity
    case .int32(let column): column.validity
    case .int64(let column): column.validity
    case .double(let column): column.validity
    case .string(let column): column.validity
    case .stringList(let column): column.validity
    }
  }

  /// The column of some rows.
  public func gathering(_ rows: [Int]) -> Column {
    switch self {
    case .bool(let column): .bool(column.gathering(rows))
    case .int32(let column): .int32(column.gathering(rows))
    case .int64(let column): .int64(column.gathering(rows))
    case .double(let column): .double(column.gathering(rows))
    case .string(let column): .string(column.gathering(rows))
    case .stringList(let column): .stringList(column.gathering(rows))
    }
  }

  /// A row's value.
  ///
  /// For cold paths.
  public subscript(row: Int) -> Value {
    switch self {
    case .bool(let column): column[row].map(Value.bool) ?? .null
    case .int32(let column): column[row].map { .int(Int64($0)) } ?? .null
    case .int64(let column): column[row].map(Value.int) ?? .null
    case .double(let column): column[row].map(Value.double) ?? .null
    case .string(let column): column[row].map(Value.string) ?? .null
    case .stringList(let column): column[row].map(Value.list) ?? .null
    }
  }

  /// Adds a value, whose kind must fit the column.
  ///
  /// For cold paths.
  public mutating func append(_ value: Value) {
    switch self {
    case .bool(var column):
      self = .bool(ValueColumn())
      column.append(value.bool, zero: false)
      self = .bool(column)
    case .int32(var column):
      self = .bool(ValueColumn())
      column.append(value.int.map { Int32($0) }, zero: 0)
      self = .int32(column)
    case .int64(var column):
      self = .bool(ValueColumn())
      column.append(value.int, zero: 0)
      self = .int64(column)
    case .double(var column):
      self = .bool(ValueColumn())
      column.append(value.double, zero: 0)
      self = .double(column)
    case .string(var column):
      self = .bool(ValueColumn())
      column.append(value.string)
      self = .string(column)
    case .stringList(var column):
      self = .bool(ValueColumn())
      column.append(value.list)
      self = .stringList(column)
    }
  }

  /// Adds all rows of another column of the same kind.
  public mutating func append(contentsOf other: Column) {
    switch (self, other) {
    case (.bool(var left), .bool(let right)):
      self = .bool(ValueColumn())
      left.append(contentsOf: right)
      self = .bool(left)
    case (.int32(var left), .int32(let right)):
      self = .bool(ValueColumn())
      left.append(contentsOf: right)
      self = .int32(left)
    case (.int64(var left), .int64(let right)):
      self = .bool(ValueColumn())
      left.append(contentsOf: right)
      self = .int64(left)
    case (.double(var left), .double(let right)):
      self = .bool(ValueColumn())
      left.append(contentsOf: right)
      self = .double(left)
    case (.string(var left), .string(let right)):
      self = .bool(ValueColumn())
      left.append(contentsOf: right)
      self = .string(left)
    case (.stringList(var left), .stringList(let right)):
      self = .bool(ValueColumn())
      for row in 0..<right.count { left.append(right[row]) }
      self = .stringList(left)
    default: preconditionFailure("columns of different kinds")
    }
  }
}

extension ValueColumn {
  /// Adds all rows of another column.
  @inlinable public mutating func append(contentsOf other: ValueColumn) {
    if !validity.mask.isEmpty || !other.validity.mask.isEmpty {
      let left = validity.mask.isEmpty ? Array(repeating: true, count: count) : validity.mask
      let right =
        other.validity.mask.isEmpty
        ? Array(repeating: true, count: other.count) : other.validity.mask
      validity = Validity(mask: left + right)
    }
    values.append(contentsOf: other.values)
  }
}

extension StringColumn {
  /// Adds all rows of another column.
  public mutating func append(contentsOf other: StringColumn) {
    if !validity.mask.isEmpty || !other.validity.mask.isEmpty {
      let left = validity.mask.isEmpty ? Array(repeating: true, count: count) : validity.mask
      let right =
        other.validity.mask.isEmpty
        ? Array(repeating: true, count: other.count) : other.validity.mask
      validity = Validity(mask: left + right)
    }
    let base = Int32(truncatingIfNeeded: bytes.count)
    precondition(bytes.count + other.bytes.count <= Int(Int32.max), "text column over 2 GiB")
    bytes.append(contentsOf: other.bytes)
    offsets.reserveCapacity(offsets.count + other.count)
    for row in 0..<other.count { offsets.append(base &+ other.offsets[row &+ 1]) }
  }
}

/// One value of any type, for cold paths and for tests.
public enum Value: Equatable, Sendable {
  /// No value.
  case null
  /// A truth value.
  case bool(Bool)
  /// An integer, date or timestamp.
  case int(Int64)
  /// A double.
  case double(Double)
  /// A text.
  case string(String)
  /// A list of texts.
  case list([String])

  /// The truth value, nil for null; any other kind traps.
  public var bool: Bool? {
    switch self {
    case .null: nil
    case .bool(let value): value
    default: preconditionFailure("not a bool: \(self)")
    }
  }
  /// The integer, nil for null; any other kind traps.
  public var int: Int64? {
    switch self {
    case .null: nil
    case .int(let value): value
    default: preconditionFailure("not an integer: \(self)")
    }
  }
  /// The double, nil for null; any other kind traps.
  public var double: Double? {
    switch self {
    case .null: nil
    case .double(let value): value
    case .int(let value): Double(value)
    default: preconditionFailure("not a double: \(self)")
    }
  }
  /// The text, nil for null; any other kind traps.
  public var string: String? {
    switch self {
    case .null: nil
    case .string(let value): value
    default: preconditionFailure("not a text: \(self)")
    }
  }
  /// The list, nil for null; any other kind traps.
  public var list: [String]? {
    switch self {
    case .null: nil
    case .list(let value): value
    default: preconditionFailure("not a list: \(self)")
    }
  }

  /// A text, or null for nil.
  public static func text(_ value: String?) -> Value { value.map(Value.string) ?? .null }
  /// An integer, or null for nil.
  public static func integer<I: BinaryInteger>(_ value: I?) -> Value {
    value.map { .int(Int64($0)) } ?? .null
  }
  /// A double, or null for nil.
  public static func real(_ value: Double?) -> Value { value.map(Value.double) ?? .null }
}
