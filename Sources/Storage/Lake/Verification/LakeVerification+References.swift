internal import Bytes
internal import SQLite

extension LakeVerification {
  /// Finds rows of the catalog that name what is not there, and files that are named twice.
  func checkReferences(_ image: CatalogImage) throws(StorageError) {
    for file in image.dataFiles {
      if image.tables[file.tableID] == nil {
        reportCatalog(
          .dangling, "ducklake_data_file",
          "file \(file.id) belongs to table \(file.tableID), which is not there")
      }
      if let id = file.partitionID, image.partitions[id]?.tableID != file.tableID {
        reportCatalog(
          .dangling, "ducklake_data_file",
          "file \(file.id) belongs to partitioning \(id), which its table has not")
      }
    }
    let known = Set(image.dataFiles.map(\.id))
    for file in image.deleteFiles where !known.contains(file.dataFileID ?? -1) {
      reportCatalog(
        .dangling, "ducklake_delete_file",
        "delete file \(file.id) deletes from file \(file.dataFileID ?? -1), which is not there")
    }
    for name in ["ducklake_file_column_stats", "ducklake_file_partition_value"] {
      try checkRemnants(of: name)
    }
    for (name, key) in [
      ("ducklake_column", "table_id"), ("ducklake_table_stats", "table_id"),
      ("ducklake_table_column_stats", "table_id"), ("ducklake_partition_info", "table_id"),
    ] {
      let count =
        try connection.integer(
          "SELECT count(*) FROM \(name) WHERE \(key) NOT IN (SELECT table_id FROM ducklake_table)")
        ?? 0
      if count > 0 {
        reportCatalog(.dangling, name, "\(count) rows belong to tables that are not there")
      }
    }
    checkNames(image)
  }

  /// Finds rows that belong to data files which the catalog does not name any more.
  private func checkRemnants(of name: String) throws(StorageError) {
    let condition = "data_file_id NOT IN (SELECT data_file_id FROM ducklake_data_file)"
    let count =
      try connection.integer("SELECT count(*) FROM \(name) WHERE \(condition)") ?? 0
    if count == 0 { return }
    reportCatalog(
      .dangling, name, "\(count) rows belong to files that the catalog does not name",
      mending("removes the rows, which nothing reads") { (connection) throws(StorageError) in
        try connection.execute("DELETE FROM \(name) WHERE \(condition)")
      })
  }

  /// Finds paths that two rows name, and data files with two delete files at once.
  private func checkNames(_ image: CatalogImage) {
    var paths: Set<String> = []
    for file in image.dataFiles + image.deleteFiles where !paths.insert(file.path).inserted {
      findings.append(
        Finding(
          .duplicateEntry, path: file.path, table: image.name(ofTable: file.tableID),
          "two rows of the catalog name this file"))
    }
    var deleted: Set<Int64> = []
    for file in image.deleteFiles where file.isLive {
      guard let id = file.dataFileID, !deleted.insert(id).inserted else { continue }
      reportCatalog(
        .duplicateEntry, "ducklake_delete_file", "data file \(id) has two delete files at once")
    }
  }
}
