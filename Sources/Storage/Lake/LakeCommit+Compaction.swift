internal import Bytes
internal import Columns
internal import Parquet
internal import SQLite

extension LakeCommit {
  /// The rows that are gathered and handed to the writer at a time.
  private static let mergedBatchSize = 32_768

  /// Writes the files that take the place of others.
  ///
  /// - Parameters:
  ///   - snapshot: The newest snapshot.
  ///   - oldest: The oldest one that can be read.
  func compact(_ compaction: Compaction, at snapshot: Int64, oldest: Int64) throws(StorageError) {
    let rows = try CompactionRows(compaction, lake)
    let live = rows.order.filter { rows.ends[$0] == Int64.max }
    let past = rows.order.filter { rows.ends[$0] != Int64.max && rows.ends[$0] > oldest }
    try writeMerged(live, of: rows, compaction)
    try writeHistory(past, of: rows, compaction)
    compactions.append(compaction)
  }

  private func writeMerged(
    _ numbers: [Int], of rows: CompactionRows, _ compaction: Compaction
  ) throws(StorageError) {
    guard let least = numbers.lazy.map({ rows.begins[$0] }).min(),
      let most = numbers.lazy.map({ rows.begins[$0] }).max()
    else { return }
    var file = try write(
      numbers, of: rows, compaction, month: compaction.month, archived: compaction.isArchived,
      withSnapshots: least < most)
    file.merged = StagedFile.Merged(
      beginSnapshot: least, partialMax: least < most ? most : nil)
    staged.append(file)
  }

  /// Writes rows that have ended: the file ends when the last of them does, and a delete file says
  /// of the others when they did.
  private func writeHistory(
    _ numbers: [Int], of rows: CompactionRows, _ compaction: Compaction
  ) throws(StorageError) {
    guard let least = numbers.lazy.map({ rows.begins[$0] }).min(),
      let most = numbers.lazy.map({ rows.begins[$0] }).max(),
      let end = numbers.lazy.map({ rows.ends[$0] }).max()
    else { return }
    var file = try write(
      numbers, of: rows, compaction, month: nil, archived: true, withSnapshots: least < most)
    var deleted = DeletedRows([], by: 0)
    for (position, number) in numbers.enumerated() where rows.ends[number] < end {
      deleted.positions.append(position)
      deleted.snapshots.append(rows.ends[number])
    }
    var merged = StagedFile.Merged(
      beginSnapshot: least, partialMax: least < most ? most : nil, endSnapshot: end)
    if let first = deleted.snapshots.min(), let last = deleted.snapshots.max() {
      let path = try newFile(in: compaction.table.folder, suffix: "-delete")
      let summary = try write(deleted, of: file.path, to: path, withSnapshots: first < last)
      merged.deletes = StagedDelete.Written(
        path: path, rowCount: deleted.positions.count, summary: summary, beginSnapshot: first,
        partialMax: first < last ? last : nil)
    }
    file.merged = merged
    staged.append(file)
  }

  /// Writes some rows of the sources to one file.
  private func write(
    _ numbers: [Int], of rows: CompactionRows, _ compaction: Compaction, month: Int?,
    archived: Bool, withSnapshots: Bool
  ) throws(StorageError) -> StagedFile {
    let table = compaction.table
    let path = try newFile(
      in: folder(of: table, month: month), suffix: archived ? DataFile.archiveSuffix : "")
    let plan = FilePlan(
      table: table, path: path, month: month, columns: table.columns, parts: [],
      mode: lake.fileMode, codec: archived ? .archive : lake.codec)
    var fields = table.columns.map(\.field) + [Field(ReservedField.rowIDName, .int64)]
    if withSnapshots { fields.append(Field(ReservedField.snapshotIDName, .int64)) }
    let schema = Schema(fields)
    let writer = try plan.makeWriter(schema)
    var start = 0
    while start < numbers.count {
      let chunk = numbers[start..<min(numbers.count, start + Self.mergedBatchSize)]
      var columns = try rows.batch(of: chunk).columns
      columns.append(.int64(ValueColumn(chunk.map { rows.rowIDs[$0] })))
      if withSnapshots { columns.append(.int64(ValueColumn(chunk.map { rows.begins[$0] }))) }
      try writer.write(RecordBatch(schema: schema, columns: columns))
      start += chunk.count
    }
    let file = try plan.finish(writer)
    try Failpoint.reach(.lakeMergedWritten, path: path)
    return file
  }

  /// Takes the sources of compactions out of the catalog, in all snapshots.
  func retireSources(_ statistics: inout StatisticsByTable, at time: String) throws(StorageError) {
    for compaction in compactions {
      for source in compaction.sources {
        if !compaction.isHistory { try statistics.change(compaction.table) { $0.remove(source) } }
        for deleteFile in try lake.deleteFiles(of: source, in: compaction.table) {
          try lake.schedule(deleteFile.path, id: deleteFile.id, at: time)
        }
        for name in ["ducklake_delete_file", "ducklake_data_file"] {
          try lake.connection.execute(
            "DELETE FROM \(name) WHERE data_file_id = ?", [.integer(source.id)])
        }
        try lake.removeDependents(of: source.id, table: compaction.table.id)
        try lake.schedule(source.path, id: source.id, at: time)
      }
    }
  }
}

extension OpenedFile {
  /// The snapshots that added the rows of the file.
  func snapshots() throws(StorageError) -> [Int64] {
    guard file.partialMax != nil,
      let index = reader.columns.firstIndex(where: { $0.fieldID == ReservedField.snapshotID })
    else { return Array(repeating: file.beginSnapshot, count: file.rowCount) }
    var all: [Int64] = []
    for group in reader.rowGroupRowCounts.indices {
      all += try integers(
        reader.read(rowGroup: group, columns: [index])[0], ReservedField.snapshotIDName)
    }
    return all
  }
}
