internal import Columns
internal import Parquet

/// What a column of a file really holds: counted and compared value by value.
struct ColumnFacts: Equatable, Sendable {
  /// Entries with a value; of a list column, elements.
  private(set) var valueCount = 0
  /// Entries without one; of a list column, rows without elements.
  private(set) var nullCount = 0
  private(set) var containsNaN = false
  private(set) var minimum: Bound?
  private(set) var maximum: Bound?

  /// A value that can be compared.
  enum Bound: Equatable, Sendable {
    case int(Int64)
    case double(Double)
    case text([UInt8])

    func precedes(_ other: Bound) -> Bool {
      switch (self, other) {
      case (.int(let left), .int(let right)): left < right
      case (.double(let left), .double(let right)): left < right
      case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
      default: false
      }
    }
  }

  /// No entries.
  init() {}

  /// The facts of some rows.
  init(_ column: Column) {
    switch column {
    case .bool(let column):
      count(column.values.count, column.validity)
      for (row, value) in column.values.enumerated() where column.validity.isValid(row) {
        widen(.int(value ? 1 : 0))
      }
    case .int32(let column):
      count(column.values.count, column.validity)
      integers(column.values, column.validity)
    case .int64(let column):
      count(column.values.count, column.validity)
      integers(column.values, column.validity)
    case .double(let column):
      count(column.values.count, column.validity)
      doubles(column)
    case .string(let column):
      count(column.count, column.validity)
      texts(column)
    case .stringList(let column):
      for row in 0..<column.count where column.offsets[row] == column.offsets[row + 1] {
        nullCount += 1
      }
      let elements = column.elements
      let missing = elements.validity.nullCount
      valueCount = elements.count - missing
      nullCount += missing
      texts(elements)
    }
  }

  private mutating func count(_ count: Int, _ validity: Validity) {
    nullCount = validity.nullCount
    valueCount = count - nullCount
  }

  private mutating func integers<Element: FixedWidthInteger>(
    _ values: [Element], _ validity: Validity
  ) {
    guard let first = values.indices.first(where: { validity.isValid($0) }) else { return }
    var (least, most) = (values[first], values[first])
    for row in first..<values.count where validity.isValid(row) {
      least = min(least, values[row])
      most = max(most, values[row])
    }
    (minimum, maximum) = (.int(Int64(least)), .int(Int64(most)))
  }

  private mutating func doubles(_ column: ValueColumn<Double>) {
    for (row, value) in column.values.enumerated() where column.validity.isValid(row) {
      if value.isNaN { containsNaN = true } else { widen(.double(value)) }
    }
  }

  private mutating func texts(_ column: StringColumn) {
    guard let first = (0..<column.count).first(where: { column.validity.isValid($0) }) else {
      return
    }
    var (least, most) = (column.range(first), column.range(first))
    for row in first..<column.count where column.validity.isValid(row) {
      let range = column.range(row)
      if Self.precedes(column.bytes, range, least) { least = range }
      if Self.precedes(column.bytes, most, range) { most = range }
    }
    minimum = .text(Array(column.bytes[least]))
    maximum = .text(Array(column.bytes[most]))
  }

  private static func precedes(_ bytes: [UInt8], _ left: Range<Int>, _ right: Range<Int>) -> Bool {
    let count = min(left.count, right.count)
    for step in 0..<count {
      let (first, second) = (bytes[left.lowerBound &+ step], bytes[right.lowerBound &+ step])
      if first != second { return first < second }
    }
    return left.count < right.count
  }

  private mutating func widen(_ value: Bound) {
    if minimum.map({ value.precedes($0) }) ?? true { minimum = value }
    if maximum.map({ $0.precedes(value) }) ?? true { maximum = value }
  }

  /// Adds the facts of more rows.
  mutating func merge(_ other: ColumnFacts) {
    valueCount += other.valueCount
    nullCount += other.nullCount
    containsNaN = containsNaN || other.containsNaN
    if let least = other.minimum { widen(least) }
    if let most = other.maximum { widen(most) }
  }

  /// Whether bounds as texts of the catalog hold all values; one that is missing bounds nothing.
  func fits(minimum lower: String?, maximum upper: String?, of type: ColumnType) -> Bool {
    if let lower, let minimum {
      guard Self.bounds(lower, of: type).contains(where: { !minimum.precedes($0) }) else {
        return false
      }
    }
    if let upper, let maximum {
      guard Self.bounds(upper, of: type).contains(where: { !$0.precedes(maximum) }) else {
        return false
      }
    }
    return true
  }

  /// Whether bounds of a Parquet footer hold all values.
  func fits(_ lower: Value?, _ upper: Value?) -> Bool {
    if let bound = Self.bound(lower), let minimum, minimum.precedes(bound) { return false }
    if let bound = Self.bound(upper), let maximum, bound.precedes(maximum) { return false }
    return true
  }

  private static func bound(_ value: Value?) -> Bound? {
    switch value {
    case .int(let number)?: .int(number)
    case .double(let number)?: .double(number)
    case .string(let text)?: .text(Array(text.utf8))
    case .bool(let truth)?: .int(truth ? 1 : 0)
    case .null?, .list?, nil: nil
    }
  }

  /// What a bound of the catalog may stand for; nothing where it is not one of the type.
  private static func bounds(_ text: String, of type: ColumnType) -> [Bound] {
    switch type {
    case .string, .stringList: [.text(Array(text.utf8))]
    // Of a column of 32-bit floats the text is as short as those allow.
    case .double:
      [Double(text), Float(text).map { Double($0) }].compactMap { $0 }.map(Bound.double)
    case .bool:
      switch text {
      case "0", "false": [.int(0)]
      case "1", "true": [.int(1)]
      default: []
      }
    case .int32, .int64, .date, .timestamp:
      StatisticsText.integer(text, of: type).map { [.int($0)] } ?? []
    }
  }

  /// The bounds as the catalog writes them.
  func texts(of type: ColumnType) -> (minimum: String?, maximum: String?) {
    func text(_ bound: Bound?, _ shorten: ([UInt8]) -> [UInt8]?) -> String? {
      switch bound {
      case .int(let number)?:
        StatisticsText.text(type == .bool ? .bool(number != 0) : .int(number), of: type)
      case .double(let number)?: StatisticsText.text(.double(number), of: type)
      case .text(let bytes)?: shorten(bytes).map { String(decoding: $0, as: UTF8.self) }
      case nil: nil
      }
    }
    return (
      text(minimum) { TextBound.lower($0) }, text(maximum) { TextBound.upper($0) }
    )
  }
}
