internal import Bytes
internal import Columns
internal import Parallel
internal import Parquet
internal import SQLite

extension Lake {
  /// Counts the live rows of a table by the values of some columns.
  ///
  /// Texts stay numbers of their dictionaries from the file to the counts, and row groups are
  /// counted on all cores.
  ///
  /// - Parameters:
  ///   - table: The table's name.
  ///   - columns: At least one column, of any type but lists and doubles.
  ///   - snapshot: The state to read, nil for the newest.
  ///   - months: Only partitions of these months, as in `scan`.
  /// - Throws: As `scan`; `limitExceeded` when the columns have over 2⁶³ combinations together.
  /// - Complexity: O(*n*) in the rows, and in memory in the combinations there are in each row
  ///   group.
  public func counts(
    _ table: String, by columns: [String], snapshot: Int64? = nil, months: ClosedRange<Int>? = nil
  ) throws -> ValueCounts {
    precondition(!columns.isEmpty, "at least one column")
    let newest = try refresh().id
    let snapshot = snapshot ?? newest
    let scanned = try ScannedColumns(columns, of: self.table(table, at: snapshot))
    var files = try dataFiles(of: scanned.table, at: snapshot)
    if let months {
      files.removeAll { file in file.month.map { !months.contains($0) } ?? false }
    }
    let work = files
    let opened = try Parallel.map(chunks: work.count) { index throws(StorageError) in
      try OpenedFile(work[index], scanned, at: snapshot)
    }
    var scans: [RowGroupScan] = []
    for file in opened {
      for group in file.reader.rowGroupRowCounts.indices {
        scans.append(RowGroupScan(file: file, rowGroup: group, rows: nil))
      }
    }
    let groups = scans
    var parts = try Parallel.map(chunks: groups.count) { index throws(StorageError) in
      try groups[index].file.counts(rowGroup: groups[index].rowGroup)
    }
    try scanInlinedRows(scanned, at: snapshot) { batch, _ in
      parts.append(RankedCounts(batch.columns.map { RankedColumn($0) }, rows: nil))
    }
    return try ValueCounts(parts, schema: scanned.schema)
  }
}

/// The counts of one row group with its columns' values.
struct RankedCounts: Sendable {
  let values: [KeyValues]
  let counts: CombinationCounts

  init(_ columns: [RankedColumn], rows: [Int]?) {
    values = columns.map(\.values)
    counts = CombinationCounts(columns, rows: rows)
  }
}

extension OpenedFile {
  /// Counts the live rows of a row group by the columns of the scan.
  func counts(rowGroup: Int) throws(StorageError) -> RankedCounts {
    var columns: [RankedColumn] = []
    for (column, index) in zip(scanned.columns, indexes) {
      if let index, column.field.type == .string {
        columns.append(RankedColumn(try reader.readCodes(rowGroup: rowGroup, column: index)))
      } else if let index {
        let read = try reader.read(rowGroup: rowGroup, columns: [index])[0]
        columns.append(RankedColumn(try converted(read, column)))
      } else {
        columns.append(
          RankedColumn(
            Column(
              repeating: column.initialDefault ?? .null, count: reader.rowGroupRowCounts[rowGroup],
              of: column.field.type)))
      }
    }
    return RankedCounts(columns, rows: try liveRows(rowGroup: rowGroup))
  }
}

extension ValueCounts {
  /// Joins the counts of row groups.
  init(_ parts: [RankedCounts], schema: Schema) throws(StorageError) {
    var values: [KeyValues] = []
    var ranks: [[[UInt32]]] = []
    for index in schema.fields.indices {
      let (all, byPart) = KeyValues.union(parts.map { $0.values[index] })
      values.append(all)
      ranks.append(byPart)
    }
    let sizes = values.map { UInt64($0.count + 1) }
    var product: UInt64 = 1
    for size in sizes {
      let (next, isOver) = product.multipliedReportingOverflow(by: size)
      guard !isOver, next <= UInt64(Int64.max) else {
        throw StorageError(.limitExceeded, "the columns have too many combinations to count")
      }
      product = next
    }
    let tables = ranks
    var lists = Parallel.map(chunks: parts.count) { index in
      parts[index].counts.translated(
        tables.map { $0[index] }, from: parts[index].values.map(\.count), to: sizes)
    }
    while lists.count > 1 {
      let current = lists
      lists = Parallel.map(chunks: (current.count + 1) / 2) { index in
        index * 2 + 1 < current.count
          ? current[index * 2].merged(current[index * 2 + 1]) : current[index * 2]
      }
    }
    self.init(
      schema: schema, values: values, keys: lists.first?.keys ?? [],
      counts: lists.first?.counts ?? [])
  }
}
