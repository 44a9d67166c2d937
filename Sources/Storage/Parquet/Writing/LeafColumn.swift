internal import Columns

/// A column of a row group as it is encoded: its entries one after the other.
///
/// For a flat column there is an entry for each row; for a list column one for each element.
struct LeafColumn: Sendable {
  /// The values by kind; entries without a value hold anything.
  enum Values: Sendable {
    case bool([Bool])
    case int32([Int32])
    case int64([Int64])
    case double([Double])
    /// Entry `i` is `bytes[offsets[i]..<offsets[i + 1]]`.
    case text(bytes: [UInt8], offsets: [Int32])
  }

  /// How a list column's entries belong to rows.
  struct Lists: Sendable {
    /// Where each row's entries start; one more than rows.
    var offsets: [Int32]
    /// Which rows hold a list; empty when all do.
    var validity: [Bool]
  }

  var values: Values
  /// Which entries hold a value; empty when all do.
  var validity: [Bool]
  /// Nil for a flat column.
  var lists: Lists?
  var rowCount: Int

  /// The entries of some rows.
  func entries(_ rows: Range<Int>) -> Range<Int> {
    guard let lists else { return rows }
    return Int(lists.offsets[rows.lowerBound])..<Int(lists.offsets[rows.upperBound])
  }

  /// The highest definition level: a value is there.
  var maximumDefinition: UInt8 { lists == nil ? 1 : 3 }
}

extension LeafColumn {
  /// A part of a batch's column.
  struct Slice: Sendable {
    let column: Column
    let rows: Range<Int>
  }

  /// Joins the parts of a column, which are all of one kind.
  static func joining(_ slices: [Slice]) -> LeafColumn {
    switch slices[0].column {
    case .bool: join(slices, Values.bool) { $0.bools }
    case .int32: join(slices, Values.int32) { $0.int32s }
    case .int64: join(slices, Values.int64) { $0.int64s }
    case .double: join(slices, Values.double) { $0.doubles }
    case .string: join(texts: slices.map { ($0.column.strings, $0.rows) })
    case .stringList: join(lists: slices.map { ($0.column.lists, $0.rows) })
    }
  }

  private static func join(lists parts: [(StringListColumn, Range<Int>)]) -> LeafColumn {
    let elements = parts.map { column, rows in
      (column.elements, Int(column.offsets[rows.lowerBound])..<Int(column.offsets[rows.upperBound]))
    }
    var joined = join(texts: elements)
    joined.rowCount = parts.reduce(0) { $0 + $1.1.count }
    joined.lists = Lists(
      offsets: joinOffsets(parts.map { ($0.0.offsets, $0.1) }),
      validity: joinValidity(parts.map { ($0.0.validity, $0.1) }))
    return joined
  }

  private static func join<Element>(
    _ slices: [Slice], _ values: ([Element]) -> Values, _ part: (Column) -> ValueColumn<Element>
  ) -> LeafColumn {
    let parts = slices.map { (part($0.column), $0.rows) }
    var joined: [Element] = []
    if parts.count == 1 && parts[0].1.count == parts[0].0.count {
      joined = parts[0].0.values
    } else {
      joined.reserveCapacity(parts.reduce(0) { $0 + $1.1.count })
      for (column, rows) in parts { joined.append(contentsOf: column.values[rows]) }
    }
    return LeafColumn(
      values: values(joined), validity: joinValidity(parts.map { ($0.0.validity, $0.1) }),
      lists: nil, rowCount: joined.count)
  }

  private static func join(texts parts: [(StringColumn, Range<Int>)]) -> LeafColumn {
    let offsets: [Int32]
    var bytes: [UInt8] = []
    if parts.count == 1 {
      // The bytes of all rows are shared, not copied.
      let (column, rows) = parts[0]
      bytes = column.bytes
      offsets =
        rows.count == column.count
        ? column.offsets : Array(column.offsets[rows.lowerBound...rows.upperBound])
    } else {
      let ranges = parts.map { column, rows in
        Int(column.offsets[rows.lowerBound])..<Int(column.offsets[rows.upperBound])
      }
      bytes.reserveCapacity(ranges.reduce(0) { $0 + $1.count })
      for (part, range) in zip(parts, ranges) { bytes.append(contentsOf: part.0.bytes[range]) }
      offsets = joinOffsets(parts.map { ($0.0.offsets, $0.1) })
    }
    return LeafColumn(
      values: .text(bytes: bytes, offsets: offsets),
      validity: joinValidity(parts.map { ($0.0.validity, $0.1) }),
      lists: nil, rowCount: offsets.count - 1)
  }

  /// Joins offsets, each part's moved to where its content now starts.
  private static func joinOffsets(_ parts: [([Int32], Range<Int>)]) -> [Int32] {
    var joined: [Int32] = [0]
    joined.reserveCapacity(parts.reduce(1) { $0 + $1.1.count })
    for (offsets, rows) in parts where !rows.isEmpty {
      let shift = joined[joined.count - 1] - offsets[rows.lowerBound]
      for row in rows { joined.append(offsets[row &+ 1] &+ shift) }
    }
    return joined
  }

  private static func joinValidity(_ parts: [(Validity, Range<Int>)]) -> [Bool] {
    if parts.allSatisfy({ $0.0.mask.isEmpty }) { return [] }
    var joined: [Bool] = []
    joined.reserveCapacity(parts.reduce(0) { $0 + $1.1.count })
    for (validity, rows) in parts {
      if validity.mask.isEmpty {
        joined.append(contentsOf: repeatElement(true, count: rows.count))
      } else {
        joined.append(contentsOf: validity.mask[rows])
      }
    }
    return joined.contains(false) ? joined : []
  }
}

extension Column {
  fileprivate var bools: ValueColumn<Bool> {
    guard case .bool(let column) = self else { preconditionFailure("not a bool column") }
    return column
  }
  fileprivate var int32s: ValueColumn<Int32> {
    guard case .int32(let column) = self else { preconditionFailure("not an int32 column") }
    return column
  }
  fileprivate var int64s: ValueColumn<Int64> {
    guard case .int64(let column) = self else { preconditionFailure("not an int64 column") }
    return column
  }
  fileprivate var doubles: ValueColumn<Double> {
    guard case .double(let column) = self else { preconditionFailure("not a double column") }
    return column
  }
  fileprivate var strings: StringColumn {
    guard case .string(let column) = self else { preconditionFailure("not a text column") }
    return column
  }
  fileprivate var lists: StringListColumn {
    guard case .stringList(let column) = self else { preconditionFailure("not a list column") }
    return column
  }
}
