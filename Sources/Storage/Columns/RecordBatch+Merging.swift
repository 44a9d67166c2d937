extension RecordBatch {
  /// The rows of several batches of one schema, in some order.
  ///
  /// - Parameters:
  ///   - batches: At least one batch.
  ///   - rows: For each row of the result its number, counted through all batches one after the
  ///     other.
  /// - Complexity: O(*n*) in the bytes of the rows, each of which is copied once: half of what
  ///   joining and then gathering costs.
  public init(merging batches: [RecordBatch], rows: [Int]) {
    guard let first = batches.first else { preconditionFailure("at least one batch") }
    precondition(batches.allSatisfy { $0.schema == first.schema }, "batches of different schemas")
    let places = MergedRow.places(of: rows, in: batches.map(\.rowCount))
    let columns = first.columns.indices.map { index in
      Column(merging: batches.map { $0.columns[index] }, places)
    }
    self.init(schema: first.schema, columns: columns)
  }
}

/// Where a row of a merged batch comes from.
struct MergedRow {
  let part: Int32
  let row: Int32

  /// The places of rows that are counted through all parts.
  static func places(of rows: [Int], in counts: [Int]) -> [MergedRow] {
    var all: [MergedRow] = []
    all.reserveCapacity(counts.reduce(0, +))
    for (part, count) in counts.enumerated() {
      for row in 0..<count { all.append(MergedRow(part: Int32(part), row: Int32(row))) }
    }
    return rows.map { all[$0] }
  }
}

extension Column {
  init(merging columns: [Column], _ places: [MergedRow]) {
    switch columns[0] {
    case .bool: self = .bool(ValueColumn(merging: columns.map(\.boolColumn), places))
    case .int32: self = .int32(ValueColumn(merging: columns.map(\.int32Column), places))
    case .int64: self = .int64(ValueColumn(merging: columns.map(\.int64Column), places))
    case .double: self = .double(ValueColumn(merging: columns.map(\.doubleColumn), places))
    case .string: self = .string(StringColumn(merging: columns.map(\.stringColumn), places))
    case .stringList:
      let lists = columns.map(\.listColumn)
      var output = StringListColumn()
      for place in places { output.append(lists[Int(place.part)][Int(place.row)]) }
      self = .stringList(output)
    }
  }
}

extension Validity {
  fileprivate init(merging parts: [Validity], _ places: [MergedRow]) {
    self.init()
    if parts.allSatisfy(\.mask.isEmpty) { return }
    mask = places.map { parts[Int($0.part)].isValid(Int($0.row)) }
  }
}

extension ValueColumn {
  fileprivate init(merging columns: [ValueColumn], _ places: [MergedRow]) {
    let parts = columns.map(\.values)
    self.init(
      places.map { parts[Int($0.part)][Int($0.row)] },
      validity: Validity(merging: columns.map(\.validity), places))
  }
}

extension StringColumn {
  fileprivate init(merging columns: [StringColumn], _ places: [MergedRow]) {
    self.init()
    validity = Validity(merging: columns.map(\.validity), places)
    let size = columns.reduce(0) { $0 + $1.bytes.count }
    if size == 0 {
      offsets = Array(repeating: 0, count: places.count + 1)
      return
    }
    precondition(size <= Int(Int32.max), "text column over 2 GiB")
    offsets.reserveCapacity(places.count + 1)
    bytes = [UInt8](unsafeUninitializedCapacity: size) { output, count in
      for place in places {
        let part = Int(place.part)
        let start = Int(columns[part].offsets[Int(place.row)])
        let end = Int(columns[part].offsets[Int(place.row) &+ 1])
        if end > start {
          precondition(count &+ end &- start <= size, "a row is taken twice")
          columns[part].bytes.withUnsafeBufferPointer { source in
            // SAFETY: the row lies in its part's bytes, and the output has room for all of them.
            (output.baseAddress! + count).initialize(
              from: source.baseAddress! + start, count: end &- start)
          }
          count &+= end &- start
        }
        offsets.append(Int32(truncatingIfNeeded: count))
      }
    }
  }
}
