internal import Bytes
internal import Columns
internal import Parquet

/// A data file opened for a scan: where its columns are and which rows do not count.
struct OpenedFile: Sendable {
  let file: DataFile
  let reader: ParquetReader
  /// The rows deleted at the scan's snapshot, ascending.
  let deleted: [Int]
  let scanned: ScannedColumns
  private let snapshot: Int64
  /// For each column wanted its index in the file.
  let indexes: [Int?]
  private let rowIDIndex: Int?
  private let snapshotIndex: Int?
  private let rowGroupStarts: [Int]

  init(_ file: DataFile, _ scanned: ScannedColumns, at snapshot: Int64) throws(StorageError) {
    self.file = file
    self.scanned = scanned
    self.snapshot = snapshot
    reader = try ParquetReader(path: file.path)
    guard reader.rowCount == file.rowCount else {
      throw StorageError(
        .corrupt, path: file.path,
        "\(reader.rowCount) rows where the catalog names \(file.rowCount)")
    }
    deleted = try file.deletedPositions(at: snapshot)
    let ids = reader.columns.map(\.fieldID)
    rowIDIndex = ids.firstIndex(of: ReservedField.rowID)
    let merged = file.partialMax.map { $0 > snapshot } ?? false
    snapshotIndex = merged ? ids.firstIndex(of: ReservedField.snapshotID) : nil
    if merged && snapshotIndex == nil {
      throw StorageError(.corrupt, path: file.path, "a merged file without snapshots of its rows")
    }
    if rowIDIndex == nil && file.rowIDStart == nil {
      throw StorageError(.corrupt, path: file.path, "a file without ids of its rows")
    }
    var indexes: [Int?] = []
    for column in scanned.columns {
      let index = ids.firstIndex(of: Int32(column.id))
      if let index, !reader.columns[index].field.type.isReadable(as: column.field.type) {
        throw StorageError(
          .corrupt, at: .init(path: file.path, column: column.field.name),
          "\(reader.columns[index].field.type.rawValue), not \(column.field.type.rawValue)")
      }
      // A column that the file has in a form that is not read is not one that it lacks.
      if index == nil, let refusal = reader.refusal(ofFieldID: Int32(column.id)) { throw refusal }
      if index == nil && column.initialDefault == nil {
        throw StorageError(
          .unsupported, at: .init(path: file.path, column: column.field.name),
          "a column that was added with a default value of a form that is not read")
      }
      indexes.append(index)
    }
    self.indexes = indexes
    var starts: [Int] = []
    var start = 0
    for count in reader.rowGroupRowCounts {
      starts.append(start)
      start += count
    }
    rowGroupStarts = starts
  }

  /// The row groups, and their rows, that may hold a value in a range.
  ///
  /// Pages are told apart by their bounds where the file has a page index.
  func parts(in range: ColumnRange?) throws(StorageError) -> [RowGroupScan] {
    let groups = reader.rowGroupRowCounts.indices
    guard let range, let column = scanned.table.column(range.column),
      let index = reader.index(ofFieldID: Int32(column.id))
    else { return groups.map { RowGroupScan(file: self, rowGroup: $0, rows: nil) } }
    var parts: [RowGroupScan] = []
    for group in groups {
      guard case .integers(let values) = range.bounds else {
        let bounds = reader.statistics(rowGroup: group, column: index)
        if range.overlaps(minimum: bounds.minimum, maximum: bounds.maximum) {
          parts.append(RowGroupScan(file: self, rowGroup: group, rows: nil))
        }
        continue
      }
      let rows = try reader.rows(ofRowGroup: group, where: index, in: values)
      if rows.count == 0 { continue }
      let isWhole = rows.count == reader.rowGroupRowCounts[group]
      parts.append(RowGroupScan(file: self, rowGroup: group, rows: isWhole ? nil : rows))
    }
    return parts
  }

  /// Reads the live rows of a row group, or of some rows of it.
  func read(rowGroup: Int, rows: RowSelection? = nil) throws(StorageError)
    -> (RecordBatch, RowOrigin)
  {
    let start = rowGroupStarts[rowGroup]
    let extra = [rowIDIndex, snapshotIndex].compactMap { $0 }
    let read = try reader.read(
      rowGroup: rowGroup, columns: indexes.compactMap { $0 } + extra, rows: rows)
    // Positions in the file.
    let positions =
      rows.map { $0.rows.map { start + $0 } }
      ?? Array(start..<start + reader.rowGroupRowCounts[rowGroup])
    var next = 0
    var columns: [Column] = []
    for (column, index) in zip(scanned.columns, indexes) {
      if index == nil {
        columns.append(
          Column(
            repeating: column.initialDefault ?? .null, count: positions.count,
            of: column.field.type))
      } else {
        columns.append(read[next])
        next += 1
      }
    }
    var rowIDs = positions.map { (file.rowIDStart ?? 0) + Int64($0) }
    if rowIDIndex != nil {
      rowIDs = try integers(read[next], ReservedField.rowIDName)
      next += 1
    }
    var snapshots: [Int64]?
    if snapshotIndex != nil { snapshots = try integers(read[next], ReservedField.snapshotIDName) }
    guard let live = liveRows(positions, snapshots: snapshots) else {
      return (try batch(columns), RowOrigin(file.id, rows: positions, rowIDs: rowIDs))
    }
    return (
      try batch(columns.map { $0.gathering(live) }),
      RowOrigin(file.id, rows: live.map { positions[$0] }, rowIDs: live.map { rowIDs[$0] })
    )
  }

  /// The batch of columns as read, in the types that the table has at the scan's snapshot.
  private func batch(_ columns: [Column]) throws(StorageError) -> RecordBatch {
    var converted: [Column] = []
    for (column, wanted) in zip(columns, scanned.columns) {
      converted.append(try self.converted(column, wanted))
    }
    return RecordBatch(schema: scanned.schema, columns: converted)
  }

  /// A column as read in the type that the table has at the scan's snapshot.
  func converted(_ column: Column, _ wanted: CatalogColumn) throws(StorageError) -> Column {
    guard let column = column.converted(to: wanted.field.type) else {
      throw StorageError(
        .corrupt, at: .init(path: file.path, column: wanted.field.name),
        "values outside \(wanted.field.type.rawValue)")
    }
    return column
  }

  /// The rows of a row group that count, from 0 in it; nil for all.
  func liveRows(rowGroup: Int) throws(StorageError) -> [Int]? {
    var snapshots: [Int64]?
    if let snapshotIndex {
      snapshots = try integers(
        reader.read(rowGroup: rowGroup, columns: [snapshotIndex])[0],
        ReservedField.snapshotIDName)
    }
    let start = rowGroupStarts[rowGroup]
    return liveRows(
      Array(start..<start + reader.rowGroupRowCounts[rowGroup]), snapshots: snapshots)
  }

  /// Which of some rows count, by their places among them; nil for all.
  private func liveRows(_ positions: [Int], snapshots: [Int64]?) -> [Int]? {
    guard let first = positions.first, let last = positions.last else { return nil }
    var index = lowerBound(of: first)
    if snapshots == nil && (index == deleted.count || deleted[index] > last) { return nil }
    var live: [Int] = []
    live.reserveCapacity(positions.count)
    for (row, position) in positions.enumerated() {
      while index < deleted.count && deleted[index] < position { index += 1 }
      if index < deleted.count && deleted[index] == position { continue }
      if snapshots.map({ $0[row] <= snapshot }) ?? true { live.append(row) }
    }
    return live
  }

  private func lowerBound(of position: Int) -> Int {
    var (low, high) = (0, deleted.count)
    while low < high {
      let middle = (low + high) / 2
      if deleted[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func integers(_ column: Column, _ name: String) throws(StorageError) -> [Int64] {
    guard case .int64(let values) = column, values.validity.nullCount == 0 else {
      throw StorageError(
        .corrupt, at: .init(path: file.path, column: name), "not plain 64-bit integers")
    }
    return values.values
  }
}

/// One row group of a scan.
struct RowGroupScan: Sendable {
  let file: OpenedFile
  let rowGroup: Int
  /// The rows to read; nil for all.
  let rows: RowSelection?

  func read() throws(StorageError) -> (RecordBatch, RowOrigin) {
    try file.read(rowGroup: rowGroup, rows: rows)
  }
}
