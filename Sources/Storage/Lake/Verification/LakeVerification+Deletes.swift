internal import Bytes
internal import Columns
internal import Parallel
internal import Parquet
internal import SQLite

extension LakeVerification {
  /// Checks the delete files against their data files.
  ///
  /// - Returns: For each data file the rows that are deleted now, ascending.
  func checkDeleteFiles(_ image: CatalogImage) throws(StorageError) -> [Int64: [Int]] {
    let owners = Dictionary(image.dataFiles.map { ($0.id, $0) }) { first, _ in first }
    var deleted: [Int64: [Int]] = [:]
    for range in Parallel.ranges(image.deleteFiles.count, of: 256) {
      let entries = Array(image.deleteFiles[range])
      let openings = Parallel.map(chunks: entries.count) { FileOpening(entries[$0]) }
      for (entry, opening) in zip(entries, openings) {
        guard let reader = accept(opening, entry, image) else {
          tablesWithoutDeletions.insert(entry.tableID)
          continue
        }
        byteCount += reader.byteCount
        fileCount += 1
        guard let owner = owners[entry.dataFileID ?? -1],
          let rows = rows(of: entry, reader, owner, image)
        else {
          tablesWithoutDeletions.insert(entry.tableID)
          continue
        }
        if entry.isLive { deleted[owner.id] = rows }
      }
    }
    for (file, rows) in try inlinedDeletes(image) {
      deleted[file] = Array(Set(deleted[file] ?? []).union(rows)).sorted()
    }
    return deleted
  }

  /// The rows that a delete file names; nil where it could not be read.
  private func rows(
    of entry: CatalogImage.File, _ reader: ParquetReader, _ owner: CatalogImage.File,
    _ image: CatalogImage
  ) -> [Int]? {
    func report(_ kind: Finding.Kind, row: Int? = nil, _ detail: String) {
      findings.append(
        Finding(
          kind, path: entry.path, table: image.name(ofTable: entry.tableID), row: row, detail))
    }
    let content: DeletedRows
    do throws(StorageError) {
      for group in reader.rowGroupRowCounts.indices {
        for column in reader.columns.indices {
          if let page = try reader.firstDamagedPage(rowGroup: group, column: column) {
            report(
              .pageChecksum, "page \(page) of \(reader.columns[column].field.name) was changed")
            return nil
          }
        }
      }
      content = try DeletedRows(
        DeleteFile(
          id: entry.id, path: entry.path, beginSnapshot: entry.begin,
          partialMax: entry.partialMax, rowCount: entry.rowCount))
      if let name = try ownerName(reader), name != FileSystem.name(of: owner.path) {
        report(.deleteOwner, "the deletions are those of another data file, \(name)")
        return nil
      }
    } catch {
      report(.fileCorrupt, "the delete file cannot be read: \(error.detail)")
      return nil
    }
    if let row = content.positions.first(where: { $0 < 0 || $0 >= owner.rowCount }) {
      report(
        .deletePosition, row: row,
        "row \(row) is deleted of a data file that has \(owner.rowCount) rows")
      return nil
    }
    return content.positions
  }

  /// The name of the data file that a delete file was written for.
  private func ownerName(_ reader: ParquetReader) throws(StorageError) -> String? {
    guard let column = reader.index(of: "file_path"), reader.rowCount > 0,
      let group = reader.rowGroupRowCounts.firstIndex(where: { $0 > 0 }),
      case .string(let paths) = try reader.read(rowGroup: group, columns: [column])[0]
    else { return nil }
    return paths[0].map { FileSystem.name(of: $0) }
  }

  /// The rows that a client deleted by entries in the catalog itself.
  private func inlinedDeletes(_ image: CatalogImage) throws(StorageError) -> [Int64: [Int]] {
    var rows: [Int64: [Int]] = [:]
    for table in image.tables.keys.sorted() {
      let name = "ducklake_inlined_delete_\(table)"
      let exists = try connection.integer(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", [.text(name)])
      if exists == 0 { continue }
      try connection.query("SELECT file_id, row_id FROM \(name)") { row in
        rows[row.int64(0), default: []].append(row.int(1))
      }
    }
    return rows
  }
}
