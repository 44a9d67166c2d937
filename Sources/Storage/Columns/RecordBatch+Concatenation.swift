extension RecordBatch {
  /// The rows of several batches of one schema, one after the other.
  ///
  /// - Parameter batches: At least one batch.
  /// - Complexity: O(*n*) in the bytes of all batches, each of which is copied once.
  public init(concatenating batches: [RecordBatch]) {
    guard let first = batches.first else { preconditionFailure("at least one batch") }
    precondition(batches.allSatisfy { $0.schema == first.schema }, "batches of different schemas")
    let columns = first.columns.indices.map { index in
      Column(concatenating: batches.map { $0.columns[index] })
    }
    self.init(schema: first.schema, columns: columns)
  }
}

extension Column {
  /// The rows of several columns of one kind, one after the other.
  init(concatenating columns: [Column]) {
    switch columns[0] {
    case .bool: self = .bool(ValueColumn(concatenating: columns.map(\.boolColumn)))
    case .int32: self = .int32(ValueColumn(concatenating: columns.map(\.int32Column)))
    case .int64: self = .int64(ValueColumn(concatenating: columns.map(\.int64Column)))
    case .double: self = .double(ValueColumn(concatenating: columns.map(\.doubleColumn)))
    case .string: self = .string(StringColumn(concatenating: columns.map(\.stringColumn)))
    case .stringList:
      self = .stringList(StringListColumn(concatenating: columns.map(\.listColumn)))
    }
  }

  var boolColumn: ValueColumn<Bool> {
    if case .bool(let column) = self { return column }
    preconditionFailure("columns of different kinds")
  }
  var int32Column: ValueColumn<Int32> {
    if case .int32(let column) = self { return column }
    preconditionFailure("columns of different kinds")
  }
  var int64Column: ValueColumn<Int64> {
    if case .int64(let column) = self { return column }
    preconditionFailure("columns of different kinds")
  }
  var doubleColumn: ValueColumn<Double> {
    if case .double(let column) = self { return column }
    preconditionFailure("columns of different kinds")
  }
  var stringColumn: StringColumn {
    if case .string(let column) = self { return column }
    preconditionFailure("columns of different kinds")
  }
  var listColumn: StringListColumn {
    if case .stringList(let column) = self { return column }
    preconditionFailure("columns of different kinds")
  }
}

extension Validity {
  /// The validity of several columns, one after the other, given their lengths.
  init(concatenating parts: [(validity: Validity, count: Int)]) {
    self.init()
    guard parts.contains(where: { !$0.validity.mask.isEmpty }) else { return }
    mask.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts {
      if part.validity.mask.isEmpty {
        mask.append(contentsOf: repeatElement(true, count: part.count))
      } else {
        mask.append(contentsOf: part.validity.mask)
      }
    }
  }
}

extension ValueColumn {
  /// The rows of several columns, one after the other.
  init(concatenating columns: [ValueColumn]) {
    self.init()
    values.reserveCapacity(columns.reduce(0) { $0 + $1.count })
    for column in columns { values.append(contentsOf: column.values) }
    validity = Validity(concatenating: columns.map { ($0.validity, $0.count) })
  }
}

extension StringColumn {
  /// The rows of several columns, one after the other.
  init(concatenating columns: [StringColumn]) {
    self.init()
    let byteCount = columns.reduce(0) { $0 + $1.bytes.count }
    precondition(byteCount <= Int(Int32.max), "text column over 2 GiB")
    bytes.reserveCapacity(byteCount)
    offsets.reserveCapacity(columns.reduce(1) { $0 + $1.count })
    for column in columns {
      let base = Int32(truncatingIfNeeded: bytes.count)
      bytes.append(contentsOf: column.bytes)
      for offset in column.offsets.dropFirst() { offsets.append(base &+ offset) }
    }
    validity = Validity(concatenating: columns.map { ($0.validity, $0.count) })
  }
}

extension StringListColumn {
  /// The rows of several columns, one after the other.
  init(concatenating columns: [StringListColumn]) {
    self.init()
    for column in columns {
      let base = Int32(truncatingIfNeeded: offsets[offsets.count - 1])
      for offset in column.offsets.dropFirst() { offsets.append(base &+ offset) }
    }
    elements = StringColumn(concatenating: columns.map(\.elements))
    validity = Validity(concatenating: columns.map { ($0.validity, $0.count) })
  }
}
