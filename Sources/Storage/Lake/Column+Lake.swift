internal import Columns

extension Column {
  /// A column of one value many times.
  init(repeating value: Value, count: Int, of type: ColumnType) {
    if value == .null {
      self.init(nulls: count, of: type)
      return
    }
    var one = Column(empty: type)
    one.append(value)
    self = one.gathering(Array(repeating: 0, count: count))
  }

  /// The column in the kind of another type, nil where a value does not fit.
  ///
  /// Only integers change: a table's column may have been widened after a file was written, and a
  /// merged file may be wider than the table was at an earlier snapshot.
  func converted(to type: ColumnType) -> Column? {
    switch (self, type) {
    case (.int32(let column), .int64):
      return .int64(ValueColumn(column.values.map { Int64($0) }, validity: column.validity))
    case (.int64(let column), .int32):
      var values: [Int32] = []
      values.reserveCapacity(column.count)
      for value in column.values {
        guard let narrow = Int32(exactly: value) else { return nil }
        values.append(narrow)
      }
      return .int32(ValueColumn(values, validity: column.validity))
    default: return self
    }
  }
}

extension ColumnType {
  /// Whether a file's column of this type may stand for a table's column of another.
  func isReadable(as other: ColumnType) -> Bool {
    self == other || [self, other] == [.int32, .int64] || [self, other] == [.int64, .int32]
  }
}
