internal import Bytes
internal import Columns
internal import Parquet
internal import SQLite

/// Data files that one new file takes the place of.
struct Compaction {
  let table: CatalogTable
  let sources: [DataFile]
  /// Whether rows are deleted in the sources.
  ///
  /// Without deletions the new file holds each row's snapshot and replaces its sources in the
  /// past too; with them it begins with its own snapshot, and the sources end there.
  let hasDeletes: Bool
  /// How the new file is compressed.
  let codec: ParquetCodec
}

extension Lake {
  /// Files of more rows are not merged any further.
  private static let mergedRowLimit = LakeCommit.fileRowLimit / 2
  /// Sources of one merge have at most this many bytes, compressed, together.
  private static let mergedByteLimit: Int64 = 80 << 20

  /// Merges the small files of closed months and of partitions with more than 8 files.
  ///
  /// Every earlier snapshot reads as before. Files that are no longer named go to
  /// `ducklake_files_scheduled_for_deletion`, from where `expire` removes them. A partition with
  /// deletions takes two compactions to become one file.
  ///
  /// - Parameters:
  ///   - month: The first month that is not closed, as year × 12 + month − 1.
  ///   - time: The snapshot's time, as in `LakeCommit.commit`.
  ///   - rewritingDeletes: Whether every file with deleted rows is written anew without them, so
  ///     that `expire` can then remove what has to be forgotten.
  /// - Returns: The snapshot made, nil where nothing was to merge.
  @discardableResult
  public func compact(
    closedBefore month: Int, at time: String, rewritingDeletes: Bool = false
  ) throws -> Int64? {
    let snapshot = try refresh().id
    var compactions: [Compaction] = []
    for (_, table) in tables.sorted(by: { $0.key < $1.key }) where table.foreignColumns.isEmpty {
      let files = try dataFiles(of: table, at: snapshot)
      for (partition, group) in Dictionary(grouping: files, by: \.month)
        .sorted(by: { $0.key ?? -1 < $1.key ?? -1 })
      {
        let isClosed = partition.map { $0 < month } ?? false
        let isMerged = isClosed || group.count > 8
        // Files outside the present partitioning stay: their rows may be of any month.
        if partition == nil && table.partition != nil { continue }
        if isMerged { compactions += Self.plan(group, of: table, hasDeletes: false) }
        if isMerged || rewritingDeletes {
          compactions += Self.plan(
            group, of: table, hasDeletes: true, whateverTheirSize: rewritingDeletes)
        }
      }
    }
    if compactions.isEmpty { return nil }
    let commit = begin()
    do {
      for compaction in compactions { try commit.compact(compaction, at: snapshot) }
    } catch {
      commit.rollback()
      throw error
    }
    return try commit.commit(message: "compact", at: time)
  }

  /// Puts small files into groups of bounded size: those with deletions, or those without.
  private static func plan(
    _ files: [DataFile], of table: CatalogTable, hasDeletes: Bool, whateverTheirSize: Bool = false
  ) -> [Compaction] {
    var output: [Compaction] = []
    var group: [DataFile] = []
    func close() {
      if group.count > 1 || (hasDeletes && !group.isEmpty) {
        output.append(
          Compaction(
            table: table, sources: group, hasDeletes: hasDeletes, codec: .archive))
      }
      group = []
    }
    for file in files where file.inlinedDeletes.isEmpty {
      guard (file.deleteFile != nil) == hasDeletes,
        whateverTheirSize || file.rowCount <= mergedRowLimit
      else { continue }
      let rows = group.reduce(file.rowCount) { $0 + $1.rowCount }
      let bytes = group.reduce(file.byteCount) { $0 + $1.byteCount }
      if rows > LakeCommit.fileRowLimit || bytes > mergedByteLimit { close() }
      group.append(file)
    }
    close()
    return output
  }
}

extension LakeCommit {
  /// Writes the file that takes the place of others.
  func compact(_ compaction: Compaction, at snapshot: Int64) throws(StorageError) {
    let table = compaction.table
    let scanned = try ScannedColumns(table.columns.map(\.field.name), of: table)
    var parts: [RecordBatch] = []
    var rowIDs: [Int64] = []
    var snapshots: [Int64] = []
    for source in compaction.sources {
      let opened = try OpenedFile(source, scanned, at: snapshot)
      for group in source.rowCount == 0 ? [] : Array(opened.reader.rowGroupRowCounts.indices) {
        let (part, origin) = try opened.read(rowGroup: group)
        parts.append(part)
        rowIDs += origin.rowIDs
        snapshots += try opened.snapshots(at: origin.rows)
      }
    }
    compactions.append(compaction)
    if rowIDs.isEmpty { return }
    let batch = RecordBatch(concatenating: parts)
    var fields = batch.schema.fields + [Field(ReservedField.rowIDName, .int64)]
    var columns = batch.columns + [.int64(ValueColumn(rowIDs))]
    if !compaction.hasDeletes {
      fields.append(Field(ReservedField.snapshotIDName, .int64))
      columns.append(.int64(ValueColumn(snapshots)))
    }
    let month = compaction.sources.first?.month
    let plan = FilePlan(
      table: table, path: try newFile(in: folder(of: table, month: month)), month: month,
      columns: table.columns, parts: [RecordBatch(schema: Schema(fields), columns: columns)],
      mode: lake.fileMode, codec: compaction.codec)
    var file = try plan.write()
    try Failpoint.reach(.lakeMergedWritten, path: plan.path)
    file.merged = StagedFile.Merged(
      beginSnapshot: compaction.hasDeletes ? nil : snapshots.min(),
      partialMax: compaction.hasDeletes ? nil : snapshots.max())
    staged.append(file)
  }

  /// Takes the sources of compactions out of the catalog, now or as of the new snapshot.
  func retireSources(_ next: SnapshotHead, _ statistics: inout StatisticsByTable, at time: String)
    throws(StorageError)
  {
    for compaction in compactions {
      for source in compaction.sources {
        try statistics.change(compaction.table) { $0.remove(source) }
        if compaction.hasDeletes {
          try endFile(source, at: next.id)
          continue
        }
        for table in [
          "ducklake_data_file", "ducklake_file_column_stats", "ducklake_file_partition_value",
        ] {
          try lake.connection.execute(
            "DELETE FROM \(table) WHERE data_file_id = ?", [.integer(source.id)])
        }
        try lake.schedule(source.path, id: source.id, at: time)
      }
    }
  }

  /// Ends a data file and its delete file with a snapshot.
  func endFile(_ file: DataFile, at snapshot: Int64) throws(StorageError) {
    try lake.connection.execute(
      "UPDATE ducklake_data_file SET end_snapshot = ? WHERE data_file_id = ?",
      [.integer(snapshot), .integer(file.id)])
    if let old = file.deleteFile {
      try lake.connection.execute(
        "UPDATE ducklake_delete_file SET end_snapshot = ? WHERE delete_file_id = ?",
        [.integer(snapshot), .integer(old.id)])
    }
  }
}

extension OpenedFile {
  /// The snapshots that added the rows at some ascending positions.
  func snapshots(at positions: [Int]) throws(StorageError) -> [Int64] {
    guard file.partialMax != nil,
      let index = reader.columns.firstIndex(where: { $0.fieldID == ReservedField.snapshotID })
    else { return Array(repeating: file.beginSnapshot, count: positions.count) }
    var all: [Int64] = []
    for group in reader.rowGroupRowCounts.indices {
      all += try integers(
        reader.read(rowGroup: group, columns: [index])[0], ReservedField.snapshotIDName)
    }
    return positions.map { all[$0] }
  }
}
