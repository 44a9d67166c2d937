public import Bytes
internal import Columns
internal import Parallel
internal import Parquet

extension LakeCommit {
  /// Cuts a batch by partition and adds it to the buffers; full ones are written.
  func stage(_ name: String, _ batch: RecordBatch, rowIDs: [Int64]?) throws(StorageError) {
    let table = try lake.table(name)
    if batch.rowCount == 0 { return }
    let aligned = try align(batch, to: table, rowIDs: rowIDs)
    let months = try partition(aligned, of: table)
    let parts = Parallel.map(chunks: months.count) { index in
      months[index].rows.map { aligned.gathering($0) } ?? aligned
    }
    for (index, part) in parts.enumerated() {
      let key = StagingKey(table: name, month: months[index].month, hasRowIDs: rowIDs != nil)
      if var buffer = buffers.removeValue(forKey: key) {
        buffer.append(part)
        buffers[key] = buffer
      } else {
        buffers[key] = StagingBuffer(part)
      }
    }
    try flushFullBuffers()
  }

  /// The batch with exactly the table's columns, and lineage ids where there are any.
  private func align(_ batch: RecordBatch, to table: CatalogTable, rowIDs: [Int64]?)
    throws(StorageError) -> RecordBatch
  {
    var fields: [Field] = []
    var columns: [Column] = []
    for field in batch.schema.fields where table.column(field.name) == nil {
      throw StorageError(.notFound, "table \(table.name) has no column \(field.name)")
    }
    for column in table.columns {
      fields.append(column.field)
      guard let index = batch.schema.index(of: column.field.name) else {
        guard let value = column.defaultValue else {
          throw StorageError(
            .unsupported, at: .init(column: column.field.name),
            "rows of \(table.name) without the column: only a client can compute its default")
        }
        columns.append(
          Column(repeating: value, count: batch.rowCount, of: column.field.type))
        continue
      }
      let type = batch.schema.fields[index].type
      precondition(
        type == column.field.type, "\(table.name).\(column.field.name) is \(column.field.type)")
      columns.append(batch.columns[index])
    }
    for (column, values) in zip(table.columns, columns)
    where !column.isNullable && values.validity.nullCount > 0 {
      throw StorageError(
        .corrupt, at: .init(column: column.field.name),
        "a row of \(table.name) without a value, where the table wants one")
    }
    if let rowIDs {
      fields.append(Field(ReservedField.rowIDName, .int64))
      columns.append(.int64(ValueColumn(rowIDs)))
    }
    return RecordBatch(schema: Schema(fields), columns: columns)
  }

  /// The rows of each month, months ascending; nil rows stand for all.
  private func partition(_ batch: RecordBatch, of table: CatalogTable) throws(StorageError)
    -> [(month: Int?, rows: [Int]?)]
  {
    guard let name = table.partitionDate else { return [(nil, nil)] }
    let days = batch.int32s(name)
    guard days.validity.nullCount == 0 else {
      throw StorageError(
        .corrupt, at: .init(column: name), "a row of \(table.name) without a partition date")
    }
    var months: [Int: [Int]] = [:]
    var (lastDay, lastMonth) = (days.values[0], CivilTime.month(of: days.values[0]))
    if days.values.allSatisfy({ $0 == lastDay || CivilTime.month(of: $0) == lastMonth }) {
      return [(lastMonth, nil)]
    }
    for (row, day) in days.values.enumerated() {
      if day != lastDay { (lastDay, lastMonth) = (day, CivilTime.month(of: day)) }
      months[lastMonth, default: []].append(row)
    }
    return months.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func flushFullBuffers() throws(StorageError) {
    let full = buffers.filter { _, buffer in
      buffer.rowCount >= Self.fileRowLimit || buffer.byteCount >= Self.fileByteLimit
    }
    try flush(Array(full.keys))
    while buffers.values.reduce(0, { $0 + $1.byteCount }) >= Self.totalByteLimit {
      let largest = buffers.sorted { StagingKey.precedes($0.key, $1.key) }
        .max { $0.value.byteCount < $1.value.byteCount }
      guard let largest else { return }
      try flush([largest.key])
    }
  }

  /// Writes all rows that wait to files, so that they need no memory until the commit.
  public func writeFiles() throws(StorageError) { try flush(Array(buffers.keys)) }

  /// Writes buffers to files, several at a time.
  func flush(_ keys: [StagingKey]) throws(StorageError) {
    var plans: [FilePlan] = []
    for key in keys.sorted(by: StagingKey.precedes) {
      guard let buffer = buffers.removeValue(forKey: key) else { continue }
      let table = try lake.table(key.table)
      let path = try newFile(in: folder(of: table, month: key.month))
      plans.append(
        FilePlan(
          table: table, path: path, month: key.month, columns: table.columns,
          parts: buffer.parts, mode: lake.fileMode, codec: lake.codec))
    }
    let work = plans
    staged += try Parallel.map(chunks: work.count) { (index) throws(StorageError) in
      try work[index].write()
    }
  }

  /// The folder of a partition, with a closing slash.
  func folder(of table: CatalogTable, month: Int?) -> String {
    guard let month else { return table.folder }
    return "\(table.folder)year=\(month / 12)/month=\(month % 12 + 1)/"
  }
}

extension CivilTime {
  /// Year × 12 + month − 1 of a day.
  static func month(of days: Int32) -> Int {
    let date = Self.date(days)
    return date.year * 12 + date.month - 1
  }
}
