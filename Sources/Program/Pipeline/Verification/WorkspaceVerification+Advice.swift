internal import Bytes
internal import Lake
internal import SQLite

extension WorkspaceVerification {
  private static let lost: Set<Finding.Kind> = [
    .fileMissing, .fileTruncated, .fileReplaced, .fileCorrupt, .pageChecksum,
  ]

  /// Says of each lost data file which run wrote it, and whether what it was made from is there.
  func adviseOnLostFiles(_ connection: Connection) {
    for index in findings.indices where Self.lost.contains(findings[index].kind) {
      guard let path = findings[index].path, let origin = try? origin(of: path, connection) else {
        continue
      }
      findings[index].advice =
        "restore the file from a backup. \(origin). Without a backup, make a new workspace with "
        + "this inbox and run every date again: nothing else gives its rows the same ids"
    }
  }

  /// The commit that wrote a file, and what of its inbox files is left.
  private func origin(of path: String, _ connection: Connection) throws(StorageError) -> String? {
    var found: (snapshot: Int64, message: String)?
    try connection.query(
      """
      SELECT f.begin_snapshot, c.commit_message
      FROM (SELECT path, begin_snapshot FROM ducklake_data_file
        UNION ALL SELECT path, begin_snapshot FROM ducklake_delete_file) f
      JOIN ducklake_snapshot_changes c ON c.snapshot_id = f.begin_snapshot
      WHERE ?1 = f.path OR substr(?1, -length(f.path) - 1) = '/' || f.path
      ORDER BY length(f.path) DESC LIMIT 1
      """, [.text(path)]
    ) { row in found = (row.int64(0), row.text(1)) }
    guard let found, let gap = found.message.firstIndex(of: " ") else { return nil }
    let run = String(found.message[found.message.index(after: gap)...])
    var (total, left) = (0, 0)
    var dates: Set<String> = []
    try connection.query(
      "SELECT path, folder_date FROM minsheng_files WHERE run_id = ? AND state = 'taken'",
      [.text(run)]
    ) { row in
      total += 1
      if FileSystem.exists(workspace.inbox + "/" + row.text(0)) { left += 1 }
      if let date = row.optionalText(1) { dates.insert(date) }
    }
    if total == 0 { return "Snapshot \(found.snapshot) wrote it: \(found.message)" }
    let days =
      dates.isEmpty ? "" : ", dated \(dates.min() ?? "") to \(dates.max() ?? "")"
    return "Snapshot \(found.snapshot) wrote it (\(found.message)), a run that took \(total) "
      + "files\(days), of which \(left) are still in the inbox"
  }
}
