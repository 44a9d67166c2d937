public import Bytes
internal import SQLite

extension Lake {
  /// Starts a commit; one at a time.
  public func begin() -> LakeCommit { LakeCommit(lake: self) }

  /// The files under `data/` that no committed row names, as absolute paths.
  ///
  /// A DuckDB client that is just writing has such files too.
  public func orphans() throws(StorageError) -> [String] {
    let known = try namedFiles()
    return try files(under: folder + "/data").filter { !known.contains($0) }
  }

  /// Removes the orphans that this program's commits left; those of other clients stay.
  ///
  /// - Returns: The paths that were removed.
  @discardableResult
  public func removeOrphans() throws(StorageError) -> [String] {
    precondition(!isCommitOpen, "a commit's own files are no orphans")
    let own = try orphans().filter { Self.isOwnName(FileSystem.name(of: $0)) }
    for path in own { try FileSystem.remove(path) }
    return own
  }

  /// Whether a file is named as commits name theirs: `s12-3.parquet`, `s12-4-delete.parquet`,
  /// `s12-5-archive.parquet`.
  static func isOwnName(_ name: String) -> Bool {
    guard name.hasPrefix("s"), name.hasSuffix(".parquet") else { return false }
    var stem = name.dropFirst().dropLast(".parquet".count)
    for suffix in ["-delete", DataFile.archiveSuffix] where stem.hasSuffix(suffix) {
      stem = stem.dropLast(suffix.count)
    }
    let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
  }

  /// All files that the catalog names in any snapshot or schedules for deletion.
  private func namedFiles() throws(StorageError) -> Set<String> {
    var known: Set<String> = []
    try connection.query(
      """
      SELECT f.path, f.path_is_relative, t.path, t.path_is_relative, s.path, s.path_is_relative
      FROM (SELECT table_id, path, path_is_relative FROM ducklake_data_file
        UNION ALL SELECT table_id, path, path_is_relative FROM ducklake_delete_file) f
      JOIN ducklake_table t USING (table_id) JOIN ducklake_schema s USING (schema_id)
      """
    ) { row in
      var path = row.text(0)
      if row.int64(1) != 0 {
        path = row.text(2) + path
        if row.int64(3) != 0 { path = row.text(4) + path }
        if row.int64(3) != 0 && row.int64(5) != 0 { path = dataPath + path }
      }
      known.insert(path)
    }
    try connection.query(
      "SELECT path, path_is_relative FROM ducklake_files_scheduled_for_deletion"
    ) { row in known.insert((row.int64(1) != 0 ? dataPath : "") + row.text(0)) }
    return known
  }

  private func files(under folder: String) throws(StorageError) -> [String] {
    var paths: [String] = []
    for name in try FileSystem.list(folder) {
      let path = folder + "/" + name
      if FileSystem.isFolder(path) { paths += try files(under: path) } else { paths.append(path) }
    }
    return paths
  }
}
