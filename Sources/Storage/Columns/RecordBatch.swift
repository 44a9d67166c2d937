/// Rows in columns: what every step reads and writes.
public struct RecordBatch: Equatable, Sendable {
  /// The columns' names and types.
  public let schema: Schema
  /// One column for each field, all of the same length.
  public private(set) var columns: [Column]

  /// Makes a batch; columns must fit the schema and each other.
  public init(schema: Schema, columns: [Column]) {
    precondition(schema.fields.count == columns.count, "a column for each field")
    precondition(Set(columns.map(\.count)).count <= 1, "columns differ in length")
    self.schema = schema
    self.columns = columns
  }

  /// Makes an empty batch.
  public init(schema: Schema) {
    self.schema = schema
    columns = schema.fields.map { Column(empty: $0.type) }
  }

  /// The number of rows.
  public var rowCount: Int { columns.first?.count ?? 0 }

  /// A column by name; asking for one that is not there traps.
  public subscript(name: String) -> Column {
    get { columns[position(name)] }
    set {
      precondition(newValue.count == rowCount || columns.count == 1, "columns differ in length")
      columns[position(name)] = newValue
    }
  }

  /// A text column by name.
  public func strings(_ name: String) -> StringColumn {
    guard case .string(let column) = self[name] else { preconditionFailure("\(name): not text") }
    return column
  }
  /// An `int64` or `timestamp` column by name.
  public func int64s(_ name: String) -> ValueColumn<Int64> {
    guard case .int64(let column) = self[name] else { preconditionFailure("\(name): not int64") }
    return column
  }
  /// An `int32` or `date` column by name.
  public func int32s(_ name: String) -> ValueColumn<Int32> {
    guard case .int32(let column) = self[name] else { preconditionFailure("\(name): not int32") }
    return column
  }
  /// A `double` column by name.
  public func doubles(_ name: String) -> ValueColumn<Double> {
    guard case .double(let column) = self[name] else { preconditionFailure("\(name): not double") }
    return column
  }
  /// A `bool` column by name.
  public func bools(_ name: String) -> ValueColumn<Bool> {
    guard case .bool(let column) = self[name] else { preconditionFailure("\(name): not bool") }
    return column
  }
  /// A list column by name.
  public func lists(_ name: String) -> StringListColumn {
    guard case .stringList(let column) = self[name] else {
      preconditionFailure("\(name): not a list")
    }
    return column
  }

  /// One row's value by column name.
  ///
  /// For cold paths.
  public func value(_ name: String, _ row: Int) -> Value { self[name][row] }

  /// Adds a row of named values; columns not named get none.
  ///
  /// For cold paths.
  public mutating func appendRow(_ values: [String: Value]) {
    for name in values.keys { _ = position(name) }
    for index in columns.indices {
      columns[index].append(values[schema.fields[index].name] ?? .null)
    }
  }

  /// Adds all rows of a batch with the same schema.
  public mutating func append(contentsOf other: RecordBatch) {
    precondition(schema == other.schema, "batches of different schemas")
    if rowCount == 0 {
      columns = other.columns
      return
    }
    for index in columns.indices { columns[index].append(contentsOf: other.columns[index]) }
  }

  /// The batch of some rows.
  public func gathering(_ rows: [Int]) -> RecordBatch {
    RecordBatch(schema: schema, columns: columns.map { $0.gathering(rows) })
  }

  /// The batch of some columns.
  public func selecting(_ names: [String]) -> RecordBatch {
    RecordBatch(schema: schema.selecting(names), columns: names.map { self[$0] })
  }

  private func position(_ name: String) -> Int {
    guard let index = schema.index(of: name) else { preconditionFailure("no column \(name)") }
    return index
  }
}
