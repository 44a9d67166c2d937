internal import Bytes
internal import Glibc
internal import SQLite

extension LakeVerification {
  /// Finds files that no row names, and scheduled deletions that must not or need not happen.
  func checkUnnamedFiles(_ image: CatalogImage) throws(StorageError) {
    var named = Set((image.dataFiles + image.deleteFiles).map(\.path))
    for file in try scheduledFiles() {
      if named.contains(file.path) {
        reportScheduled(
          .scheduledLive, file, "is scheduled for deletion, but a snapshot still needs it")
      } else if !FileSystem.exists(file.path) {
        reportScheduled(.scheduledGone, file, "is scheduled for deletion and gone already")
      }
      named.insert(file.path)
    }
    guard FileSystem.isFolder(folder + "/data") else { return }
    for path in try files(under: folder + "/data") where !named.contains(path) {
      if Lake.isOwnName(FileSystem.name(of: path)) || path.hasSuffix(FileSystem.temporarySuffix) {
        findings.append(
          Finding(
            .orphan, path: path, "a stopped run left this file; no row of the catalog names it",
            mending: Finding.Mending("removes the file") { try FileSystem.remove(path) }))
      } else {
        findings.append(try foreignOrphan(path))
      }
    }
  }

  private func scheduledFiles() throws(StorageError) -> [(path: String, entry: String)] {
    var files: [(path: String, entry: String)] = []
    let dataPath = dataPath
    try connection.query(
      "SELECT path, path_is_relative FROM ducklake_files_scheduled_for_deletion ORDER BY path"
    ) { row in files.append(((row.int64(1) != 0 ? dataPath : "") + row.text(0), row.text(0))) }
    return files
  }

  private func reportScheduled(
    _ kind: Finding.Kind, _ file: (path: String, entry: String), _ detail: String
  ) {
    findings.append(
      Finding(
        kind, path: file.path, table: "ducklake_files_scheduled_for_deletion",
        "the file " + detail,
        mending: mending("takes it off the schedule") { (connection) throws(StorageError) in
          try connection.execute(
            "DELETE FROM ducklake_files_scheduled_for_deletion WHERE path = ?",
            [.text(file.entry)])
        }))
  }

  /// A file of another program, which may be writing it just now: only an old one is moved away.
  private func foreignOrphan(_ path: String) throws(StorageError) -> Finding {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let age = Int64(now.tv_sec) - (try FileSystem.modified(path)) / 1_000_000_000
    let folder = folder + "/lost+found"
    var finding = Finding(
      .foreignOrphan, path: path, "no row of the catalog names this file of another program")
    if age > 86_400 {
      finding.mending = Finding.Mending("moves the file to lake/lost+found") {
        try FileSystem.makeFolder(folder)
        try FileSystem.move(path, to: folder + "/" + FileSystem.name(of: path))
      }
    } else {
      finding.advice =
        "it is less than a day old: its writer may not have finished; look again later"
    }
    return finding
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
