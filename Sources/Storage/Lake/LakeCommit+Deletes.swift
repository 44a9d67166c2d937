internal import Bytes
internal import Columns
internal import Parquet

/// What becomes of a data file of which rows are deleted.
struct StagedDelete {
  let table: CatalogTable
  let file: DataFile
  /// The new delete file; nil when no row is left and the data file itself ends.
  let written: Written?

  struct Written: Sendable {
    let path: String
    let rowCount: Int
    let summary: ParquetFileSummary
    let beginSnapshot: Int64
    let partialMax: Int64?
  }
}

extension LakeCommit {
  /// Writes the delete files that a snapshot needs, upon the state of the one before it.
  ///
  /// - Throws: `conflict` when a row is no longer live.
  func stageDeletes(after head: SnapshotHead) throws(StorageError) -> [StagedDelete] {
    var output: [StagedDelete] = []
    for (name, byFile) in deletes.sorted(by: { $0.key < $1.key }) {
      let table = try lake.table(name)
      let files = Dictionary(
        uniqueKeysWithValues: try lake.dataFiles(of: table, at: head.id).map { ($0.id, $0) })
      for (fileID, rows) in byFile.sorted(by: { $0.key < $1.key })
      where fileID != RowOrigin.inlined {
        guard let file = files[fileID] else {
          throw StorageError(
            .conflict, "data file \(fileID) of \(name) is not live: changed by somebody else")
        }
        output.append(try stageDelete(of: rows.sorted(), in: file, of: table, head.id + 1))
      }
    }
    return output
  }

  private func stageDelete(
    of rows: [Int], in file: DataFile, of table: CatalogTable, _ snapshot: Int64
  ) throws(StorageError) -> StagedDelete {
    let earlier = try file.deleteFile.map { (file) throws(StorageError) in
      try DeletedRows(file)
    }
    let gone = Set(earlier?.positions ?? []).union(file.inlinedDeletes)
    var last = -1
    for row in rows {
      guard row > last, row < file.rowCount, !gone.contains(row) else {
        throw StorageError(
          .conflict, path: file.path,
          "row \(row) is deleted twice, deleted already or not in the file")
      }
      last = row
    }
    // A file with deletions in the catalog stays: the client, when it moves these to a delete file,
    // would not see the one that ended with the data file.
    if gone.count + rows.count == file.rowCount && file.inlinedDeletes.isEmpty {
      return StagedDelete(table: table, file: file, written: nil)
    }
    let added = DeletedRows(rows, by: snapshot)
    let union = earlier?.union(added) ?? added
    let path = try newFile(in: table.folder, suffix: "-delete")
    let summary = try write(union, of: file.path, to: path, withSnapshots: earlier != nil)
    return StagedDelete(
      table: table, file: file,
      written: StagedDelete.Written(
        path: path, rowCount: union.positions.count, summary: summary,
        beginSnapshot: file.deleteFile?.beginSnapshot ?? snapshot,
        partialMax: earlier == nil ? nil : snapshot))
  }

  /// Writes a delete file of a data file.
  func write(
    _ rows: DeletedRows, of dataPath: String, to path: String, withSnapshots: Bool
  ) throws(StorageError) -> ParquetFileSummary {
    var columns = [
      ParquetColumn(
        field: Field("file_path", .string), fieldID: ReservedField.deletedPath,
        elementFieldID: nil),
      ParquetColumn(
        field: Field("pos", .int64), fieldID: ReservedField.deletedPosition,
        elementFieldID: nil),
    ]
    // The catalog says which data file is meant; a path under the data folder keeps the bytes the
    // same wherever the workspace lies.
    let paths = StringColumn(
      repeating: lake.underDataPath(dataPath).path, count: rows.positions.count)
    var values: [Column] = [
      .string(paths), .int64(ValueColumn(rows.positions.map { Int64($0) })),
    ]
    if withSnapshots {
      columns.append(
        ParquetColumn(
          field: Field(ReservedField.snapshotIDName, .int64), fieldID: ReservedField.snapshotID,
          elementFieldID: nil))
      values.append(.int64(ValueColumn(rows.snapshots)))
    }
    var options = ParquetWriteOptions()
    options.codec = lake.codec
    options.sortedBy = ["pos"]
    let writer = try ParquetWriter(path: path, columns: columns, options: options)
    try writer.write(RecordBatch(schema: Schema(columns.map(\.field)), columns: values))
    let summary = try writer.finish()
    if lake.fileMode != 0o600 { try FileSystem.setPermissions(path, lake.fileMode) }
    try Failpoint.reach(.lakeDeleteWritten, path: path)
    return summary
  }
}

extension StringColumn {
  /// A column of one text many times.
  init(repeating text: String, count: Int) {
    let bytes = Array(text.utf8)
    var all: [UInt8] = []
    all.reserveCapacity(bytes.count * count)
    for _ in 0..<count { all.append(contentsOf: bytes) }
    self.init(bytes: all, offsets: (0...count).map { Int32($0 * bytes.count) })
  }
}
