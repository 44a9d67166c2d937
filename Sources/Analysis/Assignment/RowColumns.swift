internal import Columns

/// Columns of a table under construction, by name; columns that are not named get no values.
struct RowColumns {
  private let schema: Schema
  private(set) var columns: [String: Column] = [:]

  init(schema: Schema) { self.schema = schema }

  /// Sets a text column.
  mutating func set(_ name: String, _ values: [String?]) {
    columns[name] = .string(StringColumn(values))
  }

  /// Sets a column of 64-bit integers or times.
  mutating func set(_ name: String, _ values: [Int64?]) {
    var column = ValueColumn<Int64>()
    column.values.reserveCapacity(values.count)
    for value in values { column.append(value, zero: 0) }
    columns[name] = .int64(column)
  }

  /// Sets a column of 32-bit integers.
  mutating func set(_ name: String, _ values: [Int32]) { columns[name] = .int32(.init(values)) }

  /// Sets a column of doubles.
  mutating func set(_ name: String, _ values: [Double]) { columns[name] = .double(.init(values)) }

  /// Sets a column of truth values.
  mutating func set(_ name: String, _ values: [Bool]) { columns[name] = .bool(.init(values)) }

  /// Sets a column of lists.
  mutating func set(_ name: String, _ values: [[String]]) {
    var column = StringListColumn()
    for value in values { column.append(value) }
    columns[name] = .stringList(column)
  }

  /// The batch of a number of rows.
  func batch(rowCount: Int) -> RecordBatch {
    for name in columns.keys {
      precondition(schema.index(of: name) != nil, "no column \(name) in the table")
    }
    return RecordBatch(
      schema: schema,
      columns: schema.fields.map { columns[$0.name] ?? Column(nulls: rowCount, of: $0.type) })
  }
}
