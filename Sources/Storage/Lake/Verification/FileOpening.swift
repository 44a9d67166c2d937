internal import Bytes
internal import Parquet
internal import SQLite

/// What came of opening a file that the catalog names.
enum FileOpening: Sendable {
  case opened(ParquetReader)
  case missing
  case unreadable(String)
  /// Not whole Parquet; with its size and what the reader said.
  case broken(byteCount: Int, String)
  case unsupported(String)

  init(_ entry: CatalogImage.File) {
    if entry.isForeign {
      self = .unsupported("encrypted, mapped by name, or not Parquet")
      return
    }
    do throws(StorageError) {
      self = .opened(try ParquetReader(path: entry.path))
    } catch {
      switch error.code {
      case .notFound: self = .missing
      case .unsupported: self = .unsupported(error.detail)
      case .corrupt, .limitExceeded:
        self = .broken(byteCount: (try? FileSystem.size(entry.path)) ?? 0, error.detail)
      default: self = .unreadable(error.detail)
      }
    }
  }
}

extension LakeVerification {
  /// Compares an opened file with its row of the catalog.
  ///
  /// Size, footer size and row count identify a file: where two of the three agree and the third
  /// does not, the catalog's number is wrong; else it is another file.
  ///
  /// - Returns: The reader where the content is worth reading, else nil.
  func accept(_ opening: FileOpening, _ entry: CatalogImage.File, _ image: CatalogImage)
    -> ParquetReader?
  {
    let table = image.name(ofTable: entry.tableID)
    func report(_ kind: Finding.Kind, _ detail: String, _ mending: Finding.Mending? = nil) {
      findings.append(
        Finding(kind, path: entry.path, table: table, detail, mending: mending))
    }
    switch opening {
    case .missing:
      report(.fileMissing, "the catalog names a file of \(entry.rowCount) rows that is not there")
    case .unreadable(let detail): report(.fileUnreadable, "the file cannot be read: \(detail)")
    case .unsupported(let detail): report(.fileForeign, "the file is not read here: \(detail)")
    case .broken(let size, let detail):
      if size < entry.byteCount {
        report(.fileTruncated, "\(size) bytes are left of \(entry.byteCount)")
      } else {
        report(.fileCorrupt, "the file is not whole Parquet: \(detail)")
      }
    case .opened(let reader):
      let isSize = reader.byteCount == entry.byteCount
      let isFooter = entry.footerSize.map { $0 == reader.footerSize } ?? true
      let isCount = reader.rowCount == entry.rowCount
      let name = reader.metadata["table"]
      let isName = name.map { image.tables[entry.tableID]?.names.contains($0) ?? true } ?? true
      let agreeing = (isSize ? 1 : 0) + (isFooter ? 1 : 0) + (isCount ? 1 : 0)
      guard agreeing >= 2, isName else {
        report(
          .fileReplaced,
          isName
            ? "another file lies here: \(reader.byteCount) bytes and \(reader.rowCount) rows, "
              + "where the catalog names \(entry.byteCount) and \(entry.rowCount)"
            : "the file was written for table \(name ?? "")")
        return nil
      }
      if !isSize {
        reportEntry(.fileSize, "file_size_bytes", entry.byteCount, reader.byteCount, entry, table)
      }
      if !isFooter {
        reportEntry(
          .footerSize, "footer_size", entry.footerSize ?? 0, reader.footerSize, entry, table)
      }
      if !isCount {
        reportEntry(
          .recordCount, entry.dataFileID == nil ? "record_count" : "delete_count", entry.rowCount,
          reader.rowCount, entry, table)
      }
      return reader
    }
    return nil
  }

  private func reportEntry(
    _ kind: Finding.Kind, _ column: String, _ stored: Int, _ found: Int,
    _ entry: CatalogImage.File, _ table: String
  ) {
    let isData = entry.dataFileID == nil
    let name = isData ? "ducklake_data_file" : "ducklake_delete_file"
    let key = isData ? "data_file_id" : "delete_file_id"
    findings.append(
      Finding(
        kind, path: entry.path, table: table, column: column,
        "the catalog says \(stored), the file has \(found), and all else of it agrees",
        mending: mending("enters the file's own number") { (connection) throws(StorageError) in
          try connection.execute(
            "UPDATE \(name) SET \(column) = ? WHERE \(key) = ?",
            [.int(found), .integer(entry.id)])
        }))
  }
}
