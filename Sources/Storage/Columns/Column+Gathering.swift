extension Column {
  /// The column of some rows, with no value where a row is nil: one side of a left join.
  public func gathering(optional rows: [Int?]) -> Column {
    switch self {
    case .bool(let column): .bool(column.gathering(optional: rows, zero: false))
    case .int32(let column): .int32(column.gathering(optional: rows, zero: 0))
    case .int64(let column): .int64(column.gathering(optional: rows, zero: 0))
    case .double(let column): .double(column.gathering(optional: rows, zero: 0))
    case .string(let column): .string(column.gathering(optional: rows))
    case .stringList(let column): .stringList(column.gathering(optional: rows))
    }
  }
}

extension ValueColumn {
  /// The column of some rows, with no value where a row is nil.
  @inlinable func gathering(optional rows: [Int?], zero: Element) -> ValueColumn {
    var output = ValueColumn()
    output.values.reserveCapacity(rows.count)
    for row in rows {
      guard let row, validity.isValid(row) else {
        output.append(nil, zero: zero)
        continue
      }
      output.append(values[row], zero: zero)
    }
    return output
  }
}

extension StringColumn {
  /// The column of some rows, with no value where a row is nil.
  func gathering(optional rows: [Int?]) -> StringColumn {
    var output = StringColumn()
    output.offsets.reserveCapacity(rows.count + 1)
    for row in rows {
      guard let row, validity.isValid(row) else {
        output.appendNull()
        continue
      }
      withBytes(row) { output.append(utf8: $0) }
    }
    return output
  }
}

extension StringListColumn {
  /// The column of some rows, with no value where a row is nil.
  func gathering(optional rows: [Int?]) -> StringListColumn {
    var output = StringListColumn()
    for row in rows { output.append(row.flatMap { self[$0] }) }
    return output
  }
}
