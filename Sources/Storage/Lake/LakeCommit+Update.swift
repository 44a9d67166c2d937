public import Bytes
public import Columns
internal import Parquet

extension LakeCommit {
  /// Replaces rows, which keep their lineage ids.
  ///
  /// What is written is the new rows and the positions of the old ones: files that hold none of
  /// them are not touched, and those that do are not rewritten.
  ///
  /// - Parameters:
  ///   - table: The table's name.
  ///   - batch: The rows as they are to be; columns that are not in the batch keep their values.
  ///   - origins: For each row of the batch the row it replaces.
  /// - Throws: `conflict` when an origin is not live, `unsupported` when the table has a column of
  ///   a type that is not read and would be lost, else as `append` and `delete`.
  public func update(
    _ table: String, _ batch: RecordBatch, replacing origins: [(dataFileID: Int64, row: Int)]
  ) throws(StorageError) {
    precondition(batch.rowCount == origins.count, "an origin for each row")
    if origins.isEmpty { return }
    let catalogTable = try lake.table(table)
    if let lost = catalogTable.foreignColumns.first {
      throw StorageError(
        .unsupported, at: .init(column: lost),
        "rows of \(table) are not replaced: the column's type is not read and it would be lost")
    }
    let kept = catalogTable.columns.filter { batch.schema.index(of: $0.field.name) == nil }
    let old = try oldRows(origins, of: catalogTable, keeping: kept.map(\.field.name))
    for (fileID, rows) in old.rowsByFile.sorted(by: { $0.key < $1.key }) {
      try delete(table, dataFileID: fileID, rows: rows)
    }
    let whole = RecordBatch(
      schema: Schema(batch.schema.fields + kept.map(\.field)),
      columns: batch.columns + old.columns)
    try stage(table, whole, rowIDs: old.rowIDs)
  }

  /// What is known of rows that are to be replaced, in the order of their origins.
  private struct OldRows {
    var rowIDs: [Int64]
    var columns: [Column]
    var rowsByFile: [Int64: [Int]]
  }

  private func oldRows(
    _ origins: [(dataFileID: Int64, row: Int)], of table: CatalogTable, keeping names: [String]
  ) throws(StorageError) -> OldRows {
    var old = OldRows(
      rowIDs: Array(repeating: 0, count: origins.count), columns: [], rowsByFile: [:])
    var indexesByFile: [Int64: [Int]] = [:]
    for (index, origin) in origins.enumerated() {
      indexesByFile[origin.dataFileID, default: []].append(index)
      old.rowsByFile[origin.dataFileID, default: []].append(origin.row)
    }
    let scanned = try ScannedColumns(names, of: table)
    let snapshot = lake.latestSnapshot
    let files = try lake.dataFiles(of: table, at: snapshot)
    var parts: [RecordBatch] = []
    var order: [Int] = []
    for (fileID, indexes) in indexesByFile.sorted(by: { $0.key < $1.key }) {
      let rows = indexes.map { origins[$0].row }
      order += indexes
      guard fileID != RowOrigin.inlined else {
        for (index, row) in zip(indexes, rows) { old.rowIDs[index] = Int64(row) }
        if !names.isEmpty { parts.append(try lake.inlinedRows(rows, scanned, at: snapshot)) }
        continue
      }
      guard let file = files.first(where: { $0.id == fileID }) else {
        throw StorageError(.conflict, "data file \(fileID) of \(table.name) is not live")
      }
      for (index, id) in zip(indexes, try file.rowIDs(at: rows)) { old.rowIDs[index] = id }
      if !names.isEmpty {
        parts.append(try OpenedFile(file, scanned, at: snapshot).rows(at: rows))
      }
    }
    if names.isEmpty { return old }
    var places = Array(repeating: 0, count: order.count)
    for (place, index) in order.enumerated() { places[index] = place }
    old.columns = RecordBatch(concatenating: parts).gathering(places).columns
    return old
  }
}

extension OpenedFile {
  /// The live rows at some positions, in their order.
  ///
  /// - Throws: `conflict` where one is not live.
  func rows(at positions: [Int]) throws(StorageError) -> RecordBatch {
    let wanted = Set(positions)
    var parts: [RecordBatch] = []
    var places: [Int: Int] = [:]
    var start = 0
    for (group, count) in reader.rowGroupRowCounts.enumerated() {
      defer { start += count }
      guard wanted.contains(where: { $0 >= start && $0 < start + count }) else { continue }
      let (batch, origin) = try read(rowGroup: group)
      var picked: [Int] = []
      for (index, row) in origin.rows.enumerated() where wanted.contains(row) {
        places[row] = places.count
        picked.append(index)
      }
      parts.append(batch.gathering(picked))
    }
    guard places.count == wanted.count, !parts.isEmpty else {
      throw StorageError(.conflict, path: file.path, "a row that is not live")
    }
    return RecordBatch(concatenating: parts).gathering(positions.map { places[$0] ?? 0 })
  }
}

extension Lake {
  /// Live inlined rows by their lineage ids, in their order.
  ///
  /// - Throws: `conflict` where one is not live.
  func inlinedRows(_ rowIDs: [Int], _ scanned: ScannedColumns, at snapshot: Int64)
    throws(StorageError) -> RecordBatch
  {
    var parts: [RecordBatch] = []
    var places: [Int: Int] = [:]
    for (batch, found) in try inlinedRows(scanned, at: snapshot) {
      parts.append(batch)
      for rowID in found { places[Int(rowID)] = places.count }
    }
    var rows: [Int] = []
    for rowID in rowIDs {
      guard let place = places[rowID] else {
        throw StorageError(
          .conflict, "inlined row \(rowID) of \(scanned.table.name) is not live")
      }
      rows.append(place)
    }
    return RecordBatch(concatenating: parts).gathering(rows)
  }
}
